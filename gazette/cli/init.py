"""`gazette init`: make a desk."""

from pathlib import Path

import rich_click as click

from gazette.cli.options import examples, say


@click.command("init")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@examples(
    "gazette init",
    "gazette init jilin-gazette",
)
def init(folder: Path) -> None:
    """Make a desk in FOLDER: gazette.toml, issues/, and the archive, a git repository of its own.

    What is there already stays as it is, so it can be run again.
    """
    from gazette.workflow.desk import init_desk

    made = init_desk(folder)
    if not made:
        say(f"{folder.resolve()} is a desk already; nothing was changed.")
        return
    for path in made:
        say(f"made {path}")
    say("Next: say whose gazette it is in gazette.toml, then `gazette import FILE …`.")
