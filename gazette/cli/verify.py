"""`gazette verify`: is everything as it was left?"""

from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, echo, examples, home, print_json


@click.command("verify")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--signers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Who may sign (OpenSSH allowed signers), had from elsewhere than the folder.",
)
@click.option(
    "--head",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The log's head as you kept it from an earlier visit.",
)
@click.option("--threshold", type=click.IntRange(1), default=1, help="Signers needed (default 1).")
@as_json
@examples(
    "gazette verify",
    "gazette verify public --signers signers",
    "gazette verify downloaded --signers signers --head head-of-last-year --json",
)
def verify(
    folder: Path | None, signers: Path | None, head: Path | None, threshold: int, json_: bool
) -> int:
    """Check the desk, or a published FOLDER against its own lists, log and signatures; exit 4 on findings.

    The desk: git's objects, every record, and every text derived anew from the sources. A folder:
    every file's SHA-256, the release of each issue, the log of all releases, and who signed them.
    """
    from gazette.workflow import verifying
    from gazette.workflow.desk import open_desk

    if folder is not None:
        result = verifying.verify_folder(folder, signers, head, threshold)
    else:
        with open_desk(home()) as desk:
            result = verifying.verify_desk(desk)
    if json_:
        print_json(result.shape())
    else:
        echo("\n".join(verifying.lines(result)))
    return 4 if result.findings else 0
