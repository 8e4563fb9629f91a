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
    return _written({key: _line(key, *both) for key, both in lists.items() if both[0]})


def _written(lines: Mapping[str, str]) -> bytes:
    return "".join(f"{lines[key]}\n" for key in sorted(lines)).encode("utf-8", "replace")


def _line(key: str, everywhere: Sequence[int], titled: Sequence[int]) -> str:
    line = f"{key}\t{encode(everywhere)}"
    return f"{line}\t{encode(titled)}" if titled else line


def load(data: bytes) -> dict[str, Lists]:
    """Read the file that `dump` wrote."""
    return {key: _read(line) for key, line in _lines(data).items()}


def _lines(data: bytes) -> dict[str, str]:
    """Return each line, without its end, by its key."""
    return {line.partition("\t")[0]: line for line in data.decode("utf-8").split("\n")[:-1]}


def _read(line: str) -> Lists:
    """Return the lists of a line; of a key alone, two empty ones."""
    row = line.split("\t")
    return decode("".join(row[1:2])), decode("".join(row[2:3]))


def patched(data: bytes, changes: Iterable[tuple[str, int, bool, bool]]) -> bytes:
    """Return a file with documents entered or taken out; only the lists they touch are read.

    Args:
        data: The file as it was.
        changes: Key, number of the document, whether it has the key, whether in its title.
    """
    lines = _lines(data)
    lists: dict[str, Lists] = {}
    for key, number, there, titled in changes:
        if key not in lists:
            lists[key] = _read(lines.pop(key, key))
        everywhere, in_titles = lists[key]
        _set(everywhere, number, there=there)
        _set(in_titles, number, there=titled)
    lines |= {key: _line(key, *both) for key, both in lists.items() if both[0]}
    return _written(lines)


def _set(numbers: list[int], number: int, *, there: bool) -> None:
    kept = set(numbers) - {number}
    numbers[:] = sorted(kept | {number} if there else kept)
