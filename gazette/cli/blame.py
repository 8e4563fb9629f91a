"""`gazette blame`: which save, and which copy or ruling, each line of a policy comes from."""

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, examples, home, print_json, print_table


@click.command("blame")
@click.argument("policy", shell_complete=options.policies)
@as_json
@examples("gazette blame 吉民发〔2023〕27号", "gazette blame 吉民发/2023/27 --json")
def blame(policy: str, json_: bool) -> None:
    """Show for each sentence of POLICY the save it came in with, and who vouches for its words."""
    from gazette.workflow import reading
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        lines = reading.blame(desk, policy)
    if json_:
        print_json(lines)
        return
    rows = ((e["commit"][:10], e["when"][:10], e["vouched"], e["text"]) for e in lines)
    print_table(("revision", "kept", "vouched for by", "text"), rows)
