"""`gazette compare`: two policies, revisions or files, provision by provision."""

from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, say

VIEWS = ("table", "redline", "side-by-side", "summary")


@click.command("compare")
@click.argument("old", shell_complete=options.policies)
@click.argument("new", shell_complete=options.policies)
@click.option("--html", type=click.Path(path_type=Path), help="Write the table as a page here.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the table as PDF here.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write the table as DOCX here.")
@click.option("--view", type=click.Choice(VIEWS), default="table", help="Which page to write.")
@click.option("--all", "all_", is_flag=True, help="Show unchanged provisions in full, unfolded.")
@click.option("--swap", is_flag=True, help="Put the new text on the left.")
@as_json
@examples(
    "gazette compare 2015.md 2023.md",
    "gazette compare 吉工信创业〔2014〕270号 吉工信创业〔2023〕92号 --html table.html",
    "gazette compare 吉民发/2023/27@3f2a91c 吉民发/2023/27 --json",
)
def compare(
    old: str,
    new: str,
    html: Path | None,
    pdf: Path | None,
    docx: Path | None,
    view: str,
    all_: bool,
    swap: bool,
    json_: bool,
) -> None:
    """Compare OLD with NEW, provision by provision: 修订对照表.

    Each is a policy's id or number, `ID@REVISION`, or a Markdown or text file; two files need no
    desk. Provisions are matched by text and structure, not by number.
    """
    from gazette.workflow import comparing

    sides = comparing.sides((old, new), home)
    found = comparing.compare_sides(*sides)
    pages = comparing.Pages(html, pdf, docx, view, fold_same=not all_, swap=swap)
    for path in comparing.write_pages(found, sides, pages):
        say(f"wrote {path}")
    if json_:
        print_json(comparing.shape(found))
    elif not (html or pdf or docx):
        echo(comparing.terminal(found))
