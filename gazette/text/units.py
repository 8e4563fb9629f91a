"""Units of search: one for each Chinese character, one for each run of digits or letters.

Brackets, marks and spaces are no units, so 吉民发〔2023〕27号 and 吉民发(2023) 27 号 are the same
units in the same order, and a query is found wherever its units follow each other.  Width, case
and traditional forms are folded away: 稅務 and 税务 are the same units too.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from gazette.text.fold import fold_char
from gazette.text.simplified import table

_UNIT = re.compile(r"[a-z]+|\d+|[^\W\d_]")


class Unit(NamedTuple):
    """A unit, and the half-open place in the text it was read from."""

    key: str
    start: int
    end: int


class _Folded(dict[int, str]):
    """For `str.translate`: what each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code)).lower().translate(table())
        return folded


_FOLDED = _Folded()


def keys(text: str) -> list[str]:
    """Return the units of `text` in order, without their places."""
    found: list[str] = _UNIT.findall(text.translate(_FOLDED))
    return found


def units(text: str) -> list[Unit]:
    """Return the units of `text` in order, with their places."""
    folded = [_FOLDED[ord(char)] for char in text]
    where = [index for index, key in enumerate(folded) for _ in key]
    return [
        Unit(match[0], where[match.start()], where[match.end() - 1] + 1)
        for match in _UNIT.finditer("".join(folded))
    ]


def find_units(wanted: list[str], text_units: list[Unit]) -> list[tuple[int, int]]:
    """Return every place in a text where the wanted units follow each other."""
    if not wanted:
        return []
    read = [unit.key for unit in text_units]
    size = len(wanted)
    return [
        (text_units[at].start, text_units[at + size - 1].end)
        for at in range(len(read) - size + 1)
        if read[at] == wanted[0] and read[at : at + size] == wanted
    ]


def excerpt(text: str, place: tuple[int, int], around: int = 30) -> tuple[str, str, str]:
    """Return what stands before, at and after a place of `text`, cut to `around` characters."""
    start, end = place
    before = text[max(0, start - around) : start]
    after = text[end : end + around]
    return before, text[start:end], after


def is_word(key: str) -> bool:
    """Tell whether a unit is a number or a foreign word, and not one character."""
    return key[0].isdecimal() or "a" <= key[0] <= "z"


def pairs(units_of_text: list[str]) -> set[str]:
    """Return the units that follow each other, two by two; a word stands apart from its neighbour."""
    words = {key for key in set(units_of_text) if is_word(key)}
    if not words:
        return {one + two for one, two in pairwise(units_of_text)}
    return {
        f"{one} {two}" if one in words or two in words else one + two
        for one, two in pairwise(units_of_text)
    }
