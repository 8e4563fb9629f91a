"""`gazette issue index`: the annual index."""

from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, say
from gazette.workflow.annual import Indexed


@click.command("index")
@click.argument("year", type=click.IntRange(1900, 2999))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write (default: public/annual/)."
)
@click.option("--no-pdf", is_flag=True, help="Write HTML and JSON only.")
@as_json
@examples("gazette issue index 2023", "gazette issue index 2023 --out . --no-pdf --json")
def index(year: int, out: Path | None, no_pdf: bool, json_: bool) -> int:
    """Write the annual index (年度总目录) of YEAR: by section, by number and by issuer.

    Each entry has its issue, and its printed page where the running order gives one. HTML and PDF
    are read back: exit 4 where one does not say an entry, or where an entry's text is not to be
    had.
    """
    from gazette.workflow import annual
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        done = annual.write(desk, year, out, with_pdf=not no_pdf)
    if json_:
        print_json(
            annual.shape(done)
            | {"html": str(done.html), "pdf": str(done.pdf) if done.pdf else None}
        )
    _tell(done)
    return 0 if done.right else 4


def _tell(done: Indexed) -> None:
    index = done.index
    say(f"{index.year}: {len(index.issues)} issues, {len(index.lines)} entries")
    say(f"  HTML   {done.html}")
    if done.pdf:
        say(f"  PDF    {done.pdf}")
    elif done.warning:
        say(f"  no PDF: {done.warning}")
    for line in done.lost:
        say(
            f"  ! {line.issue}: {line.policy} is not to be had; `gazette issue check {line.issue}`."
        )
    for words in done.unsaid:
        say(f"  ! not said in {words}")
    say(f"  proof  {'holds' if done.right else 'FAILS'}")
