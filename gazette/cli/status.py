"""`gazette status`: what is in force on a day, and why."""

from datetime import datetime
from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, now, print_json, print_table, say


@click.command("status")
@click.argument("policies", nargs=-1, shell_complete=options.policies)
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
@click.option("--expiring", metavar="90d", help="Only what expires within so many days.")
@click.option(
    "--format", "form", type=click.Choice(("text", "md", "html", "xlsx")), default="text"
)
@click.option("--out", type=click.Path(path_type=Path), help="Write the catalogue here.")
@as_json
@examples(
    "gazette status",
    "gazette status 吉工信创业〔2014〕270号 --at 2023-05-01",
    "gazette status --expiring 90d",
    "gazette status --format xlsx --out catalogue.xlsx",
)
def status(
    policies: tuple[str, ...],
    at: datetime | None,
    expiring: str | None,
    form: str,
    out: Path | None,
    json_: bool,
) -> None:
    """Show what is in force on a day: 继续有效, 废止, 失效, 修改, and what is not known.

    Derived from what the texts held here say. No known repeal is no proof of force.
    """
    from gazette.workflow import catalogue
    from gazette.workflow.desk import open_desk

    if form == "xlsx" and out is None:
        raise click.UsageError("A spreadsheet goes to a file: name it with --out.")
    day = at.date() if at else now().date()
    with open_desk(home()) as desk:
        entries = catalogue.entries(desk, day, policies, catalogue.days(expiring))
        content = b"" if form == "text" else catalogue.render(desk, entries, day, form)
    if json_:
        print_json([catalogue.shape(entry) for entry in entries])
    elif form == "text":
        print_table(("id", "title", "status", "until", "because"), map(catalogue.row, entries))
    elif out is None:
        echo(content.decode(), nl=False)
    else:
        catalogue.write(out, content)
        say(f"wrote {out}")
