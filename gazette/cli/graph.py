"""`gazette graph`: whom a policy names, and who names it."""

from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, print_json, say


@click.command("graph")
@click.argument("policy", shell_complete=options.policies)
@click.option("--format", "form", type=click.Choice(("svg", "json")), default="svg")
@click.option("--out", type=click.Path(path_type=Path), help="Write it here (default: stdout).")
@as_json
@examples(
    "gazette graph 吉工信创业〔2023〕92号 --out graph.svg",
    "gazette graph 吉工信创业〔2014〕270号 --json",
)
def graph(policy: str, form: str, out: Path | None, json_: bool) -> None:
    """Draw POLICY with the documents it cites, repeals or amends, and those that name it."""
    from gazette.workflow import graphing
    from gazette.workflow.desk import open_desk
    from gazette.workflow.files import write_whole

    with open_desk(home()) as desk:
        found = graphing.graph(desk, policy)
    if json_ or form == "json":
        print_json(graphing.shape(found))
    elif out is None:
        echo(graphing.picture(found), nl=False)
    else:
        write_whole(out, graphing.picture(found).encode())
        say(f"wrote {out}")
