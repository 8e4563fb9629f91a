"""`gazette issue show`: a running order."""

from dataclasses import asdict

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json


@click.command("show")
@click.argument("issue", shell_complete=options.issues)
@as_json
@examples("gazette issue show 2023-21", "gazette issue show 2023-21 --json")
def show(issue: str, json_: bool) -> None:
    """Show the running order of ISSUE: its sections, entries, and which texts are held."""
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import lenient, load_manifest
    from gazette.workflow.order_status import item_shapes

    with open_desk(home()) as desk:
        found = load_manifest(desk, issue)
        items = item_shapes(found, lenient(desk))
    if json_:
        print_json({"manifest": asdict(found), "items": items})
        return
    section = None
    for item in items:
        if item["section"] != section:
            section = item["section"]
            echo(section or "(back matter)")
        held = item["policy"] or "(text not held)"
        lost = "" if item["held"] or not item["policy"] else "  (not to be had)"
        echo(f"  {item['title']}  {held}{lost}")
    for name in (each.name for each in found.sections if not each.entries):
        echo(f"{name}\n  (empty)")
