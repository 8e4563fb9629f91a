"""`gazette issue list`: the running orders."""

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, print_table


@click.command("list")
@as_json
@examples("gazette issue list")
def list_(json_: bool) -> None:
    """List the running orders of the desk."""
    from gazette.workflow.desk import open_desk
    from gazette.workflow.issues import manifests

    with open_desk(home()) as desk:
        found = manifests(desk)
    if json_:
        print_json([{"id": each.id, "name": each.name, "total": each.total} for each in found])
        return
    rows = (
        (each.id, each.name, str(each.total or ""), str(each.published or ""), _stage(each.life))
        for each in found
    )
    print_table(("issue", "gazette", "total", "published", "stage"), rows)


def _stage(life: tuple[tuple[str, str], ...]) -> str:
    return life[-1][0] if life else ""
