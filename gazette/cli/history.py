"""`gazette history`: the revisions of a policy."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, print_table


@click.command("history")
@click.argument("policy", shell_complete=options.policies)
@as_json
@examples("gazette history 吉民发〔2023〕27号", "gazette history 吉民发/2023/27 --json")
def history(policy: str, json_: bool) -> None:
    """Show the revisions of POLICY, newest first.

    A revision is dated by when it was kept, which says nothing about the dates of the policy.
    """
    from gazette import shapes
    from gazette.store.ids import policy_path
    from gazette.workflow.desk import open_desk
    from gazette.workflow.shelf import find

    with open_desk(home()) as desk:
        path = policy_path(find(desk, policy))
        revisions = desk.archive.history(path)
    if json_:
        print_json([shapes.revision_shape(revision) for revision in revisions])
        return
    rows = ((r.commit[:10], f"{r.when:%Y-%m-%d %H:%M}", r.author, r.message) for r in revisions)
    print_table(("revision", "kept", "by", "what"), rows)
