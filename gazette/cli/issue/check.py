"""`gazette issue check`: check before it is built."""

from dataclasses import asdict

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, say


@click.command("check")
@click.argument("issue", shell_complete=options.issues)
@as_json
@examples("gazette issue check 2023-21", "gazette issue check 2023-21 --json")
def check(issue: str, json_: bool) -> int:
    """Check ISSUE: counters, contents, copies, signatories, dates, colophon; exit 4 if it finds any."""
    from gazette.workflow import order_check
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        found = order_check.check(desk, issue)
        better = order_check.suggestions(desk, issue)
    if json_:
        print_json(
            {
                "findings": [asdict(finding) for finding in found],
                "order": [asdict(each) for each in better],
            }
        )
    else:
        for finding in found:
            grave = "!" if finding.grave else " "
            echo(f"{grave} {finding.code}  {finding.place}: {finding.message}")
            echo(f"    {finding.hint}")
        for each in better:
            echo(f"  order  {each.section}: {each.policy} {each.at} → {each.to}: {each.reason}")
        say(f"{len(found)} finding{'s' if len(found) != 1 else ''}.")
        if better:
            say(f"Put them in this order: `gazette issue suggest {issue} --apply`.")
    return 4 if found else 0
