"""`gazette issue list`: the running orders."""

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, print_table


@click.command("list")
@as_json
@examples("gazette issue list", "gazette issue list --json")
def list_(json_: bool) -> None:
    """List the running orders of the desk."""
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import manifests
    from gazette.workflow.order_status import order_shape

    with open_desk(home()) as desk:
        found = manifests(desk)
    if json_:
        print_json([order_shape(each) for each in found])
        return
    rows = (
        (
            each.id,
            each.name,
            str(each.total or ""),
            str(each.published or ""),
            each.life[-1].name if each.life else "",
        )
        for each in found
    )
    print_table(("issue", "gazette", "total", "published", "stage"), rows)
