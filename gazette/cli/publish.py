"""`gazette publish`: the desk as a static site."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, say


@click.command("publish")
@click.argument("out", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--no-pdf", is_flag=True, help="Leave out the PDF of issues.")
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of publication, for which statuses are told (default: today).",
)
@as_json
@examples("gazette publish", "gazette publish /srv/www/gazette --no-pdf")
def publish(out: Path | None, no_pdf: bool, at: object, json_: bool) -> None:
    """Write the site into OUT (default: public/ of the desk): only what changed is written.

    Any server can host it. A page that cannot be made leaves the old site as it was.
    """
    from gazette.workflow.desk import open_desk
    from gazette.workflow.publishing import publish as write

    day: date = at.date() if at else now().date()  # type: ignore[attr-defined]
    with open_desk(home()) as desk, _telling() as tell:
        done = write(desk, day, out, pdf=not no_pdf, tell=tell)
        url = desk.desk.url
    if json_:
        print_json(
            {
                "out": str(done.out),
                "files": done.files,
                "changed": done.changed,
                "removed": done.removed,
                "sums_sha256": done.sums,
                "warnings": done.warnings,
            }
        )
        return
    for warning in done.warnings:
        say(f"Warning: {warning}")
    click.echo(
        f"{done.out}: {done.files} files, {len(done.changed)} written, {len(done.removed)} removed"
    )
    say(f"SHA-256 of {done.out / 'SHA256SUMS'}: {done.sums}")
    say(f"Next: `gazette serve` shows it here, `gazette verify {done.out}` checks it;")
    say("then copy the folder to any web server.")
    if not url:
        say("With `url` in gazette.toml there are full addresses in feeds, and a sitemap.")


@contextmanager
def _telling() -> Iterator[Callable[[str], Any]]:
    """Say on a terminal what is being done; long work must not look like a halt."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Publishing") as status:
        yield lambda word: status.update(f"Publishing: {word}")
