"""The index of the site: for each unit of a text, and each two that stand together, who has them.

The units are those of `gazette.text.units`.  The keys are spread over shards by a hash that the
browser's script computes too, so that a query loads the few shards it needs.  Policies are numbered
by day and id: a new one comes last, and an edit touches only the shards of the keys it brings or
takes.
"""

import json
from collections import defaultdict
from collections.abc import Iterator

from gazette.site import paths
from gazette.site.formats.data import plain
from gazette.site.library import Library
from gazette.site.page import Page, Read, Sheaf, key_of
from gazette.site.press import Press
from gazette.site.rows import Row, order, version
from gazette.site.search import postings
from gazette.site.search.postings import Lists
from gazette.text import simplified
from gazette.text import units as cut

_BLOCK = 25
"""Policies in one file of what a result shows."""
_A_SHARD = 8
"""Policies for each shard, so that a shard stays about as large as the library grows."""
_FEWEST, _MOST = 16, 2048
_FOLDED = ("-ㄧ",)
"""A letter that the folding of marks takes for a dash; the script learns of it in the same table."""

Found = tuple[set[str], set[str]]
"""The keys of a policy, and those of its title and number."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page | Sheaf]:
    """Yield what the script needs: the head, the filters, what results show, and the shards."""
    listed = sorted(known.values(), key=order)
    count = shard_count(len(listed))
    head: dict[str, object] = {"shards": count, "block": _BLOCK, "count": len(listed)}
    head["fold"] = " ".join((*_FOLDED, *simplified.groups()))
    yield press.file("search/index.json", ["search", head], lambda: _dump(head))
    yield press.file("search/filters.txt", ["filters", listed], lambda: filters(listed))
    for number, block in enumerate(_blocks(listed)):
        yield press.file(
            f"search/docs/{number}.json",
            ["docs", block],
            lambda block=block: _dump(_docs(block)),  # type: ignore[misc]
        )
    state = {row.id: _version(library, row) for row in listed}
    made_by = key_of([press.made_by, count, *state])
    yield Sheaf("search", made_by, state, Shards(library, listed, count).make)


def shard_count(documents: int) -> int:
    """Return the number of shards: a power of two that grows with the library."""
    count = _FEWEST
    while count < _MOST and count * _A_SHARD < documents:
        count *= 2
    return count


def shard_of(key: str, count: int) -> int:
    """Return the shard of a key; the browser's script computes the same from UTF-16 units."""
    value = 0
    data = key.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(data), 2):
        value = (value * 31 + data[at] + (data[at + 1] << 8)) & 0xFFFFFFFF
    return (value ^ value >> 15) % count


def filters(listed: list[Row]) -> bytes:
    """Return who has each issuer, year, kind and status, under keys such as `year 2023`."""
    lists: dict[str, Lists] = {}
    for number, row in enumerate(listed):
        values = [f"year {row.year}", f"kind {row.kind.value}", f"status {row.slug}"]
        values += [f"subject {name}" for name in row.subjects]
        values += [f"issuer {paths.text(name)}" for name in dict.fromkeys(row.issuers)]
        for value in dict.fromkeys(values):
            lists.setdefault(value, ([], []))[0].append(number)
    return postings.dump(lists)


def keys_of(text: str) -> set[str]:
    """Return what a text is found by: each unit, and each two that stand together."""
    found = cut.keys(text)
    return cut.pairs(found).union(found)


def _found(title: str, number: str, text: str) -> Found:
    titled = keys_of(title) | keys_of(number)
    return titled | keys_of(text), titled


def _version(library: Library, row: Row) -> str:
    return key_of((version(library, row.id), row.title, row.number))


class Shards:
    """Makes the shards whole, or patches those that an edit touches."""

    def __init__(self, library: Library, listed: list[Row], count: int) -> None:
        self.library, self.listed, self.count = library, listed, count

    def make(self, before: dict[str, str] | None, read: Read) -> dict[str, bytes | None]:
        """Return every shard; `None` for one that stays as it is."""
        changes = None if before is None else self._changes(before, read)
        if changes is None:
            return {_path(n): postings.dump(lists) for n, lists in enumerate(self._whole())}
        made: dict[str, bytes | None] = {_path(n): None for n in range(self.count)}
        for number, found in changes.items():
            old = read(_path(number))
            if old is None:
                return self.make(None, read)
            made[_path(number)] = postings.patched(old, found)
        return made

    def _whole(self) -> list[dict[str, Lists]]:
        lists: defaultdict[str, list[int]] = defaultdict(list)
        titles: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.listed):
            everywhere, titled = self._now(row)
            for key in everywhere:
                lists[key].append(number)
            for key in titled:
                titles[key].append(number)
        shards: list[dict[str, Lists]] = [{} for _ in range(self.count)]
        for key, numbers in lists.items():
            shards[shard_of(key, self.count)][key] = (numbers, titles.get(key, []))
        return shards

    def _changes(
        self, before: dict[str, str], read: Read
    ) -> dict[int, list[tuple[str, int, bool, bool]]] | None:
        """Return for each shard the keys that a policy brings or takes; `None`: not known."""
        found: dict[int, list[tuple[str, int, bool, bool]]] = {}
        for number, row in enumerate(self.listed):
            if before.get(row.id) == _version(self.library, row):
                continue
            old = self._old(row, number, read)
            if old is None:
                return None
            now = self._now(row)
            for key in (old[0] ^ now[0]) | (old[1] ^ now[1]):
                change = (key, number, key in now[0], key in now[1])
                found.setdefault(shard_of(key, self.count), []).append(change)
        return found

    def _now(self, row: Row) -> Found:
        text = plain(self.library, row.id).decode() if row.held else ""
        return _found(row.title, row.number or "", text)

    def _old(self, row: Row, number: int, read: Read) -> Found | None:
        """Return what a policy was found by in the old site."""
        docs = read(f"search/docs/{number // _BLOCK}.json")
        text = read(paths.policy(row.id, "txt")) if row.held else b""
        if docs is None or text is None:
            return None
        title, code = json.loads(docs)[number % _BLOCK][1:3]
        return _found(title, code or "", text.decode())


def _path(number: int) -> str:
    return f"search/keys/{number // 64}/{number}.txt"


def _blocks(listed: list[Row]) -> list[list[Row]]:
    return [listed[at : at + _BLOCK] for at in range(0, len(listed), _BLOCK)]


def _docs(block: list[Row]) -> list[list[object]]:
    """Return what a result shows of each policy; a missing text is told by the last field."""
    return [
        [paths.url(row.path), row.title, row.number, _issuers(row),
         row.day.isoformat() if row.day else None, row.slug, int(row.held)]
        for row in block
    ]  # fmt: skip


def _issuers(row: Row) -> str:
    """Return the lead issuer, and how many others there are."""
    first, more = row.issuers[:1], len(row.issuers) - 1
    return "".join(map(paths.text, first)) + (f" +{more}" if more > 0 else "")


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
