"""Full-text search over the policies kept, in an index beside the archive that can be rebuilt."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.model.document import Policy, text_of
from gazette.text.units import excerpt, find_units, units

_SCHEMA = """
CREATE TABLE IF NOT EXISTS held (id TEXT PRIMARY KEY, version TEXT NOT NULL, body TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5(
  id UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 0");
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A policy that a query is found in, and where."""

    id: str
    excerpts: tuple[tuple[str, str, str], ...]
    """Before, the words found, after."""
    score: float
    """Smaller is better."""


class SearchIndex:
    """A full-text index of policies: one token for each Chinese character, phrases by order."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = _opened(path)

    def close(self) -> None:
        """Close the index file."""
        self._base.close()

    def update(self, policies: Iterable[tuple[str, Policy]]) -> int:
        """Bring the index up to date.

        Args:
            policies: Every policy held, with what tells its version (a hash of its file).

        Returns:
            How many policies were indexed anew.
        """
        known = dict(self._base.execute("SELECT id, version FROM held"))
        count = 0
        for version, policy in policies:
            if known.pop(policy.id, None) != version:
                self._replace(policy, version)
                count += 1
        for gone in known:
            self._drop(gone)
        self._base.commit()
        return count

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """Find the policies that hold every word of `query`, best first.

        Words are separated by spaces; each is found as a phrase, in any bracket style.
        """
        phrases = [[unit.key for unit in units(word)] for word in query.split()]
        phrases = [phrase for phrase in phrases if phrase]
        if not phrases:
            return ()
        match = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        rows = self._base.execute(
            "SELECT found.id, held.body, bm25(found, 0.0, 10.0, 1.0) AS score FROM found"
            " JOIN held ON held.id = found.id WHERE found MATCH ? ORDER BY score, found.id LIMIT ?",
            (match, limit),
        )
        return tuple(Hit(id_, _excerpts(body, phrases), score) for id_, body, score in rows)

    def _replace(self, policy: Policy, version: str) -> None:
        self._drop(policy.id)
        title = f"{policy.meta.title or ''} {policy.meta.number or ''}"
        body = text_of(policy.parts)
        self._base.execute("INSERT INTO held VALUES (?, ?, ?)", (policy.id, version, body))
        self._base.execute(
            "INSERT INTO found VALUES (?, ?, ?)", (policy.id, _tokens(title), _tokens(body))
        )

    def _drop(self, policy_id: str) -> None:
        self._base.execute("DELETE FROM held WHERE id = ?", (policy_id,))
        self._base.execute("DELETE FROM found WHERE id = ?", (policy_id,))


def _opened(path: Path) -> sqlite3.Connection:
    """Open the index; one that is damaged is thrown away, for it can be rebuilt."""
    for _ in range(2):
        base = sqlite3.connect(path)
        try:
            base.executescript(_SCHEMA)
            base.execute("SELECT count(*) FROM found").fetchone()
        except sqlite3.DatabaseError:
            base.close()
            path.unlink(missing_ok=True)
        else:
            return base
    return sqlite3.connect(path)


def _tokens(text: str) -> str:
    return " ".join(unit.key for unit in units(text))


def _excerpts(body: str, phrases: Sequence[list[str]]) -> tuple[tuple[str, str, str], ...]:
    """Return the first place of each phrase in its surroundings."""
    read = units(body)
    places = [find_units(phrase, read)[:1] for phrase in phrases]
    return tuple(excerpt(body, place) for found in places for place in found)
