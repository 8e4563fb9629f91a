"""Lists of documents as short texts, and files of them: one line for each key.

A line is the key, the documents that have it and those that have it in their title or number,
parted by tabs.  A list is the steps from one document's number to the next, each in base 46: the
characters from `#` are the digits 0 to 45 that end a number, the 46 after them those that go on.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import sub

_BASE = 46
_FIRST = ord("#")

Lists = tuple[list[int], list[int]]
"""The documents that have a key, and those that have it in their title or number; both rising."""


def encode(numbers: Sequence[int]) -> str:
    """Return a rising list of numbers as a text."""
    if not numbers:
        return ""
    steps = (numbers[0], *map(sub, numbers[1:], numbers))
    return "".join(map(_step, steps))


@cache
def _step(value: int) -> str:
    digits = chr(_FIRST + value % _BASE)
    while value := value // _BASE:
        digits = chr(_FIRST + _BASE + value % _BASE) + digits
    return digits


def decode(text: str) -> list[int]:
    """Return the numbers that `encode` was given."""
    numbers, last, step = [], 0, 0
    for char in text:
        digit = ord(char) - _FIRST
        step = step * _BASE + digit % _BASE
        if digit < _BASE:
            last += step
            numbers.append(last)
            step = 0
    return numbers


def dump(lists: Mapping[str, Lists]) -> bytes:
    """Write lists as a file, in order of their keys; a key that no document has is left out."""
    lines = (_line(key, *lists[key]) for key in sorted(lists) if lists[key][0])
    return "".join(lines).encode("utf-8", "replace")


def _line(key: str, everywhere: Sequence[int], titled: Sequence[int]) -> str:
    line = f"{key}\t{encode(everywhere)}"
    return f"{line}\t{encode(titled)}\n" if titled else f"{line}\n"


def load(data: bytes) -> dict[str, Lists]:
    """Read the file that `dump` wrote."""
    rows = (line.split("\t") for line in data.decode("utf-8").split("\n")[:-1])
    return {row[0]: (decode(row[1]), decode(row[2]) if row[2:] else []) for row in rows}


def patched(data: bytes, changes: Iterable[tuple[str, int, bool, bool]]) -> bytes:
    """Return a file with documents entered or taken out.

    Args:
        data: The file as it was.
        changes: Key, number of the document, whether it has the key, whether in its title.
    """
    lists = load(data)
    for key, number, there, titled in changes:
        everywhere, in_titles = lists.setdefault(key, ([], []))
        _set(everywhere, number, there=there)
        _set(in_titles, number, there=titled)
    return dump(lists)


def _set(numbers: list[int], number: int, *, there: bool) -> None:
    kept = set(numbers) - {number}
    numbers[:] = sorted(kept | {number} if there else kept)
