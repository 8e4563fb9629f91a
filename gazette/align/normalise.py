"""A text folded for comparison, with the place of every character it keeps.

Folding goes by tables and a short list of rules, each with its name; what a rule drops counts as
noise of that name.  Nothing is stored in this form.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from gazette.text.fold import fold_char

_LIST_MARK = re.compile(r"^[ \t\u3000]{0,8}([-*+•●◆■▪►#]{1,6})(?=[ \t\u3000])", re.MULTILINE)
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[(（]([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6})[)）]")
_TONE = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def _list_marks(text: str) -> Iterator[tuple[int, int]]:
    """Marks a converter puts before the items of a list: `- （一）`."""
    for match in _LIST_MARK.finditer(text):
        yield match.span(1)


def _romanised_tails(text: str) -> Iterator[tuple[int, int]]:
    """Pronunciations hung behind characters by a garbling mirror: 衛(wèi)生."""
    for match in _TAIL.finditer(text):
        if not _TONE.isdisjoint(match[1]):
            yield match.span()


RULES: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("list-mark", _list_marks),
    ("romanised-tail", _romanised_tails),
)
"""What is dropped before folding, beyond white space and invisible characters: name and finder."""


_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Normal:
    """A text, its key, and where each character of the key stood."""

    text: str = field(repr=False)
    key: str = field(repr=False)
    where: Sequence[int] = field(repr=False, compare=False)
    dropped: tuple[tuple[int, int, str], ...] = ()
    """Stretches of `text` that a rule dropped, in order, with the rule's name."""

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of `text` that `key[start:end]` was made from.

        An empty stretch stands right behind the character before it.
        """
        if start >= end:
            at = self.where[start - 1] + 1 if start else 0
            return at, at
        return self.where[start], self.where[end - 1] + 1

    def at(self, index: int) -> int:
        """Return the place in the key of the first kept character at or behind `text[index]`."""
        return bisect_left(self.where, index)


def dropped_by_rule(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what the rules drop from `text`: start, end and the rule's name, in order."""
    return tuple(sorted((*span, name) for name, find in RULES for span in find(text)))


def normalise(text: str) -> Normal:
    """Fold `text` and remember where everything stood."""
    dropped = dropped_by_rule(text)
    key: list[str] = []
    where: array[int] = array("l")
    at = 0
    for start, end, _ in (*dropped, (len(text), len(text), "")):
        chunks = range(at, start, _CHUNK)
        key += [_fold_into(text, chunk, min(chunk + _CHUNK, start), where) for chunk in chunks]
        at = max(at, end)
    return Normal(text, "".join(key), where, dropped)


def _fold_into(text: str, start: int, end: int, where: "array[int]") -> str:
    """Fold `text[start:end]`, note where each character that is kept stands, and return the key."""
    folded = list(map(fold_char, text[start:end]))
    for index, kept in enumerate(folded, start):
        if kept:
            where.append(index)
            if len(kept) > 1:
                where.extend([index] * (len(kept) - 1))
    return "".join(folded)
