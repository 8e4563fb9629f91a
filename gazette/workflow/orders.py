"""Running orders on the desk: read, edited, checked; comments an editor wrote into them survive."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from gazette.errors import DeskError, UnknownError
from gazette.issue import Load, audit, editing, manifest, order
from gazette.model.document import Policy
from gazette.model.event import StatusKind
from gazette.model.issue import Entry, Finding, Manifest
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.issues import held_policy, load_manifest, manifest_path, manifests
from gazette.workflow.rulings import open_variants, reconcile, with_copies
from gazette.workflow.shelf import Shelf, find


def new(open_desk: OpenDesk, issue_id: str) -> Path:
    """Start the running order of an issue, like the one before it where there is one.

    Raises:
        DeskError: There is one already, or the id is not of the form 2023-21.
    """
    year, number = _year_and_number(issue_id)
    desk = open_desk.desk
    path = desk.issues / f"{manifest.issue_id(year, number)}.toml"
    if path.exists():
        raise DeskError(f"{path} is there already.", "`gazette issue show` shows it.")
    earlier = [each for each in manifests(open_desk) if (each.year, each.number) < (year, number)]
    like = manifest_path(open_desk, earlier[-1].id).read_text("utf-8") if earlier else None
    text = editing.new(
        year, number, name=desk.gazette or "政府公报", publisher=desk.publisher, like=like
    )
    return write_whole(path, text.encode())


def _year_and_number(issue_id: str) -> tuple[int, int]:
    year, _, number = issue_id.partition("-")
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4):
        raise DeskError(f"{issue_id!r} names no issue.", "Year and number, as in 2023-21.")
    return int(year), int(number)


def edit(open_desk: OpenDesk, issue_id: str, change: Callable[[str], str]) -> Manifest:
    """Change a running order and write it whole.

    Raises:
        DeskError: The issue is frozen, or the change makes it unreadable.
    """
    path = manifest_path(open_desk, issue_id)
    if editing.is_frozen(load_manifest(open_desk, issue_id)):
        raise DeskError(
            f"{issue_id} is frozen: what is printed may no longer change.",
            "Take the stage out of its [[life]] by hand if it must be opened again.",
        )
    write_whole(path, change(path.read_text("utf-8")).encode())
    return load_manifest(open_desk, issue_id)


def add(
    open_desk: OpenDesk, issue_id: str, section: str, names: Sequence[str], at: int | None
) -> Manifest:
    """Add policies to a section, or titles whose text is not held.

    Raises:
        UnknownError: A name that looks like a number or an id is not held.
    """
    entries = [_entry(open_desk, name) for name in names]

    def change(text: str) -> str:
        for offset, entry in enumerate(entries):
            text = editing.add(text, section, entry, None if at is None else at + offset)
        return text

    return edit(open_desk, issue_id, change)


def _entry(open_desk: OpenDesk, name: str) -> Entry:
    """Return an entry for a policy that is held; `title:…` stands for one that is not."""
    if name.startswith("title:"):
        return Entry(title=name.removeprefix("title:"))
    return Entry(policy=find(open_desk, name))


def freeze(open_desk: OpenDesk, issue_id: str, by: str, on: date) -> Manifest:
    """Pin every policy to the revision it has now, and close the running order."""
    archive = open_desk.archive
    named = [entry.policy for entry in _entries(load_manifest(open_desk, issue_id))]
    revisions = {
        policy: history[0].commit
        for policy in named
        if policy and (history := archive.history(policy_path(policy)))
    }
    return edit(open_desk, issue_id, lambda text: editing.freeze(text, revisions, by=by, on=on))


def _entries(found: Manifest) -> list[Entry]:
    placed = [entry for section in found.sections for entry in section.entries]
    return [*placed, *found.back]


def suggestions(open_desk: OpenDesk, issue_id: str) -> tuple[order.Move, ...]:
    """Return the entries that would stand elsewhere by rank of issuer, kind and number."""
    found = load_manifest(open_desk, issue_id)
    return order.suggest(found, _loader(open_desk), open_desk.desk.register)


def check(open_desk: OpenDesk, issue_id: str) -> tuple[Finding, ...]:
    """Check a running order before it is built.

    Raises:
        UnknownError: There is no such running order.
    """
    found = load_manifest(open_desk, issue_id)
    named = {entry.policy for entry in _entries(found) if entry.policy}
    unsettled = {
        policy: len(open_variants(reconcile(open_desk, policy).collation))
        for policy in with_copies(open_desk)
        if policy in named
    }
    return audit.check(
        found,
        manifests(open_desk),
        _loader(open_desk),
        unsettled=unsettled,
        repealed=_ended(open_desk, found, named),
    )


def _loader(open_desk: OpenDesk) -> Load:
    """Return what loads a policy for a check: what cannot be had is `None`, not an error."""

    def load(policy: str, revision: str | None) -> Policy | None:
        try:
            return held_policy(open_desk, policy, revision)
        except UnknownError:
            return None

    return load


def _ended(open_desk: OpenDesk, found: Manifest, named: set[str]) -> dict[str, str]:
    """Return, for each policy named that no longer holds when the issue is out, who says so."""
    if found.published is None:
        return {}
    shelf = Shelf.of(open_desk)
    ended = {}
    for policy in named:
        status = shelf.status(policy, found.published)
        if status.kind in (StatusKind.REPEALED, StatusKind.EXPIRED):
            ended[policy] = "; ".join(event.quote for event in status.because)
    return ended
