"""The catalogue as an SQLite file: any tool that opens one, such as Datasette, can ask it."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial

from gazette.site.library import Edition, Library
from gazette.site.page import Read, Sheaf, key_of
from gazette.site.press import Press
from gazette.site.rows import Row

_TABLES = """
PRAGMA page_size = 4096;
CREATE TABLE policies (
  id TEXT PRIMARY KEY, number TEXT, title TEXT, kind TEXT, issued TEXT, published TEXT,
  status TEXT NOT NULL, until TEXT, held INTEGER NOT NULL, path TEXT NOT NULL);
CREATE TABLE issuers (policy TEXT NOT NULL REFERENCES policies(id), place INTEGER, name TEXT);
CREATE TABLE subjects (policy TEXT NOT NULL REFERENCES policies(id), place INTEGER, name TEXT);
CREATE TABLE events (
  policy TEXT NOT NULL REFERENCES policies(id), event TEXT, date TEXT, certain INTEGER,
  quote TEXT, source TEXT, target TEXT, target_title TEXT, target_number TEXT);
CREATE TABLE citations (
  policy TEXT NOT NULL REFERENCES policies(id), cited TEXT, number TEXT, title TEXT,
  address TEXT, quote TEXT);
CREATE TABLE issues (
  id TEXT PRIMARY KEY, year INTEGER, number INTEGER, total INTEGER, published TEXT);
CREATE TABLE contents (
  issue TEXT NOT NULL REFERENCES issues(id), place INTEGER, section TEXT, title TEXT,
  policy TEXT, held INTEGER, printed_page INTEGER);
"""
_INDEXES = """
CREATE INDEX issuers_name ON issuers (name);
CREATE INDEX subjects_name ON subjects (name);
CREATE INDEX events_policy ON events (policy);
CREATE INDEX citations_policy ON citations (policy);
CREATE INDEX citations_cited ON citations (cited);
"""


_FACTS = (
    "SELECT * FROM events WHERE policy = ? ORDER BY rowid",
    "SELECT * FROM citations WHERE policy = ? ORDER BY rowid",
)
_PATH = "gazette.sqlite"


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Sheaf]:
    """Yield the database."""
    listed = sorted(known.values(), key=lambda row: row.id)
    orders = [each.issue.manifest for each in library.issues]
    contents = [list(_contents(each)) for each in library.issues]
    key = key_of([press.made_by, "sqlite", listed, orders, contents])
    now = {row.id: row.facts for row in listed}
    yield Sheaf("database", key, now, partial(_brought_up, library, listed, now))


def _brought_up(
    library: Library,
    listed: list[Row],
    now: Mapping[str, str],
    before: Mapping[str, str] | None,
    read: Read,
) -> dict[str, bytes | None]:
    """Return the database; it stays where all that changed is what it does not tell, such as words."""
    changed = [row for row in listed if before is not None and before.get(row.id) != now[row.id]]
    old = read(_PATH) if before is not None else None
    if old is not None and _tells(old, library, changed):
        return {_PATH: None}
    return {_PATH: database(library, listed)}


def _tells(data: bytes, library: Library, changed: list[Row]) -> bool:
    """Tell whether a database says of policies what is known of them now."""
    with closing(sqlite3.connect(":memory:")) as old, closing(sqlite3.connect(":memory:")) as new:
        old.deserialize(data)
        new.executescript(_TABLES)
        _facts(new, library, changed)
        new.executescript(_INDEXES)
        return all(
            old.execute(ask, (row.id,)).fetchall() == new.execute(ask, (row.id,)).fetchall()
            for row in changed
            for ask in _FACTS
        )


def database(library: Library, listed: list[Row]) -> bytes:
    """Return the bytes of the database: the same for the same rows."""
    base = sqlite3.connect(":memory:", isolation_level=None)
    try:
        base.executescript(_TABLES)
        base.execute("BEGIN")
        _policies(base, listed)
        _facts(base, library, listed)
        _issues(base, library)
        base.execute("COMMIT")
        base.executescript(_INDEXES)
        return base.serialize()
    finally:
        base.close()


def _policies(base: sqlite3.Connection, listed: list[Row]) -> None:
    base.executemany(
        "INSERT INTO policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (r.id, r.number, r.title, r.kind.value if r.held else None, _iso(r.issued),
             _iso(r.published), r.status.value, _iso(r.until), int(r.held), r.path)
            for r in listed
        ),
    )  # fmt: skip
    base.executemany(
        "INSERT INTO issuers VALUES (?, ?, ?)",
        ((r.id, at, name) for r in listed for at, name in enumerate(r.issuers, 1)),
    )
    base.executemany(
        "INSERT INTO subjects VALUES (?, ?, ?)",
        ((r.id, at, name) for r in listed for at, name in enumerate(r.subjects, 1)),
    )


def _facts(base: sqlite3.Connection, library: Library, listed: list[Row]) -> None:
    base.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (r.id, e.kind.value, _iso(e.day), int(e.certain), e.quote, e.source,
             *((e.target.id, e.target.title, e.target.number) if e.target else (None,) * 3))
            for r in listed for e in library.events.get(r.id, ())
        ),
    )  # fmt: skip
    base.executemany(
        "INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?)",
        (
            (r.id, c.id, c.number, c.title, c.address, c.quote)
            for r in listed for c in library.citations.get(r.id, ())
        ),
    )  # fmt: skip


def _issues(base: sqlite3.Connection, library: Library) -> None:
    for edition in library.issues:
        order = edition.issue.manifest
        base.execute(
            "INSERT INTO issues VALUES (?, ?, ?, ?, ?)",
            (order.id, order.year, order.number, order.total, _iso(order.published)),
        )
        base.executemany("INSERT INTO contents VALUES (?, ?, ?, ?, ?, ?, ?)", _contents(edition))


def _contents(edition: Edition) -> Iterator[tuple[object, ...]]:
    for at, item in enumerate(edition.issue.items, 1):
        told = (item.entry.policy, int(item.policy is not None), item.entry.printed_page)
        yield edition.issue.manifest.id, at, item.section, item.title, *told


def _iso(day: object) -> str | None:
    return str(day) if day else None
