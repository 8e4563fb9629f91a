"""`gazette commit`: edits made by hand in the archive."""

import rich_click as click

from gazette.cli.options import as_json, echo, examples, home, now, print_json, say


@click.command("commit")
@click.option("--message", "-m", help="What was changed and why; without it they are only shown.")
@as_json
@examples("gazette commit", 'gazette commit -m "add the missing line of the printed issue"')
def commit(message: str | None, json_: bool) -> int:
    """Show what was edited by hand in the archive, and commit it; exit 4 if edits stay uncommitted."""
    from gazette.workflow import keeping
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        found = keeping.pending(desk)
        saved = keeping.commit_edits(desk, message, now()) if message and found else None
    if json_:
        print_json(
            {
                "edits": [
                    {
                        "path": each.edit.path,
                        "kind": each.edit.kind.value,
                        "outdated": each.edit.outdated,
                        "diff": each.diff,
                    }
                    for each in found
                ],
                "commit": saved.commit if saved else None,
                "warnings": saved.warnings if saved else [],
            }
        )
    else:
        for each in found:
            echo("\n".join((f"{each.edit.kind.value} {each.edit.path}", *each.diff)))
    for warning in saved.warnings if saved else ():
        say(warning)
    if saved:
        say(f"Committed as {(saved.commit or '')[:12]}.")
    else:
        say(
            f"Edited by hand: {len(found)}. Commit with --message."
            if found
            else "No edits by hand."
        )
    return 4 if found and not saved else 0
