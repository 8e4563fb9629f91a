"""`gazette import`: read sources into the archive."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import rich_click as click

from gazette.cli.options import as_json, examples, home, now, print_json, progress, say
from gazette.model.report import Imported


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--edition", help="What the files carry: an issue of a gazette, the issuer's site …")
@click.option("--carrier", help="What carries it: pdf, web, word, text (default: by the file).")
@click.option("--url", help="Where the file was retrieved.")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="The day it was retrieved.")
@click.option("--for", "target", metavar="POLICY", help="The file is the text of this policy.")
@click.option(
    "--text-from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="With --for: it is a revised text, which holds from this day.",
)
@as_json
@examples(
    "gazette import issue-21.pdf --edition 吉林省人民政府公报2023年第21期",
    "gazette import page.html --url https://example.org/a --retrieved 2023-11-27",
    "gazette import --for 吉工信创业〔2014〕270号 old-rules.docx",
    "gazette import --for 国令第707号 --text-from 2023-07-20 revised.html",
)
def import_(
    files: tuple[Path, ...],
    edition: str | None,
    carrier: str | None,
    url: str | None,
    retrieved: datetime | None,
    target: str | None,
    text_from: datetime | None,
    json_: bool,
) -> None:
    """Read sources into the archive: plain text, HTML, PDF, DOCX, OFD.

    Each file is one commit. Every document in it becomes a policy, or one more copy of a policy
    that is held already. What is set aside as page furniture is listed by `show --provenance`.
    Importing the same file again changes nothing.
    """
    from gazette.workflow.desk import open_desk
    from gazette.workflow.imports import Origin, import_file, target_id
    from gazette.workflow.orders import naming

    if text_from and not target:
        raise click.UsageError("--text-from needs --for: which policy was revised?")
    day = retrieved.date() if retrieved else None
    origin = Origin(edition, carrier, url, day)
    report = []
    orders: dict[str, tuple[str, ...]] = {}
    with open_desk(home()) as desk, progress("Importing", len(files)) as step:
        held_from = text_from.date() if text_from else None
        policy = target_id(desk, target, held_from) if target else None
        for path in files:
            done = import_file(desk, path, now(), origin, policy)
            step(path.name)
            report.append(done)
            orders |= {old: naming(desk, old) for old, _ in done.moved}
            if not json_:
                _tell(done, orders)
    if json_:
        print_json([_shape(done, orders) for done in report])
    else:
        say("Next: `gazette list`, and `gazette reconcile` where a document has two copies.")


def _tell(done: Imported, orders: Mapping[str, Sequence[str]]) -> None:
    count = len(done.policies)
    what = f"{count} document{'s' if count != 1 else ''} ({len(done.new)} new)"
    aside = f", {done.furniture} stretches set aside" if done.furniture else ""
    unchanged = "" if done.commit else "; nothing had changed"
    say(f"{done.source.name}: {what}{aside}{unchanged}")
    for policy in done.policies:
        grave = [flag for flag in policy.flags if flag.grave]
        mark = f"  ! {grave[0].message}" if grave else ""
        say(f"  {policy.id}  {policy.meta.title or '(no title)'}{mark}")
    for warning in done.warnings:
        say(f"  warning: {warning}")
    for old, new in done.moved:
        for issue in orders[old]:
            say(f"  warning: issue {issue} names {old}: write {new} in issues/{issue}.toml.")


def _shape(done: Imported, orders: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {
        "source": done.source.name,
        "sha256": done.source.sha256,
        "medium": done.source.medium.value,
        "policies": [policy.id for policy in done.policies],
        "new": list(done.new),
        "set_aside": done.furniture,
        "commit": done.commit,
        "warnings": list(done.warnings),
        "moved": [{"from": a, "to": b, "issues": list(orders[a])} for a, b in done.moved],
    }
