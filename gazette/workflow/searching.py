"""Searching the policies of a desk."""

import sqlite3
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gazette.model.document import Policy
from gazette.model.event import StatusKind
from gazette.store.search import Hit, SearchIndex
from gazette.workflow.corrections import corrected, errata
from gazette.workflow.desk import OpenDesk
from gazette.workflow.shelf import Filter, Shelf
from gazette.workflow.texts import Texts

_IN_MEMORY = Path(":memory:")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of the policies found are wanted."""

    by: Filter = field(default_factory=Filter)
    status: StatusKind | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return self != Narrowed()


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found."""

    hits: tuple[Hit, ...]
    total: int
    """How many there are; `hits` may hold fewer."""
    unfiltered: int
    """How many there would be without filters."""
    suggestions: tuple[str, ...] = ()
    """Where nothing is found: pieces of the query that stand somewhere."""


class _Dated:
    """The policies as they read on a day; a text is read only when it is new to the index."""

    def __init__(self, open_desk: OpenDesk, day: date) -> None:
        self._texts, self._day = Texts(open_desk), day
        self._errata = errata(open_desk, day)

    def versions(self) -> dict[str, str]:
        """Return for each policy what changes whenever its text on the day does."""
        return {i: f"{blob} {self._errata.get(i, '')}" for i, blob in self._texts.blobs.items()}

    def read(self, policy_id: str) -> Policy:
        return corrected(self._texts[policy_id], self._errata.get(policy_id, ()), self._day)


def search(
    open_desk: OpenDesk,
    query: str,
    day: date,
    limit: int = 20,
    narrowed: Narrowed | None = None,
) -> Results:
    """Find the policies that hold every phrase of `query`, as they read on a day.

    The index lies beside the archive and is brought up to date first; lost, it is built again.
    Where none can be written, one in memory serves this once.

    Args:
        open_desk: The desk.
        query: What is asked for; `gazette.text.query` says how it is read.
        day: The texts are read with the errata out by then, and statuses told for it.
        limit: At most so many hits.
        narrowed: Which of those found are wanted; all if not given.
    """
    texts = _Dated(open_desk, day)
    wanted = narrowed or Narrowed()
    place = open_desk.desk.root / ".cache" / "search.sqlite"
    try:
        found = _search(place, texts, query)
    except (OSError, sqlite3.Error):
        found = _search(_IN_MEMORY, texts, query)
    hits = found.hits if not wanted else _kept(open_desk, day, found.hits, wanted)
    return Results(hits[:limit], len(hits), len(found.hits), found.suggestions)


def _search(place: Path, texts: _Dated, query: str) -> Results:
    index = SearchIndex(place)
    try:
        index.update(texts.versions(), texts.read)
        hits = index.search(query, None)
        return Results(hits, len(hits), len(hits), () if hits else index.suggest(query))
    finally:
        index.close()


def _kept(
    open_desk: OpenDesk, day: date, hits: tuple[Hit, ...], wanted: Narrowed
) -> tuple[Hit, ...]:
    shelf = Shelf.of(open_desk)
    return tuple(
        hit
        for hit in hits
        if wanted.by.takes(shelf.summaries[hit.id])
        and (wanted.status is None or shelf.status(hit.id, day).kind is wanted.status)
    )
