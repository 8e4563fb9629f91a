"""What the European Legislation Identifier calls the data of a policy, for RDFa in its page."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from gazette.model.event import EventKind, StatusKind
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.rows import Row, dated

_ONTOLOGY = "http://data.europa.eu/eli/ontology#"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_FORCE = {
    StatusKind.IN_FORCE: "InForce-inForce",
    StatusKind.AMENDED: "InForce-inForce",
    StatusKind.PARTLY_REPEALED: "InForce-partiallyInForce",
    StatusKind.NOT_YET: "InForce-notInForce",
    StatusKind.REPEALED: "InForce-notInForce",
    StatusKind.EXPIRED: "InForce-notInForce",
}
"""Terms of the ontology; of an unknown status nothing is said."""
_RELATIONS = {
    EventKind.REPEALS: "repeals",
    EventKind.AMENDS: "amends",
    EventKind.SUPERSEDES: "repeals",
    EventKind.REVISES: "consolidates",
}


def properties(library: Library, row: Row) -> list[tuple[str, str]]:
    """Return what is told in words and days; what is not known is left out."""
    told: list[tuple[str, object]] = [
        ("id_local", row.number or row.id),
        ("title", row.title),
        ("date_document", row.issued),
        ("date_publication", row.published),
        (
            "first_date_entry_in_force",
            dated(library.events.get(row.id, ()), EventKind.IN_FORCE),
        ),
        ("date_no_longer_in_force", row.until and row.until + timedelta(days=1)),
        *(("responsibility_of", paths.text(name)) for name in row.issuers),
    ]
    return [(name, str(value)) for name, value in told if value]


def resources(
    library: Library, row: Row, link: Callable[[str], str | None]
) -> Iterator[tuple[str, str]]:
    """Yield what is told by naming something: a term, or the page of another document.

    Args:
        library: The library.
        row: The policy.
        link: Gives the address of the page of a policy, where there is one.
    """
    yield "language", _CHINESE
    if row.status in _FORCE:
        yield "in_force", _ONTOLOGY + _FORCE[row.status]
    seen = set()
    for event in library.events.get(row.id, ()):
        name, target = _RELATIONS.get(event.kind), event.target
        where = link(target.id) if target and target.id and not target.partial else None
        if name and where and event.source == row.id and (name, where) not in seen:
            seen.add((name, where))
            yield name, where
