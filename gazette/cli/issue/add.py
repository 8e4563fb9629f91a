"""`gazette issue add`: add policies to a section."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("add")
@click.argument("issue", shell_complete=options.issues)
@click.argument("section", shell_complete=options.sections)
@click.argument("policies", nargs=-1, required=True, shell_complete=options.policies)
@click.option(
    "--at",
    type=click.IntRange(min=1),
    help="Place in the section, counted from 1 (default: the end).",
)
@click.option(
    "--by-rank", is_flag=True, help="Put each where rank of issuer, kind and number put it."
)
@click.option(
    "--new-section", is_flag=True, help="Make SECTION though gazette.toml does not have it."
)
@as_json
@examples(
    "gazette issue add 2023-22 部门文件 吉民发〔2023〕27号",
    "gazette issue add 2023-22 部门文件 吉民发〔2023〕35号 吉民发〔2023〕55号 --by-rank",
    "gazette issue add 2023-22 卷首语 title:推动新能源产业高质量发展",
    "gazette issue add 2023-22 特载 title:政府工作报告 --new-section",
)
def add(
    issue: str,
    section: str,
    policies: tuple[str, ...],
    at: int | None,
    by_rank: bool,
    new_section: bool,
    json_: bool,
) -> None:
    """Add POLICIES to SECTION of ISSUE; `title:…` adds an entry whose text is not held."""
    from gazette.workflow import order_status, orders
    from gazette.workflow.desk import open_desk

    if at and by_rank:
        raise click.UsageError("--at and --by-rank both say where: choose one.")
    with open_desk(home()) as desk:
        if not new_section:
            orders.check_section(desk, issue, section)
        entries = [orders.entry(desk, name) for name in policies]
        done = orders.add(desk, issue, section, entries, at, by_rank=by_rank)
    if json_:
        print_json(order_status.order_shape(done))
    for entry in entries:
        name = entry.policy or entry.title or ""
        say(f"{issue}: {name} added: {orders.standing(done, name) or section}.")
