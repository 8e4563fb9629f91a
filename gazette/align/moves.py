"""Passages that stand elsewhere in the other text: struck out here, put in there, the same words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from gazette.words import Hunk
from gazette.words.clauses import Clause, clauses

LEAST_CLAUSES = 2
LEAST_LETTERS = 20
LIKENESS = 60.0
"""Percent of likeness below which two passages are not one passage moved."""


class Move(NamedTuple):
    """`a[a0:a1]` stands in `b` at `b[b0:b1]`, out of order."""

    a0: int
    a1: int
    b0: int
    b1: int


def find_moves(a: str, b: str, hunks: Sequence[Hunk]) -> tuple[Move, ...]:
    """Find passages among the hunks that were moved, not lost and not new.

    A move has at least two clauses and twenty characters that both sides have once, and its two
    texts resemble each other.
    """
    gone = _wide_clauses(a, [(hunk.a0, hunk.a1) for hunk in hunks])
    come = _wide_clauses(b, [(hunk.b0, hunk.b1) for hunk in hunks])
    place = _once(come)
    shared: defaultdict[tuple[int, int], list[tuple[Clause, Clause]]] = defaultdict(list)
    for text, (index, clause) in _once(gone).items():
        if text in place:
            there, answer = place[text]
            shared[index, there].append((clause, answer))
    moves = [_move(a, b, pairs) for (here, there), pairs in shared.items() if here != there]
    return tuple(sorted(move for move in moves if move))


def _wide_clauses(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, Clause]]:
    """Return the clauses of the spans wide enough to hold a move, each with its span's index."""
    return [
        (index, clause)
        for index, (start, end) in enumerate(spans)
        if end - start >= LEAST_LETTERS
        for clause in clauses(text, start, end)
    ]


def _once(found: list[tuple[int, Clause]]) -> dict[str, tuple[int, Clause]]:
    times = Counter(clause.text for _, clause in found)
    return {each[1].text: each for each in found if times[each[1].text] == 1}


def _move(a: str, b: str, pairs: list[tuple[Clause, Clause]]) -> Move | None:
    """Return the move that `pairs` of equal clauses make, if they make one."""
    letters = sum(len(here.text) for here, _ in pairs)
    if len(pairs) < LEAST_CLAUSES or letters < LEAST_LETTERS:
        return None
    a0, a1 = pairs[0][0].start, max(here.start + len(here.text) for here, _ in pairs)
    b0 = min(there.start for _, there in pairs)
    b1 = max(there.start + len(there.text) for _, there in pairs)
    if fuzz.ratio(a[a0:a1], b[b0:b1], score_cutoff=LIKENESS) < LIKENESS:
        return None
    return Move(a0, a1, b0, b1)
