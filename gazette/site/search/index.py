"""The index of the site: for each two units of a text that stand together, who has them.

The units are those of `gazette.text.units`; a number or a foreign word also stands alone.  The
pairs are spread over shards by a hash that the browser's script computes too, so that a query
loads the few shards it needs.  Policies are numbered by day and id: a new one comes last, and an
edit touches only the shards of the pairs it brings or takes.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gazette.site import paths
from gazette.site.formats.data import plain
from gazette.site.library import Library
from gazette.site.page import Page, Read, Sheaf, key_of
from gazette.site.press import Press
from gazette.site.rows import Row, order, version
from gazette.text.fold import fold
from gazette.text.units import is_word

_BLOCK = 200
"""Policies in one file of what a result shows."""
_A_SHARD = 16
"""Policies for each shard, so that a shard stays about as large as the library grows."""
_FEWEST, _MOST = 16, 1024
_HEAD = "search/index.json"
_UNIT = re.compile(r"[a-z]+|\d+|[^\W\d_]")
"""The units of `gazette.text.units`, of a text that is folded already: places are not asked for."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page | Sheaf]:
    """Yield what the script needs: the head, what results show, and the shards."""
    listed = sorted(known.values(), key=order)
    count = shard_count(len(listed))
    facets = _Facets(listed)
    yield press.file(_HEAD, ["search", listed, count], lambda: _dump(facets.head(count)))
    for number, block in enumerate(_blocks(listed)):
        yield press.file(
            f"search/docs/{number}.json",
            ["docs", block],
            lambda block=block: _dump(_docs(block)),  # type: ignore[misc]
        )
    state = {row.id: _version(library, row) for row in listed}
    made_by = key_of([press.made_by, count, *state])
    shards = Shards(library, listed, count)
    yield Sheaf("search", made_by, state, shards.make)


def shard_count(documents: int) -> int:
    """Return the number of shards: a power of two that grows with the library."""
    count = _FEWEST
    while count < _MOST and count * _A_SHARD < documents:
        count *= 2
    return count


def shard_of(pair: str, count: int) -> int:
    """Return the shard of a pair; the browser's script computes the same from UTF-16 units."""
    value = 0
    data = pair.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(data), 2):
        value = (value * 31 + data[at] + (data[at + 1] << 8)) & 0xFFFFFFFF
    return (value ^ value >> 15) % count


def pairs(text: str) -> set[str]:
    """Return what a text is found by: two units that stand together, and single words."""
    keys = _UNIT.findall(fold(text).lower())
    words = {key for key in set(keys) if is_word(key)}
    together = set(pairwise(keys))
    if not words:
        return {one + two for one, two in together}
    found = {
        f"{one} {two}" if one in words or two in words else one + two for one, two in together
    }
    return found | words


def searched(row: Row, text: str) -> str:
    """Return the text that a policy is found by."""
    return "\n".join((row.title, row.number or "", text))


def _version(library: Library, row: Row) -> str:
    return key_of((version(library, row.id), row.title, row.number))


def _text(library: Library, row: Row) -> str:
    return plain(library, row.id).decode() if row.held else ""


class Shards:
    """Makes the shards whole, or patches those that an edit touches."""

    def __init__(self, library: Library, listed: list[Row], count: int) -> None:
        self.library, self.listed, self.count = library, listed, count
        self.rows = {row.id: (number, row) for number, row in enumerate(listed)}

    def make(self, before: dict[str, str] | None, read: Read) -> dict[str, bytes | None]:
        """Return every shard; `None` for one that stays as it is."""
        changes = None if before is None else self._changes(before, read)
        if changes is None:
            return {_path(n): _shard(posts) for n, posts in enumerate(self._whole())}
        made: dict[str, bytes | None] = {_path(n): None for n in range(self.count)}
        for number, found in changes.items():
            old = read(_path(number))
            if old is None:
                return self.make(None, read)
            made[_path(number)] = _patched(old, found)
        return made

    def _whole(self) -> list[dict[str, list[int]]]:
        shards: list[dict[str, list[int]]] = [{} for _ in range(self.count)]
        posts: dict[str, list[int]] = {}
        for number, row in enumerate(self.listed):
            for pair in pairs(searched(row, _text(self.library, row))):
                posts.setdefault(pair, []).append(number)
        for pair, numbers in posts.items():
            shards[shard_of(pair, self.count)][pair] = numbers
        return shards

    def _changes(
        self, before: dict[str, str], read: Read
    ) -> dict[int, list[tuple[str, int, bool]]] | None:
        """Return for each shard the pairs that a policy brings or takes; `None`: not known."""
        found: dict[int, list[tuple[str, int, bool]]] = {}
        for policy_id, (number, row) in self.rows.items():
            if before.get(policy_id) == _version(self.library, row):
                continue
            old = self._old(row, number, read)
            if old is None:
                return None
            now = pairs(searched(row, _text(self.library, row)))
            for pair in old ^ now:
                found.setdefault(shard_of(pair, self.count), []).append(
                    (pair, number, pair in now)
                )
        return found

    def _old(self, row: Row, number: int, read: Read) -> set[str] | None:
        """Return what a policy was found by in the old site."""
        docs = read(f"search/docs/{number // _BLOCK}.json")
        text = read(paths.policy(row.id, "txt")) if row.held else b""
        if docs is None or text is None:
            return None
        title, doc_number = json.loads(docs)[number % _BLOCK][1:3]
        return pairs("\n".join((title, doc_number or "", text.decode())))


def _path(number: int) -> str:
    return f"search/pairs/{number // 64}/{number}.json"


def _shard(posts: dict[str, list[int]]) -> bytes:
    return _dump({pair: _gaps(posts[pair]) for pair in sorted(posts)})


def _patched(old: bytes, changes: Iterable[tuple[str, int, bool]]) -> bytes:
    posts = {pair: _sums(gaps) for pair, gaps in json.loads(old).items()}
    for pair, number, there in changes:
        numbers = posts.setdefault(pair, [])
        at = bisect_left(numbers, number)
        if there:
            numbers.insert(at, number)
        elif at < len(numbers) and numbers[at] == number:
            del numbers[at]
    return _shard({pair: numbers for pair, numbers in posts.items() if numbers})


def _gaps(numbers: list[int]) -> list[int]:
    """Return the first number and the steps to the next ones: fewer digits."""
    return [numbers[0], *(b - a for a, b in pairwise(numbers))]


def _sums(gaps: list[int]) -> list[int]:
    numbers, last = [], 0
    for gap in gaps:
        last += gap
        numbers.append(last)
    return numbers


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


class _Facets:
    """What results can be narrowed by: for each policy its place in a list of values."""

    def __init__(self, listed: list[Row]) -> None:
        self.listed = listed

    def head(self, shards: int) -> dict[str, object]:
        issuers = sorted({name for row in self.listed for name in row.issuers})
        place = {name: at for at, name in enumerate(issuers)}
        return {
            "shards": shards,
            "block": _BLOCK,
            "count": len(self.listed),
            "issuers": [paths.text(name) for name in issuers],
            "issuer": [[place[name] for name in row.issuers] for row in self.listed],
            "year": [row.year for row in self.listed],
            "kind": [row.kind.value for row in self.listed],
            "status": [row.slug for row in self.listed],
        }


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
