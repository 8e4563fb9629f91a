"""`gazette issue freeze`: pin every entry."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("freeze")
@click.argument("issue", shell_complete=options.issues)
@click.option("--by", required=True, metavar="NAME", help="By whom.")
@as_json
@examples("gazette issue freeze 2023-21 --by 佟胜强")
def freeze(issue: str, by: str, json_: bool) -> None:
    """Pin every entry of ISSUE to the revision it has now, and close the running order."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        done = orders.freeze(desk, issue, by, now().date())
    if json_:
        print_json(order_status.order_shape(done))
    say(f"{issue}: frozen; every entry is pinned to the revision it has now.")
