"""`gazette show`: one policy."""

from datetime import datetime
from pathlib import Path

import rich_click as click

from gazette.cli import options
from gazette.cli.options import as_json, echo, examples, home, now, print_json, say


@click.command("show")
@click.argument("policy", shell_complete=options.policies)
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The text that held on this day.")
@click.option("--revision", metavar="REV", help="The text as kept at this commit.")
@click.option(
    "--provenance", is_flag=True, help="Where each stretch was read; what was set aside."
)
@click.option("--docx", type=click.Path(path_type=Path), help="Write the text as DOCX here.")
@as_json
@examples(
    "gazette show 吉民发〔2023〕27号",
    "gazette show '吉民发[2023]27号' --provenance",
    "gazette show 吉工信创业/2023/92 --at 2023-05-01 --json",
    "gazette show 吉民发〔2023〕27号 --docx 27.docx",
)
def show(
    policy: str,
    at: datetime | None,
    revision: str | None,
    provenance: bool,
    docx: Path | None,
    json_: bool,
) -> None:
    """Show POLICY, named by its id or by its number in any bracket style.

    With --docx its text is written as a file for a word processor, laid out after GB/T 9704, and
    read back: a file whose words differ is not written.
    """
    from gazette.workflow import reading
    from gazette.workflow.desk import open_desk

    if docx and provenance:
        raise click.UsageError("--docx writes the text, --provenance shows where it was read.")
    with open_desk(home()) as desk:
        day = at.date() if at else None
        if docx:
            from gazette.workflow import word_files

            written = word_files.write(desk, policy, docx, now().date(), at=day, revision=revision)
            say(f"wrote {written}")
            if not json_:
                return
        if provenance:
            result = reading.provenance(desk, policy)
            lines = reading.provenance_lines(result)
        else:
            result = reading.show(desk, policy, now().date(), at=day, revision=revision)
            lines = reading.text_lines(result)
    if json_:
        print_json(result)
        return
    for line in lines:
        echo(line)
