"""`gazette issue mark`: a stage of an issue's life."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("mark")
@click.argument("issue", shell_complete=options.issues)
@click.argument("stage", type=click.Choice(("drafted", "checked", "approved", "published")))
@click.option("--by", required=True, metavar="NAME", help="By whom.")
@as_json
@examples("gazette issue mark 2023-22 approved --by 佟胜强")
def mark(issue: str, stage: str, by: str, json_: bool) -> None:
    """Record a STAGE of the life of ISSUE: by whom, and today. `issue freeze` records its own."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        done = orders.mark(desk, issue, stage, by, now().date())
    if json_:
        print_json(order_status.order_shape(done))
    say(f"{issue}: {stage} by {by}.")
