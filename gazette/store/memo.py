"""What was derived from files, kept in the derived index until a file or the program changes.

Never the truth: each entry carries the key of all it was derived from and a sum over itself.  One
that is missing, old or damaged is derived anew, and so is the whole index.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from gazette.store.archive import Archive
from gazette.store.packing import pack, unpack

T = TypeVar("T")
_Row = tuple[str, str, int, Any]
"""Item, key, sum, and the facts packed: bytes, unless damage made them something else."""
_PACKAGE = Path(__file__).resolve().parent.parent
_TOGETHER = 500
"""Entries of one transaction: so much is lost at most where a process is killed."""


class Kept(NamedTuple):
    """A sort of facts: their name in the index, their type, and what of the program derives them."""

    name: str
    kind: Any
    program: tuple[str, ...]
    """Modules and folders of the package."""


def recall(
    archive: Archive,
    kept: Kept,
    keys: Mapping[str, str],
    derive: Callable[[str], T],
    lasts: Callable[[str, T], bool] = lambda item, facts: True,
) -> dict[str, T]:
    """Return facts for each item, derived only where what they were derived from has changed.

    Args:
        archive: The archive; its derived index keeps the facts.
        kept: What sort of facts they are.
        keys: For every item there is, what changes whenever its facts may.
        derive: Gives the facts of an item.
        lasts: Tells whether facts may be kept.  What stands in for a file that could not be read
            may not: once the file is restored its key is what it was.
    """
    program = _hash_of(kept.program)
    wanted = {item: f"{program} {key}" for item, key in keys.items()}
    rows = safely(archive, lambda base: _rows(base, kept.name))
    known: dict[str, T] = _sound(rows, kept, wanted)
    missing = iter([item for item in keys if item not in known])
    while some := list(islice(missing, _TOGETHER)):
        new = {item: derive(item) for item in some}
        known |= new
        lasting = {item: found for item, found in new.items() if lasts(item, found)}
        _keep(archive, kept, {item: (wanted[item], found) for item, found in lasting.items()})
    _drop(archive, kept, [row[0] for row in rows if row[0] not in keys])
    return {item: known[item] for item in keys}


def safely(archive: Archive, ask: Callable[[sqlite3.Connection], T]) -> T:
    """Ask the derived index; one that turns out to be damaged is built again first."""
    try:
        return ask(archive.derived())
    except sqlite3.DatabaseError:
        archive.forget_derived()
        return ask(archive.derived())


def _rows(base: sqlite3.Connection, name: str) -> list[_Row]:
    rows = base.execute("SELECT item, key, total, facts FROM memo WHERE name = ?", (name,))
    return rows.fetchall()


def _sound(rows: Iterable[_Row], kept: Kept, wanted: Mapping[str, str]) -> dict[str, T]:
    """Return what still holds and is whole."""
    return {
        item: unpack(facts, kept.kind)
        for item, key, total, facts in rows
        if wanted.get(item) == key and isinstance(facts, bytes) and _sum(item, key, facts) == total
    }


def _keep(archive: Archive, kept: Kept, found: Mapping[str, tuple[str, object]]) -> None:
    rows = []
    for item, (key, value) in found.items():
        facts = pack(value, kept.kind)
        rows.append((kept.name, item, key, _sum(item, key, facts), facts))
    _write(archive, "INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?, ?)", rows)


def _drop(archive: Archive, kept: Kept, items: Iterable[str]) -> None:
    rows = [(kept.name, item) for item in items]
    if rows:
        _write(archive, "DELETE FROM memo WHERE name = ? AND item = ?", rows)


def _write(archive: Archive, words: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Write in one transaction; what cannot be kept is derived again the next time."""
    base = archive.derived()
    try:
        base.execute("BEGIN IMMEDIATE")
        base.executemany(words, rows)
        base.execute("COMMIT")
    except sqlite3.Error:
        archive.forget_derived()


def _sum(item: str, key: str, facts: bytes) -> int:
    """Return a sum by which a damaged entry is known."""
    return crc32(facts, crc32(f"{item}\0{key}".encode("utf-8", "surrogatepass")))


@cache
def _hash_of(program: tuple[str, ...]) -> str:
    """Return a hash of modules and folders of the package: it changes when the program does."""
    digest = hashlib.sha256()
    for path in _files(program):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(program: Iterable[str]) -> Iterator[Path]:
    for name in sorted({*program, "store/packing.py", "model"}):
        place = _PACKAGE / name
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))
