"""`gazette issue add`: add policies to a section."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import examples, home, say


@click.command("add")
@click.argument("issue", shell_complete=options.issues)
@click.argument("section")
@click.argument("policies", nargs=-1, required=True, shell_complete=options.policies)
@click.option(
    "--at",
    type=click.IntRange(min=1),
    help="Place in the section, counted from 1 (default: the end).",
)
@examples(
    "gazette issue add 2023-22 部门文件 吉民发〔2023〕27号",
    "gazette issue add 2023-22 卷首语 title:推动新能源产业高质量发展",
)
def add(issue: str, section: str, policies: tuple[str, ...], at: int | None) -> None:
    """Add POLICIES to SECTION of ISSUE; `title:…` adds an entry whose text is not held."""
    from gazette.workflow import orders
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        orders.add(desk, issue, section, policies, at)
    say(f"{issue}: {len(policies)} added to {section}.")
