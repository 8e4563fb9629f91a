"""The home page: the latest issues, what came into force lately, what will soon expire."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from gazette import validity
from gazette.model.document import Kind
from gazette.model.event import Event, EventKind, StatusKind
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.pages.issue import lines
from gazette.site.press import Press, slug
from gazette.site.rows import Row, dated

_MANY = 8
_LATELY = timedelta(days=365)
_SOON = 180
"""Days ahead in which an expiry is announced."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield the home page."""
    documents = [row for row in known.values() if row.held and row.kind is not Kind.ABOUT]
    latest = documents[:_MANY]
    issues = lines(library)[:_MANY]
    in_force = recently_in_force(library, known)[:_MANY]
    expiring = expiring_soon(library, known)[:_MANY]
    counts = statuses(known)
    values = {
        "section": "home",
        "heading": press.office.gazette or press.label["unnamed"],
        "latest": latest,
        "issues": issues,
        "in_force": in_force,
        "expiring": expiring,
        "counts": counts,
        "held": sum(row.held for row in known.values()),
        "today": library.day,
    }
    yield press.page("index.html", "home", list(values.values()), lambda: values)


def statuses(known: dict[str, Row]) -> list[tuple[StatusKind, str, int]]:
    """Return how many policies are of each status, with its slug."""
    count = Counter(row.status for row in known.values())
    return [(kind, slug(kind), count[kind]) for kind in StatusKind if count[kind]]


def recently_in_force(library: Library, known: dict[str, Row]) -> list[tuple[date, Row]]:
    """Return the policies that came into force in the year before the day, the latest first."""
    found = []
    for row in known.values():
        day = dated(library.events.get(row.id, ()), EventKind.IN_FORCE) if row.held else None
        if day and library.day - _LATELY <= day <= library.day:
            found.append((day, row))
    return sorted(found, key=lambda each: (each[0], each[1].id), reverse=True)


def expiring_soon(library: Library, known: dict[str, Row]) -> list[tuple[Event, Row]]:
    """Return the policies in force that will expire soon, the first first."""
    found = []
    for row in known.values():
        event = validity.expiring(library.events.get(row.id, ()), library.day, _SOON)
        if event and event.day and row.status is not StatusKind.REPEALED:
            found.append((event.day, row.id, event, row))
    return [(event, row) for _, _, event, row in sorted(found, key=lambda each: each[:2])]
