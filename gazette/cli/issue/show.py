"""`gazette issue show`: a running order."""

from dataclasses import asdict

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json


@click.command("show")
@click.argument("issue", shell_complete=options.issues)
@as_json
@examples("gazette issue show 2023-21", "gazette issue show 2023-21 --json")
def show(issue: str, json_: bool) -> None:
    """Show the running order of ISSUE: its sections, entries, and which texts are held."""
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import load_issue

    with open_desk(home()) as desk:
        found = load_issue(desk, issue)
    if json_:
        print_json(
            {
                "manifest": asdict(found.manifest),
                "items": [
                    {
                        "section": item.section,
                        "title": item.title,
                        "policy": item.entry.policy,
                        "held": item.policy is not None,
                        "printed_page": item.entry.printed_page,
                    }
                    for item in found.items
                ],
            }
        )
        return
    section = None
    for item in found.items:
        if item.section != section:
            section = item.section
            click.echo(section or "(back matter)")
        held = item.entry.policy or "(text not held)"
        click.echo(f"  {item.title}  {held}")
