"""`gazette backup`: the whole desk, kept elsewhere."""

from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@as_json
@examples("gazette backup /mnt/disk/gazette")
def backup(folder: Path, json_: bool) -> None:
    """Write a backup into a new folder below DIR: the archive, running orders, releases, settings.

    Each backup is whole and can be checked with `sha256sum -c SHA256SUMS`; none is overwritten.
    """
    from gazette.workflow import keeping
    from gazette.workflow.desk import open_desk

    with open_desk(home()) as desk:
        place = keeping.back_up(desk, folder, now())
    if json_:
        print_json({"backup": str(place)})
    say(f"Backed up to {place}; bring it back with `gazette restore`.")
