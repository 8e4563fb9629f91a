"""Setting an issue: against bare WeasyPrint and headless Chromium on the same HTML, and how it grows.

    python benchmarks/bench_render.py [--sizes 1 4] [--jobs]

Size 1 is the sample issue of 2023 No. 21, about 40 pages; size n carries its items n times.  All in
one run; processor time, the least of the rounds; a ratio above 1 means ours costs more.  Chromium is
timed by the clock as a process of its own, and sets no page numbers into the contents.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pypdfium2

from gazette.model.issue import Issue
from gazette.render import html, pdf
from gazette.workflow.desk import init_desk, open_desk
from gazette.workflow.imports import Origin, import_file
from gazette.workflow.issues import load_issue

ROOT = Path(__file__).resolve().parent.parent
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def sample() -> Issue:
    """Assemble the sample issue on a desk of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(ROOT / "gazette.toml", root)
        init_desk(root)
        shutil.copytree(ROOT / "issues", root / "issues", dirs_exist_ok=True)
        with open_desk(root) as desk:
            for path in sorted((ROOT / "seeds").glob("00[01]_*.txt"), reverse=True):
                import_file(desk, path, WHEN, Origin())
            return load_issue(desk, "2023-21")


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


def bare(page: str) -> bytes:
    """Set a page by WeasyPrint as it comes: no justification between characters, no checks."""
    import weasyprint  # noqa: PLC0415 - takes 1.6 s

    data: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant=pdf.UA, pdf_tags=True)
    return data


def cost(job: Callable[[], object]) -> float:
    """Return the processor seconds of a call."""
    start = time.process_time()
    job()
    return time.process_time() - start


def pages_of(data: bytes) -> int:
    """Count the pages of a PDF."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def chromium(page: str) -> tuple[float, int] | None:
    """Print a page by headless Chromium; seconds by the clock and pages, or `None` without it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, "utf-8")
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/p",
        ]
        command += ["--disable-background-networking", "--no-pdf-header-footer"]
        start = time.perf_counter()
        subprocess.run(
            [*command, f"--print-to-pdf={target}", str(source)], check=False, capture_output=True
        )
        seconds = time.perf_counter() - start
        return (seconds, pages_of(target.read_bytes())) if target.exists() else None


def main() -> None:
    """Run everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", action="store_true", help="two processes against one")
    wanted = parser.parse_args()
    issue = sample()
    bare(printed(issue)[:2000])
    print(
        "| pages | ours, s | pages/s | ours ÷ bare WeasyPrint | ms a page | Chromium, s by the clock |"
    )
    print("|---|---|---|---|---|---|")
    for size in wanted.sizes:
        page = printed(times(issue, size))
        rounds = [
            (cost(partial(pdf.write, page)), cost(partial(bare, page)))
            for _ in range(wanted.rounds)
        ]
        ours, theirs = min(r[0] for r in rounds), min(r[1] for r in rounds)
        count = pages_of(pdf.write(page))
        other = chromium(page)
        told = f"{other[0]:.1f} ({other[1]} pages)" if other else "not measured"
        print(
            f"| {count} | {ours:.2f} | {count / ours:.1f} | {ours / theirs:.3f} | {1000 * ours / count:.0f} | {told} |"
        )
    with tempfile.TemporaryDirectory() as folder:
        page = printed(issue)
        first = cost(lambda: pdf.write(page, cache=Path(folder)))
        again = cost(lambda: pdf.write(page, cache=Path(folder)))
        print(f"\nunchanged issue: {first:.2f} s, again {again * 1000:.1f} ms")
    if wanted.jobs:
        pages = [printed(times(issue, 1)).replace("2023", str(2000 + n)) for n in range(4)]
        clocks = []
        for workers in (1, 2):
            with ProcessPoolExecutor(workers) as pool:
                list(pool.map(pages_of, map(pdf.write, pages[:1])))
                start = time.perf_counter()
                list(pool.map(pdf.write, pages))
                clocks.append(time.perf_counter() - start)
        print(
            f"four issues: one process {clocks[0]:.1f} s, two {clocks[1]:.1f} s: {clocks[0] / clocks[1]:.2f} ×"
        )


if __name__ == "__main__":
    main()
