"""Long issues, set in both profiles and proved: a command for a release, not a test of every day.

    python benchmarks/prove_issues.py [--only sample portals long] [--profiles gazette-jilin …] [--keep FOLDER]

Each issue is assembled from an archive of its own, set, and held against that archive: words, pages of
the contents, running heads, and every number of the layout.  `qpdf --check` reads the file again;
`pdfua` checks its share of PDF/UA-1 where it is installed; a file of the PDF/A variant is looked
through for what PDF/A asks of every file (fonts, profile of colours, identification).  Ends with 1 if
anything failed.  What is not installed is "not measured".
"""

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import long_issues
import pikepdf

from gazette.errors import GazetteError
from gazette.model.issue import Issue
from gazette.render import html, pdf, proof, proof_report
from gazette.render.measure import State
from gazette.render.proof import Proof

ISSUES: dict[str, Callable[[], Issue]] = {
    "sample": long_issues.sample,
    "portals": long_issues.of_portals,
    "long": long_issues.long,
}
PROFILES = ("gazette-jilin", "gongwen-9704")
UNKNOWN = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of one issue in one profile."""

    name: str
    cells: tuple[str, ...]
    faults: tuple[str, ...]


HEADS = (
    "issue, profile", "pages", "characters", "words that differ", "contents right", "heads wrong",
    "layout: passed / failed / not measured", "full lines short", "lines off the grid", "qpdf",
    "pdfua (UA-1)", "PDF/A-3u", "CPU s",
)  # fmt: skip


def main() -> int:
    """Prove everything that is asked for and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=ISSUES, default=list(ISSUES))
    parser.add_argument("--profiles", nargs="+", choices=PROFILES, default=list(PROFILES))
    parser.add_argument("--keep", type=Path, help="folder for pages, files and reports")
    wanted = parser.parse_args()
    rows = []
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    for name in wanted.only:
        issue = ISSUES[name]()
        for profile in wanted.profiles:
            row = tried(name, issue, profile, wanted.keep)
            print(f"| {' | '.join((row.name, *row.cells))} |", flush=True)
            rows.append(row)
    faults = [f"{row.name}: {fault}" for row in rows for fault in row.faults]
    print("", *faults or ["Nothing failed."], sep="\n")
    return 1 if faults else 0


def tried(name: str, issue: Issue, profile: str, keep: Path | None) -> Row:
    """Prove an issue; one that is refused is a fault of its own."""
    try:
        return prove(name, issue, profile, keep)
    except GazetteError as error:
        return Row(f"{name}, {profile}", ("refused",), (str(error),))


def prove(name: str, issue: Issue, profile: str, keep: Path | None) -> Row:
    """Set an issue in a profile and hold it against everything there is to hold it against."""
    issue = replace(issue, manifest=replace(issue.manifest, profile=profile))
    look = html.look(issue.manifest, {}, "zh", None)
    screen, page = html.issue_page(issue, look), html.print_page(issue, look)
    families = look.profile.families
    start = sum(os.times()[:4])
    data = pdf.write(page, pdf.Options(pdf.UA, families, families))
    seconds = sum(os.times()[:4]) - start
    found = proof.prove(data, issue, look, page=screen)
    archived = pdf.write(page, pdf.Options(pdf.A3U, families, families))
    if keep:
        _keep(keep / f"{name}-{profile}", data, screen, found)
    tools = {"qpdf": qpdf(data), "pdfua": accessible(data), "PDF/A-3u": archival(archived)}
    again = proof.prove(archived, issue, look)
    faults = [*_faults(found), *(f"PDF/A-3u: {fault}" for fault in _faults(again))]
    faults += [f"{tool}: {said}" for tool, told in tools.items() for said in told or ()]
    return Row(f"{name}, {profile}", (*_cells(found, tools), f"{seconds:.1f}"), tuple(faults))


def _cells(found: Proof, tools: dict[str, list[str] | None]) -> Iterator[str]:
    rules = {check.name: check.measured for check in found.layout}
    yield str(found.pages)
    yield f"{found.texts[0].wanted:,}"
    yield ", ".join(f"{text.face} {'0' if text.equal else 'differs'}" for text in found.texts)
    yield f"{sum(line.right for line in found.contents)} of {len(found.contents)}"
    yield str(len(found.heads))
    yield " / ".join(str(found.count(state)) for state in State)
    for rule in ("lines.flush", "lines.grid"):
        share = rules[rule]
        yield UNKNOWN if share is None else f"{share:.2%}"
    for told in tools.values():
        yield UNKNOWN if told is None else "passed" if not told else f"{len(told)} findings"


def _faults(found: Proof) -> Iterator[str]:
    for text in found.texts:
        if not text.equal:
            yield f"{text.face} at {text.at}: {text.wanted_there!r}, not {text.found_there!r}"
    for line in found.contents:
        if not line.right:
            yield f"contents: {line}"
    yield from found.heads
    yield from (f"structure: {name}" for name, holds in found.structure if not holds)
    for check in found.layout:
        if check.state is State.FAILED:
            yield f"{check.name}: {check.measured}, not {check.wanted} {check.note}"


def _keep(stem: Path, data: bytes, screen: str, found: Proof) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{stem}.pdf").write_bytes(data)
    Path(f"{stem}.html").write_text(screen, "utf-8")
    Path(f"{stem}.proof.html").write_text(proof_report.page(found), "utf-8")


def qpdf(data: bytes) -> list[str] | None:
    """Return what `qpdf --check` complains of; `None` where it is not installed."""
    if shutil.which("qpdf") is None:
        return None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(
            ["qpdf", "--check", file.name], capture_output=True, text=True, check=False
        )
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def accessible(data: bytes) -> list[str] | None:
    """Return what `pdfua` finds against PDF/UA-1 in its share of the rules; `None` without it."""
    try:
        import pdfua  # noqa: PLC0415 - no dependency of ours
    except ImportError:
        return None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        report = pdfua.validate(file.name)
    return [f"{each.rule_id} {each.severity.name}: {each.message}" for each in report.findings]


def archival(data: bytes) -> list[str]:
    """Return what stands against PDF/A in a file: a look at the commonest reasons, no certificate."""
    with pikepdf.open(io.BytesIO(data)) as document:
        root = document.Root
        meta = bytes(root.Metadata.read_bytes())
        said = [
            ("no identification as PDF/A", b"pdfaid" not in meta),
            ("no output intent", "/OutputIntents" not in root),
            ("encrypted", document.is_encrypted),
            ("JavaScript or an action at opening", "/OpenAction" in root or "/AA" in root),
            ("no ID", "/ID" not in document.trailer),
            ("tags missing", "/MarkInfo" not in root or "/StructTreeRoot" not in root),
        ]
        found = [words for words, wrong in said if wrong]
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                found += _font_faults(thing)
    return found


def _font_faults(font: pikepdf.Dictionary) -> Iterator[str]:
    """Say what is missing of a font: its program, or the characters its glyphs stand for."""
    name = font.get("/BaseFont", "a font")
    if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
        yield f"{name} maps no glyph to a character"
    descriptor = font.get("/FontDescriptor")
    if descriptor is not None and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
        descriptor.keys()
    ):
        yield f"{name} is not embedded"


if __name__ == "__main__":
    sys.exit(main())
