"""`gazette search`: full-text search in the terminal."""

import rich_click as click

from gazette.cli.options import as_json, echo, examples, home, now, print_json, say

STATUSES = (
    "not-yet",
    "in-force",
    "amended",
    "partly-repealed",
    "repealed",
    "expired",
    "unknown",
)


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--issuer", help="Only policies of this issuer.")
@click.option("--year", type=int, help="Only policies whose number or date is of this year.")
@click.option("--kind", help="Only this kind: policy, interpretation, personnel, about, other.")
@click.option(
    "--status", type=click.Choice(STATUSES), help="Only policies of which this holds today."
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="At most so many policies.",
)
@as_json
@examples(
    "gazette search 重特大疾病", "gazette search '吉民发[2023]27号'",
    "gazette search 年检 降级 --year 2023",
    "gazette search '\"服务质量 提升行动\"' --status in-force",
)  # fmt: skip
def search(
    query: tuple[str, ...],
    issuer: str | None,
    year: int | None,
    kind: str | None,
    status: str | None,
    limit: int,
    json_: bool,
) -> None:
    """Find the policies that hold every word of QUERY.

    A word is found as it stands, character by character, whatever the brackets and spaces, in
    traditional or simplified characters; a phrase with spaces goes in quotation marks. Those
    with the words in title or number come first, then the newest.
    """
    from gazette.model.event import StatusKind
    from gazette.workflow.desk import open_desk
    from gazette.workflow.searching import Narrowed
    from gazette.workflow.searching import search as find
    from gazette.workflow.shelf import Filter

    held = StatusKind[status.upper().replace("-", "_")] if status else None
    narrowed = Narrowed(Filter(kind, issuer, year), held)
    with open_desk(home()) as desk:
        found = find(desk, " ".join(query), now().date(), limit, narrowed)
    if json_:
        print_json([{"id": h.id, "excerpts": h.excerpts, "score": h.score} for h in found.hits])
        return
    for hit in found.hits:
        echo(hit.id)
        for before, words, after in hit.excerpts:
            echo("  " + f"…{before}⟦{words}⟧{after}…".replace("\n", " "))
    if len(found.hits) < found.total:
        say(f"{len(found.hits)} of {found.total} policies.")
    else:
        say(f"{found.total} policies.")
    if not found.total and found.unfiltered:
        say(f"Without the filters: {found.unfiltered}.")
    if found.suggestions:
        say("Try: " + " | ".join(found.suggestions))
