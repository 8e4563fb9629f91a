"""Publishing: the desk is gathered into a library, the site planned and written, and summed up."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from gazette import site
from gazette.config import Desk
from gazette.errors import DeskError
from gazette.model.event import EventKind
from gazette.release.sums import listing
from gazette.render import html
from gazette.site.library import Edition, Library
from gazette.workflow.building import build
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.gathering import library
from gazette.workflow.issues import blockers, load_issue, manifests
from gazette.workflow.shelf import Shelf

T = TypeVar("T")
Tell = Callable[[str], Any]
SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
_REPLACING = (EventKind.REPEALS, EventKind.SUPERSEDES, EventKind.REVISES)
_CODE = 32


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    out: Path
    files: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    sums: str
    """SHA-256 of the list of sums: it vouches for every file."""
    warnings: tuple[str, ...] = ()


def publish(
    open_desk: OpenDesk,
    day: date,
    out: Path | None = None,
    *,
    pdf: bool = True,
    tell: Tell = lambda _: None,
) -> Published:
    """Publish the desk as a static site.

    Args:
        open_desk: The desk.
        day: The day of publication; statuses are told for it.
        out: The folder of the site; the desk's `public/` if not given.
        pdf: Whether issues are set as PDF too.
        tell: Called with a word on each step.

    Raises:
        GazetteError: Something cannot be gathered or made; the old site is left as it was.
    """
    folder = out or open_desk.desk.public
    gathered = gather(open_desk, day, pdf=pdf, tell=tell)
    state = _state_file(open_desk, folder)
    gc.freeze()  # What is gathered lives to the end; the collector need not look through it again.
    try:
        written = site.write(_counted(site.plan(gathered), tell), folder, state)
    finally:
        gc.unfreeze()
    tell("sums")
    sums = _sum_up(gathered, folder, written.files)
    warnings = tuple(each.missing for each in gathered.issues if each.missing and each.files == ())
    return Published(
        folder, len(written.files) + 2, written.changed, written.removed, sums, warnings
    )


def _counted(planned: Iterable[T], tell: Tell) -> Iterator[T]:
    """Pass on what is planned, and tell how far it has come."""
    for number, each in enumerate(planned):
        if number % 200 == 0:
            tell(f"pages, {number} files")
        yield each


def _state_file(open_desk: OpenDesk, out: Path) -> Path:
    """Return where it is kept what was written to a folder: outside what is published."""
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:12]
    return open_desk.desk.root / ".cache" / "site" / f"{name}.json"


def _sum_up(made: Library, out: Path, known: Mapping[str, str]) -> str:
    """Write the list of all files, releases that lie there already included, and what it is of."""
    listed = listing(out, known)
    sums = hashlib.sha256(listed).hexdigest()
    manifest = {
        "gazette": made.office.gazette or None,
        "url": made.office.url or None,
        "as_of": made.day.isoformat(),
        "files": len(listed.splitlines()),
        "sums": SUMS,
        "sums_sha256": sums,
    }
    write_whole(out / SUMS, listed)
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    write_whole(out / MANIFEST, text.encode())
    return sums


def gather(
    open_desk: OpenDesk, day: date, *, pdf: bool = True, tell: Tell = lambda _: None
) -> Library:
    """Gather all that is published from a desk, as it stands on a day."""
    tell("texts")
    shelf = Shelf.of(open_desk)
    tell("issues")
    issues = tuple(_issues(open_desk, day, pdf=pdf))
    tell("library")
    return library(open_desk, shelf, day, issues)


def _issues(open_desk: OpenDesk, day: date, *, pdf: bool) -> Iterator[Edition]:
    """Yield the issues that are out on a day, the newest first; drafts are nobody's business."""
    for order in reversed(manifests(open_desk)):
        if order.published is None or order.published > day:
            continue
        reason = overruled(open_desk, order.id)
        try:
            yield (
                _with_pdf(open_desk, order.id, reason)
                if pdf
                else _page(open_desk, order.id, reason)
            )
        except DeskError as error:
            yield Edition(load_issue(open_desk, order.id), missing=error.message)


def overruled(open_desk: OpenDesk, issue_id: str) -> str | None:
    """Return why an issue was built although something spoke against it; `None`: nothing said so.

    The reason holds for what it was given for: where something else speaks against the issue now,
    it must be overruled anew.
    """
    path = open_desk.desk.public / "issues" / issue_id / f"{issue_id}.override.json"
    try:
        record = json.loads(path.read_text("utf-8"))
        reason = record["reason"]
        known = {(each["policy"], each["message"]) for each in record["overruled"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    against = blockers(open_desk, load_issue(open_desk, issue_id))
    covered = known.issuperset((each.policy, each.message) for each in against)
    return reason if isinstance(reason, str) and covered else None


def _with_pdf(open_desk: OpenDesk, issue_id: str, reason: str | None) -> Edition:
    folder = open_desk.desk.root / ".cache" / "issues" / issue_id
    built = build(open_desk, issue_id, folder, reason)
    files = [(file.name, file.read_bytes()) for file in (built.html, built.pdf) if file]
    return Edition(built.issue, tuple(files), built.pages, built.warning)


def _page(open_desk: OpenDesk, issue_id: str, reason: str | None) -> Edition:
    """Return an issue as HTML alone."""
    desk = open_desk.desk
    issue = load_issue(open_desk, issue_id)
    against = blockers(open_desk, issue)
    if against and not reason:
        shown = "; ".join(f"{each.policy}: {each.message}" for each in against[:3])
        return Edition(issue, missing=f"{issue_id} is not built: {shown}.")
    look = html.look(issue.manifest, desk.extra.get("layout", {}), desk.language, _own(desk))
    return Edition(issue, ((f"{issue_id}.html", html.issue_page(issue, look).encode()),))


def _own(desk: Desk) -> Path | None:
    return desk.templates if desk.templates.is_dir() else None
