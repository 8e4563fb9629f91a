"""`gazette build`: an issue as HTML and PDF."""

import os
from collections.abc import Iterator
from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, progress, say
from gazette.errors import DeskError
from gazette.workflow import building
from gazette.workflow.building import Built, Failed, Wish
from gazette.workflow.desk import open_desk


@click.command("build")
@click.argument("issues", nargs=-1, metavar="[ISSUE...]", shell_complete=options.issues)
@click.option("--all", "all_", is_flag=True, help="Build every issue that has a running order.")
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
    "gazette build --all",
)
def build(
    issues: tuple[str, ...],
    all_: bool,
    out: Path | None,
    override: str | None,
    jobs: int,
    json_: bool,
) -> int:
    """Build ISSUE from its running order: one HTML page and one PDF, in gazette layout.

    Both are read back and proved: their words are the archive's, the contents name the pages the
    items start on, the layout holds its numbers. The proof is written beside them; exit 4 where it
    fails.

    An issue that carries a document with a grave flag, or with an open variant that would change
    what it says, is built only with a written reason, which is kept beside the pages.

    Several issues are built side by side. One that cannot be built is told, and the others are built.
    """
    wanted = _wanted(issues, all_)
    done = list(_built(wanted, Wish(home(), out, override), jobs))
    for issue, each in zip(wanted, done, strict=True):
        _tell(issue, each)
    if json_:
        print_json([_shape(issue, each) for issue, each in zip(wanted, done, strict=True)])
    if any(isinstance(each, Failed) for each in done):
        return 1
    return 4 if any(isinstance(each, Built) and _fails(each) for each in done) else 0


def _wanted(issues: tuple[str, ...], all_: bool) -> list[str]:
    """Return the issues to build, each once."""
    if bool(issues) is all_:
        raise click.UsageError("Name the issues to build, or say --all.")
    found = sorted(path.stem for path in (home() / "issues").glob("*.toml")) if all_ else issues
    if not found:
        raise DeskError("There is no running order.", "Write one: `gazette issue new`.")
    return list(dict.fromkeys(found))


def _built(wanted: list[str], wish: Wish, jobs: int) -> Iterator[Built | Failed]:
    """Build one issue in this process, several side by side."""
    if len(wanted) > 1:
        with progress("Building", len(wanted)) as step:
            yield from building.build_many(wish, wanted, jobs or _jobs(), step)
        return
    with open_desk(wish.root) as desk, progress(f"Building {wanted[0]}", 3) as step:
        yield building.build(desk, wanted[0], wish.out, wish.override, step)


def _jobs() -> int:
    """Return how many issues are built at once: a core and a GiB of memory for each."""
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return cores
    return max(1, min(cores, memory // 2**30))


def _fails(done: Built) -> bool:
    return done.proof is not None and not done.proof["right"]


def _tell(issue: str, done: Built | Failed) -> None:
    if isinstance(done, Failed):
        say(f"{issue}: not built. {done.message}")
        if done.hint:
            say(f"  {done.hint}")
        return
    say(f"{issue}: {len(done.issue.items)} items")
    say(f"  HTML   {done.html}")
    if done.pdf is None:
        say(f"  no PDF: {done.warning}")
        return
    say(f"  PDF    {done.pdf} ({done.pages} pages)")
    if done.proof:
        verdict = "holds" if not _fails(done) else "FAILS: see its page"
        say(f"  proof  {verdict}  {done.html.with_suffix('.proof.html')}")


def _shape(issue: str, done: Built | Failed) -> dict[str, object]:
    if isinstance(done, Failed):
        return {"issue": issue, "error": done.message, "hint": done.hint}
    return {
        "issue": issue,
        "html": str(done.html),
        "pdf": str(done.pdf) if done.pdf else None,
        "pages": done.pages,
        "warning": done.warning,
        "overruled": [f"{each.policy}: {each.message}" for each in done.overruled],
        "proof": done.proof["right"] if done.proof else None,
    }
