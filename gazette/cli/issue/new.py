"""`gazette issue new`: start a running order."""

import rich_click as click

from gazette.cli.options import examples, home, say


@click.command("new")
@click.argument("issue")
@examples("gazette issue new 2023-22")
def new(issue: str) -> None:
    """Start the running order of ISSUE, like the one before it: counters go on by one."""
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        path = orders.new(desk, issue)
    say(f"made {path}")
    say(f"Next: `gazette issue add {issue} SECTION POLICY …`.")
