"""`gazette show`: one policy."""

from datetime import datetime

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, now, print_json


@click.command("show")
@click.argument("policy", shell_complete=options.policies)
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The text that held on this day.")
@click.option("--revision", metavar="REV", help="The text as kept at this commit.")
@click.option(
    "--provenance", is_flag=True, help="Where each stretch was read; what was set aside."
)
@as_json
@examples(
    "gazette show 吉民发〔2023〕27号",
    "gazette show '吉民发[2023]27号' --provenance",
    "gazette show 吉工信创业/2023/92 --at 2023-05-01 --json",
)
def show(
    policy: str, at: datetime | None, revision: str | None, provenance: bool, json_: bool
) -> None:
    """Show POLICY, named by its id or by its number in any bracket style."""
    from gazette.workflow import reading
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        day = at.date() if at else None
        if provenance:
            result = reading.provenance(desk, policy)
            lines = reading.provenance_lines(result)
        else:
            result = reading.show(desk, policy, now().date(), at=day, revision=revision)
            lines = reading.text_lines(result)
    if json_:
        print_json(result)
        return
    for line in lines:
        click.echo(line)
