"""Publishing: the desk is gathered into a library, the site planned and written, and summed up."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gazette import compare, site, validity
from gazette.config import Desk
from gazette.errors import DeskError
from gazette.model.document import Policy
from gazette.model.event import EventKind
from gazette.release.sums import listing
from gazette.render import html
from gazette.site.library import Compared, Copies, Edition, Library, Office
from gazette.store import corrections
from gazette.store.ids import policy_path
from gazette.store.paths import is_safe
from gazette.workflow.building import build
from gazette.workflow.corrections import corrected
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import base_id, editions, predecessors
from gazette.workflow.files import write_whole
from gazette.workflow.issues import blockers, load_issue, manifests
from gazette.workflow.rulings import reconcile
from gazette.workflow.shelf import Shelf

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
    library = gather(open_desk, day, pdf=pdf, tell=tell)
    tell("pages")
    state = _state_file(open_desk, folder)
    written = site.write(site.plan(library), folder, state)
    sums = _sum_up(library, folder)
    warnings = tuple(each.missing for each in library.issues if each.missing and each.files == ())
    return Published(
        folder, len(written.files) + 2, written.changed, written.removed, sums, warnings
    )


def _state_file(open_desk: OpenDesk, out: Path) -> Path:
    """Return where it is kept what was written to a folder: outside what is published."""
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:12]
    return open_desk.desk.root / ".cache" / "site" / f"{name}.json"


def _sum_up(library: Library, out: Path) -> str:
    """Write the list of all files, releases that lie there already included, and what it is of."""
    listed = listing(out)
    sums = hashlib.sha256(listed).hexdigest()
    manifest = {
        "gazette": library.office.gazette or None,
        "url": library.office.url or None,
        "as_of": library.day.isoformat(),
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
    desk, archive = open_desk.desk, open_desk.archive
    tell("texts")
    shelf = Shelf.of(open_desk)
    errata = {i: corrections.load(archive, i) for i in shelf.policies}
    read = {i: corrected(policy, errata[i], day) for i, policy in shelf.policies.items()}
    events = {i: found for i, found in shelf.events.items() if is_safe(policy_path_of(i))}
    cited = validity.backlinks(shelf.citations)
    tell("copies")
    copies = {i: _copies(open_desk, i) for i, policy in read.items() if len(policy.sources) > 1}
    tell("issues")
    return Library(
        office=Office(desk.gazette, desk.pinyin, desk.publisher, desk.url, desk.language),
        day=day,
        policies=read,
        versions={i: _version(open_desk, i) for i in read},
        statuses={i: shelf.status(i, day) for i in events},
        events=events,
        citations=shelf.citations,
        backlinks={i: found for i, found in cited.items() if is_safe(policy_path_of(i))},
        corrections={i: tuple(c for c in errata[i] if c.on <= day) for i in read},
        histories={i: archive.history(policy_path(i)) for i in read},
        copies=copies,
        editions={i: tuple(found) for i in read if len(found := editions(read, i)) > 1},
        comparisons=tuple(comparisons(read, shelf)),
        issues=tuple(_issues(open_desk, day, pdf=pdf)),
        own=_own(desk),
    )


def policy_path_of(policy_id: str) -> str:
    """Return where a policy would be kept; the id, read from a text, need not be a safe one."""
    return f"policies/{policy_id}.md"


def _version(open_desk: OpenDesk, policy_id: str) -> str:
    """Return a hash of a policy's file and of its errata."""
    archive = open_desk.archive
    digest = hashlib.sha256(archive.read(policy_path(policy_id)))
    path = corrections.path_of(policy_id)
    if archive.exists(path):
        digest.update(archive.read(path))
    return digest.hexdigest()[:_CODE]


def _copies(open_desk: OpenDesk, policy_id: str) -> Copies:
    found = reconcile(open_desk, policy_id)
    return Copies(found.collation, tuple((s.sha256, s.name) for s in found.sources.values()))


def comparisons(policies: Mapping[str, Policy], shelf: Shelf) -> Iterator[Compared]:
    """Yield each later text against the one before it, and each rule against the one it replaced."""
    for new, old in sorted(predecessors(policies.values()).items()):
        yield _compared(policies, old, new, "edition")
    seen: set[tuple[str, str]] = set()
    for new in sorted(policies):
        for event in shelf.events.get(new, ()):
            target = event.target
            if (
                event.source != new
                or event.kind not in _REPLACING
                or target is None
                or target.partial
            ):
                continue
            old = target.id or ""
            if old in policies and base_id(old) != base_id(new) and (old, new) not in seen:
                seen.add((old, new))
                yield _compared(policies, old, new, "replaced")


def _compared(policies: Mapping[str, Policy], old: str, new: str, why: str) -> Compared:
    names = [policies[i].meta.title or policies[i].meta.number or i for i in (old, new)]
    found = compare.compare(
        policies[old].parts, policies[new].parts, old_name=names[0], new_name=names[1]
    )
    return Compared(old, new, why, found)


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
    """Return why an issue was built although something spoke against it; `None`: nothing said so."""
    path = open_desk.desk.public / "issues" / issue_id / f"{issue_id}.override.json"
    try:
        reason = json.loads(path.read_text("utf-8"))["reason"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return reason if isinstance(reason, str) else None


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
