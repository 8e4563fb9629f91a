"""Units of search: one for each Chinese character, one for each run of digits or letters.

Brackets, marks and spaces are no units, so 吉民发〔2023〕27号 and 吉民发(2023) 27 号 are the same
units in the same order, and a query is found wherever its units follow each other.
"""

import re
from typing import NamedTuple

from gazette.text.fold import fold_map, is_han

_UNIT = re.compile(r"[a-z]+|\d+|[^\W\d_]", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit, and the half-open place in the text it was read from."""

    key: str
    start: int
    end: int


def units(text: str) -> list[Unit]:
    """Return the units of `text` in order, folded in width and case."""
    key, where = fold_map(text)
    found = []
    for match in _UNIT.finditer(key.lower()):
        start, last = where[match.start()], where[match.end() - 1]
        found.append(Unit(match[0], start, last + 1))
    return found


def find_units(wanted: list[str], text_units: list[Unit]) -> list[tuple[int, int]]:
    """Return every place in a text where the wanted units follow each other."""
    if not wanted:
        return []
    keys = [unit.key for unit in text_units]
    size = len(wanted)
    return [
        (text_units[at].start, text_units[at + size - 1].end)
        for at in range(len(keys) - size + 1)
        if keys[at] == wanted[0] and keys[at : at + size] == wanted
    ]


def excerpt(text: str, place: tuple[int, int], around: int = 30) -> tuple[str, str, str]:
    """Return what stands before, at and after a place of `text`, cut to `around` characters."""
    start, end = place
    before = text[max(0, start - around) : start]
    after = text[end : end + around]
    return before, text[start:end], after


def is_word(key: str) -> bool:
    """Tell whether a unit stands for itself: a number or a foreign word, not one character."""
    return len(key) > 1 or not is_han(key)
