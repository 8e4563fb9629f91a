"""`gazette issue mark`: a stage of an issue's life."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, now, say


@click.command("mark")
@click.argument("issue", shell_complete=options.issues)
@click.argument("stage", type=click.Choice(("drafted", "checked", "approved", "published")))
@click.option("--by", required=True, metavar="NAME", help="By whom.")
@examples("gazette issue mark 2023-22 approved --by 佟胜强")
def mark(issue: str, stage: str, by: str) -> None:
    """Record a STAGE of the life of ISSUE: by whom, and today."""
    from gazette.issue import editing
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        orders.edit(desk, issue, lambda text: editing.live(text, stage, by=by, on=now().date()))
    say(f"{issue}: {stage} by {by}.")
