"""`gazette restore`: a desk from a backup."""

from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, print_json, say


@click.command("restore")
@click.argument("backup", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@as_json
@examples("gazette restore /mnt/disk/gazette/20231115T080000Z-0a1b2c3d4e5f new-desk")
def restore(backup: Path, folder: Path, json_: bool) -> None:
    """Make a desk in the new folder DIR from BACKUP, every file and object of it checked first.

    BACKUP is a folder that `gazette backup` made, or the `.bundle` of an archive alone.
    """
    from gazette.workflow import keeping

    files = keeping.restore(backup, folder)
    if json_:
        print_json({"folder": str(folder), "restored": files})
    say(f"{folder}: {len(files)} files and folders brought back; `gazette verify` checks them.")
