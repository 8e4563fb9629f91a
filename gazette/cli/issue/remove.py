"""`gazette issue remove`: take an entry out."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, say


@click.command("remove")
@click.argument("issue", shell_complete=options.issues)
@click.argument("entry")
@examples("gazette issue remove 2023-22 吉民发〔2023〕27号")
def remove(issue: str, entry: str) -> None:
    """Take ENTRY out of ISSUE; it is named by policy, number or title."""
    from gazette.issue import editing
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        orders.edit(desk, issue, lambda text: editing.remove(text, entry))
    say(f"{issue}: {entry} removed.")
