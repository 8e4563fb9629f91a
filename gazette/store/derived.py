"""The derived index: what would take a walk through the history, kept in SQLite.

Everything in it comes from the repository.  It is brought up to date when asked, by the commits
that are new, and built again when it is lost, damaged, of another version, or ahead of the history.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store.commits import parse
from gazette.store.git import Git
from gazette.store.log import Commit, line, read_log
from gazette.store.objects import Objects

VERSION = 2
_WAIT = 120.0
"""Seconds to wait for another process that builds it."""
_SCHEMA = """
CREATE TABLE state (version INTEGER NOT NULL, head TEXT, commits INTEGER NOT NULL);
CREATE TABLE commits (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, moment INTEGER NOT NULL,
    author TEXT NOT NULL, message TEXT NOT NULL, trailers TEXT NOT NULL);
CREATE TABLE changes (
    path TEXT NOT NULL, seq INTEGER NOT NULL, blob TEXT,
    PRIMARY KEY (path, seq)) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, blob TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE memo (
    name TEXT NOT NULL, item TEXT NOT NULL, key TEXT NOT NULL, total INTEGER NOT NULL,
    facts BLOB NOT NULL, PRIMARY KEY (name, item)) WITHOUT ROWID;
"""


class Derived:
    """The derived index of one repository."""

    def __init__(self, git: Git, objects: Objects) -> None:
        self._git = git
        self._objects = objects
        self._base: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        """Where it lies: inside the repository's own folder, so that it travels with nothing."""
        return self._git.folder / "gazette" / "index.sqlite"

    def at(self, head: str | None) -> sqlite3.Connection:
        """Return the index brought up to the commit `head`.

        A damaged one is built again.  Where none can be written, one in memory serves this once.

        Raises:
            ArchiveError: The history cannot be read.
        """
        for place in (str(self.path), str(self.path), ":memory:"):
            try:
                base = self._opened(place)
                self._update(base, head)
            except (sqlite3.DatabaseError, OSError):
                self.drop()
            else:
                return base
        raise ArchiveError("The index of the history cannot be built.", "Run `gazette verify`.")

    def _opened(self, place: str) -> sqlite3.Connection:
        if self._base is None:
            self.path.parent.mkdir(exist_ok=True)
            self._base = sqlite3.connect(place, timeout=_WAIT, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
        return self._base

    def _update(self, base: sqlite3.Connection, head: str | None) -> None:
        if _state(base) == (VERSION, head):
            return
        base.execute("BEGIN IMMEDIATE")
        try:
            self._bring_up(base, head)
        except BaseException:
            base.execute("ROLLBACK")
            raise
        base.execute("COMMIT")

    def _bring_up(self, base: sqlite3.Connection, head: str | None) -> None:
        """Add the commits that are new; start afresh where the old ones do not lead there."""
        state = _state(base)
        old = state[1] if state and state[0] == VERSION else None
        if state is None or old is None or not self._leads_to(old, head):
            old = None
            _empty(base)
        if head:
            _add(base, read_log(self._git, self._objects, old, head))
        base.execute("UPDATE state SET head = ?", (head,))

    def _leads_to(self, old: str, head: str | None) -> bool:
        """Tell whether `old` is the start of the history of `head`, in one line."""
        if head is None:
            return False
        if line(self._objects, old, head) is not None:
            return True
        words = ("merge-base", "--end-of-options", old, head)
        return self._git.line(*words, accept=(0, 1, 128)) == old

    def close(self) -> None:
        """Close the file; asking again opens it."""
        base, self._base = self._base, None
        if base is not None:
            base.close()

    def drop(self) -> None:
        """Throw the index away; the next question builds it again."""
        self.close()
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + end).unlink()


def _state(base: sqlite3.Connection) -> tuple[int, str | None] | None:
    try:
        row: tuple[int, str | None] | None = base.execute(
            "SELECT version, head FROM state"
        ).fetchone()
    except sqlite3.OperationalError:
        return None
    return row


def _empty(base: sqlite3.Connection) -> None:
    """Drop what is there and make the tables."""
    names = [
        name
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    for name in names:
        base.execute(f'DROP TABLE "{name}"')
    for statement in _SCHEMA.split(";"):
        base.execute(statement)
    base.execute("INSERT INTO state VALUES (?, NULL, 0)", (VERSION,))


def _add(base: sqlite3.Connection, commits: Iterator[Commit]) -> None:
    """Add commits, parents before children; their place in that order is their number."""
    (seq,) = base.execute("SELECT commits FROM state").fetchone()
    with closing(base.cursor()) as cursor:
        for commit in commits:
            seq += 1
            cursor.execute("INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?)", _row(seq, commit))
            cursor.executemany(
                "INSERT INTO changes VALUES (?, ?, ?)",
                [(path, seq, blob) for path, blob in commit.changes.items()],
            )
            cursor.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?)",
                [(path, blob) for path, blob in commit.changes.items() if blob],
            )
            cursor.executemany(
                "DELETE FROM files WHERE path = ?",
                [(path,) for path, blob in commit.changes.items() if not blob],
            )
    base.execute("UPDATE state SET commits = ?", (seq,))


def _row(seq: int, commit: Commit) -> tuple[int, str, int, str, str, str]:
    revision = parse(commit.id, commit.raw, "")
    moment = int(revision.when.timestamp())
    trailers = json.dumps(revision.trailers, ensure_ascii=False)
    return seq, commit.id, moment, revision.author, revision.message, trailers
