"""`gazette issue section`: add a section."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, say


@click.command("section")
@click.argument("issue", shell_complete=options.issues)
@click.argument("name")
@click.option("--at", type=click.IntRange(min=1), help="Place, counted from 1 (default: the end).")
@examples("gazette issue section 2023-22 政策解读")
def section(issue: str, name: str, at: int | None) -> None:
    """Add an empty section NAME to ISSUE."""
    from gazette.issue import editing
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        orders.edit(desk, issue, lambda text: editing.add_section(text, name, at))
    say(f"{issue}: section {name} added.")
