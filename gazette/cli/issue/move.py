"""`gazette issue move`: move an entry."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, say


@click.command("move")
@click.argument("issue", shell_complete=options.issues)
@click.argument("entry")
@click.option("--section", help="To this section.")
@click.option("--at", type=click.IntRange(min=1), help="To this place, counted from 1.")
@examples(
    "gazette issue move 2023-22 吉民发〔2023〕27号 --at 1",
    "gazette issue move 2023-22 吉民发〔2023〕27号 --section 部门文件",
)
def move(issue: str, entry: str, section: str | None, at: int | None) -> None:
    """Move ENTRY of ISSUE to another place, or to another section."""
    from gazette.issue import editing
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        orders.edit(desk, issue, lambda text: editing.move(text, entry, section=section, at=at))
    say(f"{issue}: {entry} moved.")
