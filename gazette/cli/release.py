"""`gazette release`: an issue published for good, signed and logged."""

from dataclasses import asdict
from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("release")
@click.argument("issue", required=False)
@click.option(
    "--key",
    "keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sign with this SSH key; may be given several times.",
)
@click.option("--by", metavar="NAME", help="Who signs; must be whom the key belongs to.")
@click.option("--override", metavar="REASON", help="Release although grave flags are open.")
@click.option("--replace", metavar="REASON", help="Release again what was released before.")
@click.option("--site", is_flag=True, help="Only list and sign the published folder as it is.")
@as_json
@examples(
    "gazette release 2023-21 --key ~/.ssh/id_ed25519",
    'gazette release 2023-21 --replace "page 12 was misprinted" --key ~/.ssh/id_ed25519',
    "gazette release --site --key ~/.ssh/id_ed25519",
)
def release(
    issue: str | None,
    keys: tuple[Path, ...],
    by: str | None,
    override: str | None,
    replace: str | None,
    site: bool,
    json_: bool,
) -> None:
    """Build ISSUE, record what it is made of, sign the record and enter it in the log of releases.

    A released issue is signed further by running this again, and replaced only with a reason; its
    first release stays. Anyone can check the result: `releases/README.txt` says how.
    """
    from gazette.workflow import releasing
    from gazette.workflow.desk import open_desk

    if (issue is None) is not site:
        raise click.UsageError("Name an issue, or give --site.")
    request = releasing.Request(keys, by, override, replace)
    with open_desk(home()) as desk:
        if issue is None:
            seal = releasing.seal_site(desk, request, now())
            if json_:
                print_json({"seal": str(seal)})
            say(f"{seal.parent}: listed{' and signed' if keys else ''}.")
            return
        done = releasing.release(desk, issue, request, now())
    if json_:
        print_json(asdict(done))
    say(f"{issue}: {'released' if done.new else 'was released before'}: {done.manifest}")
    say(f"  {len(done.signed)} of {done.threshold} signatures: {', '.join(done.signed) or 'none'}")
    for each in done.moved:
        say(f'  {each} has changed in the archive since; --replace "reason" releases it anew.')
