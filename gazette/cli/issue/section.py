"""`gazette issue section`: add a section."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("section")
@click.argument("issue", shell_complete=options.issues)
@click.argument("name", shell_complete=options.sections)
@click.option(
    "--at",
    type=click.IntRange(min=1),
    help="Place, counted from 1 (default: where gazette.toml has it).",
)
@click.option("--new", "new_", is_flag=True, help="Make it though gazette.toml does not have it.")
@click.option("--remove", "remove_", is_flag=True, help="Take it out; it must be empty.")
@as_json
@examples(
    "gazette issue section 2023-22 政策解读",
    "gazette issue section 2023-22 特载 --new --at 1",
    "gazette issue section 2023-22 政策解读 --remove",
)
def section(issue: str, name: str, at: int | None, new_: bool, remove_: bool, json_: bool) -> None:
    """Add an empty section NAME to ISSUE, or take an empty one out."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    if remove_ and (new_ or at):
        raise click.UsageError("--remove goes with neither --new nor --at.")
    with open_desk(home()) as desk:
        if remove_:
            done = orders.remove_section(desk, issue, name)
        else:
            if not new_:
                orders.check_section(desk, issue, name, flag="--new")
            done = orders.add_section(desk, issue, name, at)
    if json_:
        print_json(order_status.order_shape(done))
    say(f"{issue}: section {name} {'removed' if remove_ else 'added'}.")
