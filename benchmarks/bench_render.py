"""Setting an issue: against bare WeasyPrint, headless Chromium and Typst, and how it grows.

    python benchmarks/bench_render.py [--sizes 1 4 16] [--rounds 2] [--jobs]

Size 1 is the sample issue of 2023 No. 21, about 40 pages; size n carries its items n times.  All in one
run: each is run once on the sample before anything is measured, then rounds take turns; processor time,
children counted, the least of the rounds; a ratio above 1 means ours costs more.

* Bare WeasyPrint sets the same HTML in the same process, without justification and checks.
* Chromium prints the same HTML: no page numbers in the contents, no running heads.  It is timed by the
  clock: it does not wait for its processes, so theirs is not known to the one who started it.
* Typst sets the same paragraphs in the same columns and fonts, without contents and bookmarks, in a
  process of its own, because it remembers what it has set; without the package `typst`: not measured.
"""

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
from long_issues import sample, sample_desk

from gazette.model.document import Role
from gazette.model.issue import Issue
from gazette.render import engine, html, pdf
from gazette.render.profile import Profile, load
from gazette.workflow.building import Built, Wish, build_many

UNKNOWN = "not measured"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def times(issue: Issue, count: int) -> Issue:
    """Carry the items of an issue several times, each with an anchor of its own."""
    items = [
        replace(item, anchor=f"{item.anchor}x{turn}")
        for turn in range(count)
        for item in issue.items
    ]
    return replace(issue, items=tuple(items))


def printed(issue: Issue) -> str:
    """Return the HTML that is set."""
    return html.print_page(issue, html.look(issue.manifest, {}, "zh", None))


def ours(page: str) -> bytes:
    """Set a page as a build does, but in this process."""
    return engine.typeset(page, pdf.Options())


def bare(page: str) -> bytes:
    """Set a page by WeasyPrint as it comes: no justification between characters, no checks."""
    import weasyprint  # noqa: PLC0415 - takes 1.6 s

    data: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant=pdf.UA, pdf_tags=True)
    return data


def cost(job: Callable[[], object]) -> float:
    """Return the processor seconds of a call, its child processes counted."""
    gc.collect()
    start = sum(os.times()[:4])
    job()
    return sum(os.times()[:4]) - start


def clock(job: Callable[[], object]) -> float:
    """Return the seconds of a call by the clock."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def pages_of(data: bytes) -> int:
    """Count the pages of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def chromium(page: str) -> bytes | None:
    """Print a page by headless Chromium; `None` without it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        command = [program, "--headless", "--no-sandbox", "--disable-gpu"]
        command += [f"--user-data-dir={folder}/p", "--disable-background-networking"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)]
        subprocess.run(command, check=False, capture_output=True)
        return target.read_bytes() if target.exists() else None


def typst(source: str) -> bytes | None:
    """Set a text by Typst in a fresh process; `None` without it."""
    if find_spec("typst") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "page.typ", Path(folder) / "page.pdf"
        page.write_text(source, "utf-8")
        subprocess.run([sys.executable, "-c", TYPST, str(page), str(target)], check=True)
        return target.read_bytes()


def in_typst(issue: Issue, layout: Profile) -> str:
    """Write the paragraphs of an issue for Typst, in the columns and fonts of a profile."""
    n = layout.points
    lead = n("body.leading") - n("body.size")
    page = (
        f'width: {n("page.width")}pt, height: {n("page.height")}pt, columns: 2, numbering: "1",'
        f" margin: (top: {n('page.top')}pt, bottom: {n('page.bottom')}pt,"
        f" inside: {n('page.inner')}pt, outside: {n('page.outer')}pt)"
    )
    font = f'font: "{dict(layout.fonts)["song"][0]}", size: {n("body.size")}pt, lang: "zh"'
    # Typst measures from cap height to baseline: so edges of the square give the leading of ours.
    edges = 'top-edge: "ascender", bottom-edge: "descender"'
    rule = f"leading: {lead}pt, spacing: {lead}pt, first-line-indent: (amount: 2em, all: true)"
    lines = [
        f"#set page({page})",
        f"#set columns(gutter: {n('body.gap')}pt)",
        f"#set text({font}, {edges})",
        f"#set par(justify: true, {rule})",
    ]
    return "\n".join([*lines, *_paragraphs(issue, n("title.size"))])


def _paragraphs(issue: Issue, title: float) -> Iterator[str]:
    for item in issue.items:
        for part in item.policy.parts if item.policy else ():
            for block in part.blocks:
                text = block.text.replace("\\", "\\\\").replace('"', '\\"')
                if block.role is Role.TITLE:
                    yield f'#align(center, text(size: {title}pt, weight: "bold", "{text}"))\n'
                else:
                    yield f'#par("{text}")\n'


def main() -> None:
    """Run everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", action="store_true", help="two processes against one")
    wanted = parser.parse_args()
    issue = sample()
    print(
        "| pages | ours, s | pages/s | ms a page | ÷ bare WeasyPrint | in a child, s"
        " | Chromium, s by the clock (pages) | Typst, s (pages) |"
    )
    print("|---|---|---|---|---|---|---|---|")
    measure(issue, 1, 0)
    for size in wanted.sizes:
        print(measure(issue, size, wanted.rounds), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        page = printed(issue)
        first = cost(lambda: pdf.write(page, cache=Path(folder)))
        again = cost(lambda: pdf.write(page, cache=Path(folder)))
        empty = cost(partial(pdf.write, "<html lang=zh-CN><title>x</title>"))
        print(f"\nchild process: {empty:.2f} s for an empty page")
        print(f"unchanged issue: {first:.2f} s, again {again * 1000:.1f} ms")
    if wanted.jobs:
        one, two = side_by_side(1), side_by_side(2)
        print(f"\neight issues: one at a time {one:.1f} s, two {two:.1f} s: {one / two:.2f} ×")


def side_by_side(jobs: int) -> float:
    """Build eight issues, faces and proofs, by so many processes; return the seconds by the clock."""
    with sample_desk() as desk:
        folder = desk.desk.issues
        order = (folder / "2023-21.toml").read_text("utf-8")
        names = [f"2023-{number}" for number in range(31, 39)]
        for name in names:
            number = name.partition("-")[2]
            text = order.replace("number = 21", f"number = {number}", 1)
            (folder / f"{name}.toml").write_text(text, "utf-8")
        start = time.perf_counter()
        done = list(build_many(Wish(desk.desk.root), names, jobs))
        seconds = time.perf_counter() - start
    if not all(isinstance(each, Built) for each in done):
        raise SystemExit(f"an issue was not built: {done}")
    return seconds


def measure(issue: Issue, size: int, rounds: int) -> str:
    """Set one size by everyone in turns; return its row.  Without rounds it only warms up."""
    many = times(issue, size)
    page = printed(many)
    source = in_typst(many, load(many.manifest.profile))
    jobs: dict[str, Callable[[], bytes | None]] = {
        "ours": partial(ours, page),
        "bare": partial(bare, page),
        "child": partial(pdf.write, page),
        "chromium": partial(chromium, page),
        "typst": partial(typst, source),
    }
    made: dict[str, bytes | None] = {}
    spent = dict.fromkeys(jobs, float("inf"))
    for turn in range(max(1, rounds)):
        # Who is first in one round is last in the next.
        for name in list(jobs)[:: -1 if turn % 2 else 1]:
            spend = clock if name == "chromium" else cost
            spent[name] = min(spent[name], spend(partial(_keep, made, name, jobs[name])))
    if rounds < 1:
        return ""
    pages, own = pages_of(made["ours"] or b""), spent["ours"]
    others = [
        UNKNOWN if data is None else f"{spent[name]:.1f} ({pages_of(data)})"
        for name, data in ((name, made[name]) for name in ("chromium", "typst"))
    ]
    cells = [f"{pages}", f"{own:.2f}", f"{pages / own:.1f}", f"{1000 * own / pages:.0f}"]
    cells += [f"{own / spent['bare']:.3f}", f"{spent['child']:.2f}", *others]
    return f"| {' | '.join(cells)} |"


def _keep(made: dict[str, bytes | None], name: str, job: Callable[[], bytes | None]) -> None:
    made[name] = job()


if __name__ == "__main__":
    main()
