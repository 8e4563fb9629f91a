"""Questions to the derived index about the revisions of one file."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest

from gazette.model.store import Revision

RENAMED = "Renamed-From"
_ARROW = " => "
_REVISIONS = """
SELECT seq, blob, id, moment, author, message, trailers
FROM changes JOIN commits USING (seq) WHERE path = ? AND seq < ? ORDER BY seq DESC
"""
_MOST_RENAMES = 50


def revisions(base: sqlite3.Connection, path: str) -> tuple[Revision, ...]:
    """Return the revisions of a file, newest first, also under names it had before.

    Only a rename that a commit records (`Renamed-From`) is followed; none is guessed.
    """
    found: list[Revision] = []
    before = 2**62
    for _ in range(_MOST_RENAMES):
        rows = list(_rows(base, path, before))
        found += [revision for _, revision in rows]
        earlier = _earlier_name(rows[-1][1]) if rows else None
        if earlier is None:
            break
        path, before = earlier, rows[-1][0]
    return tuple(found)


def _rows(base: sqlite3.Connection, path: str, before: int) -> Iterator[tuple[int, Revision]]:
    """Give the revisions under one name; a merge that took what was there is none."""
    rows = base.execute(_REVISIONS, (path, before)).fetchall()
    for row, older in zip_longest(rows, rows[1:]):
        seq, blob, commit, moment, author, message, trailers = row
        if older is not None and older[1] == blob:
            continue
        when = datetime.fromtimestamp(moment, UTC)
        pairs = tuple((key, value) for key, value in json.loads(trailers))
        yield seq, Revision(commit, path, when, author, message, pairs, blob)


def _earlier_name(revision: Revision) -> str | None:
    """Return what a commit says the file was called before it."""
    for key, value in revision.trailers:
        old, arrow, new = value.partition(_ARROW)
        if key == RENAMED and (not arrow or new == revision.path):
            return old if old != revision.path else None
    return None


def renamed(old: str, new: str) -> tuple[str, str]:
    """Return the trailer that records a rename."""
    return RENAMED, f"{old}{_ARROW}{new}"
