"""`gazette search`: full-text search in the terminal."""

import rich_click as click

from gazette.cli.options import as_json, examples, home, print_json, say


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="At most so many policies.",
)
@as_json
@examples(
    "gazette search 重特大疾病", "gazette search '吉民发[2023]27号'", "gazette search 年检 降级"
)
def search(query: tuple[str, ...], limit: int, json_: bool) -> None:
    """Find the policies that hold every word of QUERY.

    A word is found as it stands, character by character, whatever the brackets and spaces.
    """
    from gazette.workflow.desk import open_desk
    from gazette.workflow.searching import search as find

    with open_desk(home()) as desk:
        hits = find(desk, " ".join(query), limit)
    if json_:
        print_json([{"id": h.id, "excerpts": h.excerpts, "score": h.score} for h in hits])
        return
    for hit in hits:
        click.echo(hit.id)
        for before, found, after in hit.excerpts:
            click.echo("  " + f"…{before}⟦{found}⟧{after}…".replace("\n", " "))
    say(f"{len(hits)} policies.")
