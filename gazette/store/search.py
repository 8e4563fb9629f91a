"""Full-text search over the policies kept, in an index beside the archive that can be rebuilt."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.model.document import Policy, text_of
from gazette.store.catalogue import is_readable
from gazette.text.query import phrases
from gazette.text.units import excerpt, find_units, keys, units

_VERSION = 3
"""Of the tables and of the units in them: an index of another version is built again."""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS held (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL,
  day TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5(
  id UNINDEXED, title, number, body, tokenize = "unicode61 remove_diacritics 0");
PRAGMA user_version = {_VERSION};
"""
_FIND = """
SELECT found.id, held.day, held.body, bm25(found, 0.0, 10.0, 10.0, 1.0) FROM found
JOIN held ON held.number = found.rowid WHERE found MATCH ?
"""
_MOST_HINTS = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A policy that a query is found in, and where."""

    id: str
    excerpts: tuple[tuple[str, str, str], ...]
    """Before, the words found, after."""
    score: float
    """How often the words stand there (BM25): smaller is more often."""
    titled: int = 0
    """How many phrases of the query stand in the title or the number."""


class SearchIndex:
    """A full-text index of policies: one token for each Chinese character, phrases by order."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = _opened(path)

    def close(self) -> None:
        """Close the index file."""
        self._base.close()

    def update(self, versions: Mapping[str, str], read: Callable[[str], Policy]) -> int:
        """Bring the index up to date.

        Args:
            versions: For the id of every policy held, what changes whenever its text does.
            read: Reads a policy; asked only for what is new or has changed.

        Returns:
            How many policies were indexed anew.
        """
        known = dict(self._base.execute("SELECT id, version FROM held"))
        new = [id_ for id_, version in versions.items() if known.get(id_) != version]
        for policy_id in new:
            policy = read(policy_id)
            # Restored, a file that could not be read has the version it had: it is asked for again.
            self._replace(policy, versions[policy_id] if is_readable(policy) else "")
        for gone in known.keys() - versions.keys():
            self._drop(gone)
        self._base.commit()
        return len(new)

    def search(self, query: str, limit: int | None = 20) -> tuple[Hit, ...]:
        """Find the policies that hold every phrase of `query`.

        Those that have the most phrases in their title or number come first, then the newest.

        Args:
            query: What is asked for; `gazette.text.query` says how it is read.
            limit: At most so many; `None`: all.
        """
        wanted = phrases(query)
        if not wanted:
            return ()
        titled = [self._titled(phrase) for phrase in wanted]
        rows = [
            (sum(id_ in each for each in titled), day, id_, body, score)
            for id_, day, body, score in self._base.execute(
                _FIND, (" AND ".join(map(_quoted, wanted)),)
            )
        ]
        rows.sort(key=lambda row: row[:3], reverse=True)
        return tuple(
            Hit(id_, _excerpts(body, wanted), score, count)
            for count, _, id_, body, score in rows[:limit]
        )

    def suggest(self, query: str) -> tuple[str, ...]:
        """Return the longest pieces of a query that stand somewhere, where the whole does not."""
        found: dict[str, None] = {}
        wanted = phrases(query)
        for phrase in wanted:
            whole = len(wanted) > 1 and self._holds(phrase)
            for piece in [phrase] if whole else self._pieces(phrase):
                found["".join(piece)] = None
        return tuple(found)[:_MOST_HINTS]

    def _pieces(self, phrase: list[str]) -> Iterable[list[str]]:
        """Yield pieces from left to right, each as long as it can be; single units are left out."""
        start = 0
        while start < len(phrase) - 1:
            end = start + 1
            while end < len(phrase) and self._holds(phrase[start : end + 1]):
                end += 1
            if end - start > 1:
                yield phrase[start:end]
            start = end

    def _holds(self, phrase: list[str]) -> bool:
        row = self._base.execute(
            "SELECT 1 FROM found WHERE found MATCH ? LIMIT 1", (_quoted(phrase),)
        )
        return row.fetchone() is not None

    def _titled(self, phrase: list[str]) -> set[str]:
        """Return the policies that have a phrase in their title or number."""
        match = f"{{title number}} : {_quoted(phrase)}"
        rows = self._base.execute("SELECT id FROM found WHERE found MATCH ?", (match,))
        return {id_ for (id_,) in rows}

    def _replace(self, policy: Policy, version: str) -> None:
        self._drop(policy.id)
        meta = policy.meta
        day = str(meta.issued or meta.published or "")
        body = text_of(policy.parts)
        words = "INSERT INTO held (id, version, day, body) VALUES (?, ?, ?, ?)"
        number = self._base.execute(words, (policy.id, version, day, body)).lastrowid
        fields = [" ".join(keys(text)) for text in (meta.title or "", meta.number or "", body)]
        self._base.execute(
            "INSERT INTO found (rowid, id, title, number, body) VALUES (?, ?, ?, ?, ?)",
            (number, policy.id, *fields),
        )

    def _drop(self, policy_id: str) -> None:
        """Drop a policy by its number: only the number finds it without a walk through all."""
        words = "DELETE FROM held WHERE id = ? RETURNING number"
        for row in self._base.execute(words, (policy_id,)).fetchall():
            self._base.execute("DELETE FROM found WHERE rowid = ?", row)


def _opened(path: Path) -> sqlite3.Connection:
    """Open the index; one that is damaged or of another version is thrown away."""
    for _ in range(2):
        base = sqlite3.connect(path)
        try:
            version = base.execute("PRAGMA user_version").fetchone()[0]
            if version in (0, _VERSION):
                base.executescript(_SCHEMA)
                base.execute("SELECT day FROM held LIMIT 1").fetchone()
                base.execute("SELECT count(*) FROM found").fetchone()
                return base
        except sqlite3.DatabaseError:
            pass
        base.close()
        path.unlink(missing_ok=True)
    return sqlite3.connect(path)


def _quoted(phrase: Sequence[str]) -> str:
    return '"' + " ".join(phrase) + '"'


def _excerpts(body: str, wanted: Sequence[list[str]]) -> tuple[tuple[str, str, str], ...]:
    """Return the first place of each phrase in its surroundings."""
    read = units(body)
    places = [find_units(phrase, read)[:1] for phrase in wanted]
    return tuple(excerpt(body, place) for found in places for place in found)
