"""`gazette issue move`: move an entry."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("move")
@click.argument("issue", shell_complete=options.issues)
@click.argument("entry", shell_complete=options.policies)
@click.option("--section", shell_complete=options.sections, help="To this section.")
@click.option("--at", type=click.IntRange(min=1), help="To this place, counted from 1.")
@click.option(
    "--new-section", is_flag=True, help="Make the section though gazette.toml does not have it."
)
@as_json
@examples(
    "gazette issue move 2023-22 吉民发〔2023〕27号 --at 1",
    "gazette issue move 2023-22 吉民发〔2023〕27号 --section 部门文件",
    "gazette issue move 2023-22 部门文件:3 --at 1",
)
def move(
    issue: str, entry: str, section: str | None, at: int | None, new_section: bool, json_: bool
) -> None:
    """Move ENTRY of ISSUE, with its comments, to another place or another section."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    if section is None and at is None:
        raise click.UsageError("Say where to: --section NAME, --at PLACE, or both.")
    with open_desk(home()) as desk:
        if section is not None and not new_section:
            orders.check_section(desk, issue, section)
        done = orders.move(desk, issue, entry, section, at)
    if json_:
        print_json(order_status.order_shape(done))
    place = orders.standing(done, entry)
    say(f"{issue}: {entry} moved{': ' + place if place and ':' not in entry else ''}.")
