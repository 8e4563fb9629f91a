"""The catalogue of a desk: what holds of every policy on a day."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gazette import shapes, validity
from gazette.errors import GazetteError
from gazette.render import catalogue as page
from gazette.render.catalogue import Entry
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole
from gazette.workflow.reading import find_or_reference, reference_name
from gazette.workflow.shelf import Shelf

_DAYS = re.compile(r"(\d{1,5})\s?d?")


def entries(
    open_desk: OpenDesk, day: date, names: Sequence[str] = (), within: int | None = None
) -> tuple[Entry, ...]:
    """Return what holds of policies on a day, those known by reference included.

    Args:
        open_desk: The desk.
        day: The day.
        names: Only these policies; none: all.
        within: Only those that expire within so many days.

    Raises:
        UnknownError: Nothing is known by one of the names.
    """
    shelf = Shelf.of(open_desk)
    ids = [find_or_reference(open_desk, shelf, name) for name in names] or list(shelf.events)
    found = (_entry(shelf, policy_id, day) for policy_id in ids)
    if within is None:
        return tuple(found)
    return tuple(e for e in found if validity.expiring(shelf.events[e.id], day, within))


def _entry(shelf: Shelf, policy_id: str, day: date) -> Entry:
    status = shelf.status(policy_id, day)
    policy = shelf.summaries.get(policy_id)
    if policy is None:
        number, title = reference_name(shelf, policy_id)
        return Entry(policy_id, number, title, None, status, held=False)
    return Entry(policy_id, policy.meta.number, policy.meta.title, policy.meta.issued, status)


def days(text: str | None) -> int | None:
    """Read a number of days: 90 or 90d.

    Raises:
        GazetteError: It is none.
    """
    if text is None:
        return None
    match = _DAYS.fullmatch(text.strip())
    if match is None:
        raise GazetteError(f"{text!r} is no number of days.", "Write it as 90 or 90d.")
    return int(match[1])


def shape(entry: Entry) -> shapes.Shape:
    """Return an entry as `gazette status --json` prints it."""
    return {
        "id": entry.id,
        "number": entry.number,
        "title": entry.title,
        "held": entry.held,
    } | shapes.status_shape(entry.status)


def row(entry: Entry) -> tuple[str, ...]:
    """Return an entry as a line of a table in the terminal."""
    because = "; ".join(filter(None, (event.quote for event in entry.status.because)))
    held = "" if entry.held else " (text not held)"
    title = (entry.title or "(no title)") + held
    return entry.id, title, entry.status.kind.value, str(entry.status.until or ""), because


def render(open_desk: OpenDesk, found: Sequence[Entry], day: date, form: str) -> bytes:
    """Return the catalogue as md, html or xlsx, with the desk's own templates."""
    desk = open_desk.desk
    own = desk.templates if desk.templates.is_dir() else None
    return page.render(found, day, form, language=desk.language, own_templates=own)


def write(path: Path, content: bytes) -> Path:
    """Write a catalogue whole."""
    return write_whole(path, content)
