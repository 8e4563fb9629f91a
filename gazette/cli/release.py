"""`gazette release`: an issue published for good, signed and logged."""

from dataclasses import asdict
from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, say

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("release")
@click.argument("issue", required=False)
@click.option(
    "--key",
    "keys",
    multiple=True,
    type=EXISTING,
    help="Sign with this SSH key; may be given several times.",
)
@click.option("--by", metavar="NAME", help="Who signs; must be whom the key belongs to.")
@click.option("--override", metavar="REASON", help="Release although grave flags are open.")
@click.option("--replace", metavar="REASON", help="Release again what was released before.")
@click.option("--site", is_flag=True, help="Only list and sign the published folder as it is.")
@click.option("--pdf-key", type=EXISTING, help="Sign a copy of the PDF with this .p12 (PAdES).")
@click.option("--passphrase-file", type=EXISTING, help="What opens the .p12: its first line.")
@click.option("--stamp", type=EXISTING, help="An authority's reply: a time stamp (RFC 3161).")
@click.option("--tsa", type=EXISTING, help="The authority's certificates (PEM), to check it by.")
@as_json
@examples(
    "gazette release 2023-21 --key ~/.ssh/id_ed25519",
    'gazette release 2023-21 --replace "page 12 was misprinted" --key ~/.ssh/id_ed25519',
    "gazette release 2023-21 --pdf-key office.p12 --passphrase-file secret",
    "gazette release 2023-21 --stamp manifest.json.tsr --tsa authority.pem",
    "gazette release --site --key ~/.ssh/id_ed25519",
)
def release(
    issue: str | None,
    keys: tuple[Path, ...],
    by: str | None,
    override: str | None,
    replace: str | None,
    site: bool,
    pdf_key: Path | None,
    passphrase_file: Path | None,
    stamp: Path | None,
    tsa: Path | None,
    json_: bool,
) -> None:
    """Build ISSUE, record what it is made of, sign the record and enter it in the log of releases.

    A released issue is signed further by running this again, and replaced only with a reason; its
    first release stays. Anyone can check the result: `releases/README.txt` says how.
    """
    from gazette.workflow import attesting, releasing
    from gazette.workflow.desk import open_desk

    if (issue is None) is not site:
        raise click.UsageError("Name an issue, or give --site.")
    if site and (pdf_key or stamp):
        raise click.UsageError("A PDF's signature and a time stamp belong to an issue: name it.")
    extras = attesting.Extras(pdf_key, _first_line(passphrase_file), stamp, tsa)
    request = releasing.Request(keys, by, override, replace, extras)
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
    for each in done.beside:
        say(f"  {each}")
    for each in done.moved:
        say(f'  {each} has changed in the archive since; --replace "reason" releases it anew.')


def _first_line(path: Path | None) -> bytes | None:
    if path is None:
        return None
    with path.open("rb") as file:
        return file.readline(4096).rstrip(b"\r\n")
