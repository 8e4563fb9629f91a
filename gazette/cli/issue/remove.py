"""`gazette issue remove`: take an entry out."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("remove")
@click.argument("issue", shell_complete=options.issues)
@click.argument("entry", shell_complete=options.policies)
@as_json
@examples(
    "gazette issue remove 2023-22 吉民发〔2023〕27号", "gazette issue remove 2023-22 部门文件:2"
)
def remove(issue: str, entry: str, json_: bool) -> None:
    """Take ENTRY out of ISSUE, named by policy, number, title, or place: 部门文件:2."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        done = orders.remove(desk, issue, entry)
    if json_:
        print_json(order_status.order_shape(done))
    say(f"{issue}: {entry} removed.")
