"""Leaf engines: two short texts, character by character, or two rows of symbols.

Each takes two texts and returns hunks.  `exact` is diff-match-patch without its clock, which gives
the same on every machine; it costs the square of the edits.  `fast` is bit-parallel and takes any
length within its budget.  Tests hold the one against the other.
"""

from itertools import count
from typing import NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel, Levenshtein

EXACT_EDITS = 12
"""Above so many edits the square begins to bite, and the fast engine takes over."""
FAST_BUDGET = 30_000_000
"""Machine words of 64 cells that one call may fill: about a tenth of a second."""
TINY = 8
"""So short a pair may well have no letter in common: a mark for a mark."""
UNLIKE = 0.25
"""Texts of like length that share less than this in order are not one text edited."""


class Hunk(NamedTuple):
    """`a[a0:a1]` became `b[b0:b1]`; one of the two may be empty."""

    a0: int
    a1: int
    b0: int
    b1: int


def exact(a: str, b: str) -> list[Hunk]:
    """Return a shortest edit script by diff-match-patch; for texts with few edits."""
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    hunks: list[Hunk] = []
    i = j = 0
    for op, text in engine.diff_main(a, b, checklines=False):
        if op == 0:
            i, j = i + len(text), j + len(text)
            continue
        i2, j2 = (i + len(text), j) if op < 0 else (i, j + len(text))
        if hunks and hunks[-1].a1 == i and hunks[-1].b1 == j:
            hunks[-1] = Hunk(hunks[-1].a0, i2, hunks[-1].b0, j2)
        else:
            hunks.append(Hunk(i, i2, j, j2))
        i, j = i2, j2
    return hunks


def fast(a: str, b: str) -> list[Hunk] | None:
    """Return an edit script with the fewest changed characters; `None` if beyond the budget."""
    longest = max(len(a), len(b), 1)
    band = max(64, FAST_BUDGET * 64 // longest)
    distance = Levenshtein.distance(a, b, score_cutoff=min(band, longest))
    if distance > band:
        return None
    hunks: list[Hunk] = []
    for op in Levenshtein.opcodes(a, b, score_hint=distance):
        if op.tag == "equal":
            continue
        hunk = Hunk(op.src_start, op.src_end, op.dest_start, op.dest_end)
        if hunks and hunks[-1].a1 == hunk.a0 and hunks[-1].b1 == hunk.b0:
            hunk = Hunk(hunks[-1].a0, hunk.a1, hunks.pop().b0, hunk.b1)
        hunks.append(hunk)
    return hunks


def leaf(a: str, b: str) -> list[Hunk] | None:
    """Compare two texts by the engine that suits them; `None` if beyond every budget."""
    whole = [Hunk(0, len(a), 0, len(b))]
    if not a or not b:
        return whole if a or b else []
    shorter, longer = sorted((len(a), len(b)))
    if longer <= TINY and set(a).isdisjoint(b):
        return whole
    if shorter * longer > FAST_BUDGET:
        return fast(a, b)
    apart = Indel.distance(a, b)
    if longer <= 3 * shorter and (len(a) + len(b) - apart) / 2 < UNLIKE * longer:
        return whole
    return exact(a, b) if apart <= EXACT_EDITS else fast(a, b)


def as_symbols(left: list[str], right: list[str]) -> tuple[str, str]:
    """Write two rows of clauses as texts with one character for each clause."""
    codes = (code for code in count(1) if not 0xD800 <= code <= 0xDFFF)
    symbol: dict[str, str] = {}
    rows: list[str] = []
    for row in (left, right):
        for clause in row:
            if clause not in symbol:
                symbol[clause] = chr(next(codes))
        rows.append("".join(symbol[clause] for clause in row))
    return rows[0], rows[1]
