"""`gazette issue status`: how far issues have come."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, print_table


@click.command("status")
@click.argument("issues", nargs=-1, metavar="[ISSUE]...", shell_complete=options.issues)
@as_json
@examples("gazette issue status", "gazette issue status 2023-21", "gazette issue status --json")
def status(issues: tuple[str, ...], json_: bool) -> None:
    """Show the life of each ISSUE and what is left to do; without ISSUE, a line for every one.

    The stages are drafted, checked, approved, frozen and published, each with who and when.
    """
    from gazette.issue.manifest import STAGES
    from gazette.workflow import order_status
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import manifests

    with open_desk(home()) as desk:
        seen = (
            [order_status.standing(desk, issue) for issue in issues]
            if issues
            else [order_status.overview(desk, each) for each in manifests(desk)]
        )
    if json_:
        print_json([order_status.shape(each) for each in seen])
    elif not issues:
        head = ("issue", *STAGES, "entries", "held")
        print_table(head, map(order_status.row, seen))
    else:
        for each in seen:
            for line in order_status.text_lines(each):
                echo(line)
