"""Clauses: the stretches between two marks, and those that both texts have but once.

A page break splits a paragraph, a reflow splits a line, but hardly anything splits a clause: it is
the unit that finds itself again.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_CLAUSE = re.compile(
    r"[^\s,.;:!?()\[\]<>\"'、，。；：！？（）〔〕［］【】《》〈〉“”‘’「」『』…—]+"
)


class Clause(NamedTuple):
    """A stretch of text between two marks, and where it starts."""

    start: int
    text: str


class Match(NamedTuple):
    """`length` characters that stand at `a` in one text and at `b` in the other."""

    a: int
    b: int
    length: int


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """Return the clauses of `text[start:end]`; their places count from the start of `text`."""
    found = _CLAUSE.finditer(text, start, len(text) if end is None else end)
    return [Clause(match.start(), match[0]) for match in found]


def unique_matches(left: list[Clause], right: list[Clause], shortest: int) -> list[Match]:
    """Pair the clauses that each side has exactly once, in the order of the left side."""
    once = {text for text, times in Counter(c.text for c in right).items() if times == 1}
    place = {clause.text: clause.start for clause in right if clause.text in once}
    times = Counter(clause.text for clause in left)
    return [
        Match(clause.start, place[clause.text], len(clause.text))
        for clause in left
        if len(clause.text) >= shortest and times[clause.text] == 1 and clause.text in place
    ]


def longest_run(matches: Iterable[Match]) -> list[Match]:
    """Return a longest run of matches that rises on both sides (patience sorting).

    Args:
        matches: In the order of side `a`.
    """
    tops: list[int] = []
    piles: list[int] = []
    all_matches = list(matches)
    before = [-1] * len(all_matches)
    for index, match in enumerate(all_matches):
        pile = bisect_left(tops, match.b)
        if pile:
            before[index] = piles[pile - 1]
        tops[pile : pile + 1] = [match.b]
        piles[pile : pile + 1] = [index]
    run: list[Match] = []
    index = piles[-1] if piles else -1
    while index >= 0:
        run.append(all_matches[index])
        index = before[index]
    return run[::-1]
