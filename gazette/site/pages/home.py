"""The home page: the latest issues, what came into force lately, what will soon expire."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from gazette import validity
from gazette.model.document import Kind
from gazette.model.event import Event, EventKind, StatusKind
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.pages.catalogues import catalogues
from gazette.site.pages.comparison import lines as comparison_lines
from gazette.site.pages.issue import lines
from gazette.site.press import Press, slug
from gazette.site.rows import Row, dated

_MANY = 8
_FEW = 4
_BROWSED = 24
"""Most issuers and years to leaf by from the home page."""
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
    compared = sorted(comparison_lines(library, known), key=_newness, reverse=True)[:_FEW]
    values = {
        "section": "home",
        "heading": press.office.gazette or press.label["unnamed"],
        "latest": latest,
        "issues": issues,
        "in_force": in_force,
        "expiring": expiring,
        "counts": counts,
        "compared": compared,
        "browse": browse(press, known),
        "held": sum(row.held for row in known.values()),
        "today": library.day,
    }
    yield press.page("index.html", "home", list(values.values()), lambda: values)


def statuses(known: dict[str, Row]) -> list[tuple[StatusKind, str, int]]:
    """Return how many policies are of each status, with its slug."""
    count = Counter(row.status for row in known.values())
    return [(kind, slug(kind), count[kind]) for kind in StatusKind if count[kind]]


def _newness(compared: tuple[str, Row, Row, str]) -> tuple[date, str]:
    new = compared[2]
    return new.day or date.min, new.id


def browse(
    press: Press, known: dict[str, Row]
) -> list[tuple[str, list[tuple[str, str, int]], bool]]:
    """Return the catalogues to leaf through: their kind, the first of them, and whether that is all."""
    found = []
    for kind in ("subjects", "years", "issuers"):
        of_kind = [each for each in catalogues(press, known) if each.kind == kind]
        shown = [(each.label, each.path, len(each.rows)) for each in of_kind[:_BROWSED]]
        found.append((kind, shown, len(shown) == len(of_kind)))
    return found


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
