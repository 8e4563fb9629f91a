"""`gazette list`: the policies in the archive."""

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, print_table, say


@click.command("list")
@click.option("--kind", help="Only this kind: policy, interpretation, personnel, about, other.")
@click.option("--issuer", help="Only policies of this issuer.")
@click.option("--year", type=int, help="Only policies whose number or date is of this year.")
@click.option("--flagged", is_flag=True, help="Only policies with a flag kept in their files.")
@as_json
@examples("gazette list", "gazette list --issuer 吉林省民政厅 --year 2023", "gazette list --json")
def list_(
    kind: str | None, issuer: str | None, year: int | None, flagged: bool, json_: bool
) -> None:
    """List the policies in the archive, with what holds of each today.

    The flags are those kept in their files. What speaks against a policy beside (its host is not
    trusted alone, its text is held under another number) is found by `gazette show` and when an
    issue is checked or built.
    """
    from gazette import shapes
    from gazette.workflow.desk import open_desk
    from gazette.workflow.shelf import Filter, Shelf

    with open_desk(home()) as desk:
        shelf = Shelf.of(desk)
    wanted = Filter(kind, issuer, year, flagged)
    today = now().date()
    rows = [(p, shelf.status(p.id, today)) for p in shelf.summaries.values() if wanted.takes(p)]
    if json_:
        print_json([shapes.row(policy, status) for policy, status in rows])
        return
    print_table(
        ("id", "title", "issued", "status", "copies", "flags"),
        (
            (
                policy.id,
                policy.meta.title or "(no title)",
                str(policy.meta.issued or ""),
                status.kind,
                str(len(policy.sources)),
                " ".join(sorted({flag.code for flag in policy.flags})),
            )
            for policy, status in rows
        ),
    )
    say(f"{len(rows)} policies.")
