"""`gazette issue new`: start a running order."""

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("new")
@click.argument("issue")
@as_json
@examples("gazette issue new 2023-22")
def new(issue: str, json_: bool) -> None:
    """Start the running order of ISSUE, like the one before it: counters go on by one."""
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        path = orders.new(desk, issue)
    if json_:
        print_json({"id": path.stem, "path": str(path)})
    say(f"made {path}")
    say(f"Next: `gazette issue add {path.stem} SECTION POLICY …`.")
