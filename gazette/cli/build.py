"""`gazette build`: an issue as HTML and PDF."""

import os
from collections.abc import Iterator
from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, progress, say
from gazette.workflow import building
from gazette.workflow.building import Built
from gazette.workflow.desk import open_desk


@click.command("build")
@click.argument(
    "issues", nargs=-1, required=True, metavar="ISSUE...", shell_complete=options.issues
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: public/).")
@click.option(
    "--override",
    metavar="REASON",
    help="Build although grave flags or variants are open, and why.",
)
@click.option("--jobs", type=int, default=0, help="Build so many issues at once (default: cores).")
@as_json
@examples(
    "gazette build 2023-21",
    'gazette build 2023-21 --override "variants sent to the department, reply due Friday"',
    "gazette build 2023-20 2023-21 --jobs 2",
)
def build(
    issues: tuple[str, ...], out: Path | None, override: str | None, jobs: int, json_: bool
) -> int:
    """Build ISSUE from its running order: one HTML page and one PDF, in gazette layout.

    Both are read back and proved: their words are the archive's, the contents name the pages the
    items start on, the layout holds its numbers. The proof is written beside them; exit 4 where it
    fails.

    An issue that carries a document with a grave flag, or with an open variant that would change
    what it says, is built only with a written reason, which is kept beside the pages.
    """
    done = list(_built(issues, out, override, jobs))
    for issue, each in zip(issues, done, strict=True):
        _tell(issue, each)
    if json_:
        print_json([_shape(issue, each) for issue, each in zip(issues, done, strict=True)])
    return 0 if all(each.proof is None or each.proof["right"] for each in done) else 4


def _built(
    issues: tuple[str, ...], out: Path | None, override: str | None, jobs: int
) -> Iterator[Built]:
    """Build one issue in this process, several side by side."""
    root = home()
    if len(issues) > 1 and out is None:
        with progress("Building", len(issues)) as step:
            for each in building.build_many(root, issues, jobs or os.cpu_count() or 1, override):
                step(each.issue.manifest.id)
                yield each
        return
    with open_desk(root) as desk:
        for issue in issues:
            with progress(f"Building {issue}", 3) as step:
                yield building.build(desk, issue, out, override, step)


def _tell(issue: str, done: Built) -> None:
    say(f"{issue}: {len(done.issue.items)} items")
    say(f"  HTML   {done.html}")
    if done.pdf is None:
        say(f"  no PDF: {done.warning}")
        return
    say(f"  PDF    {done.pdf} ({done.pages} pages)")
    if done.proof:
        verdict = "holds" if done.proof["right"] else "FAILS: see its page"
        say(f"  proof  {verdict}  {done.html.with_suffix('.proof.html')}")


def _shape(issue: str, done: Built) -> dict[str, object]:
    return {
        "issue": issue,
        "html": str(done.html),
        "pdf": str(done.pdf) if done.pdf else None,
        "pages": done.pages,
        "warning": done.warning,
        "overruled": [f"{each.policy}: {each.message}" for each in done.overruled],
        "proof": done.proof["right"] if done.proof else None,
    }
