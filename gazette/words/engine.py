"""From two texts to the places where they differ, in bounded steps.

1. Strike off what both begin and end with.
2. Clauses that each side has once are anchors; the gaps between them are taken one by one.
3. A gap without anchors: its clauses as symbols.
4. A small gap: characters.

Anchors turn one square of all edits into a sum of small squares.
"""

from dataclasses import dataclass

from rapidfuzz.distance import Postfix, Prefix

from gazette.words.clauses import Clause, Match, clauses, longest_run, unique_matches
from gazette.words.leaf import Hunk, as_symbols, fast, leaf

CLAUSE = 24
"""A gap whose longer side is no longer has no anchors worth looking for."""
SMALL = 200
"""A gap without anchors whose longer side is no longer goes straight to characters."""
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Edits:
    """Where two texts differ."""

    hunks: tuple[Hunk, ...]
    cut: bool = False
    """True when a bound on work made some hunk coarser than it need be."""


def raw_edits(a: str, b: str) -> Edits:
    """Return the places where the texts differ, as the engines find them."""
    if a == b:
        return Edits(())
    walk = _Walk(a, b)
    walk.gap(Hunk(0, len(a), 0, len(b)), 0)
    return Edits(tuple(walk.hunks), walk.cut)


def shared_start(a: str, b: str, hunk: Hunk) -> int:
    """Return how many characters both sides of `hunk` begin with."""
    return Prefix.similarity(a[hunk.a0 : hunk.a1], b[hunk.b0 : hunk.b1])


def shared_end(a: str, b: str, hunk: Hunk) -> int:
    """Return how many characters both sides of `hunk` end with."""
    return Postfix.similarity(a[hunk.a0 : hunk.a1], b[hunk.b0 : hunk.b1])


class _Walk:
    """One walk over two texts; hunks are gathered in order."""

    def __init__(self, a: str, b: str) -> None:
        self.a = a
        self.b = b
        self.hunks: list[Hunk] = []
        self.cut = False

    def gap(self, hunk: Hunk, depth: int) -> None:
        """Compare one gap, splitting it where it can be split."""
        start = shared_start(self.a, self.b, hunk)
        hunk = Hunk(hunk.a0 + start, hunk.a1, hunk.b0 + start, hunk.b1)
        end = shared_end(self.a, self.b, hunk)
        hunk = Hunk(hunk.a0, hunk.a1 - end, hunk.b0, hunk.b1 - end)
        longer = max(hunk.a1 - hunk.a0, hunk.b1 - hunk.b0)
        if hunk.a0 == hunk.a1 or hunk.b0 == hunk.b1:
            self.hunks += [hunk] if longer else []
        elif longer <= CLAUSE or depth >= DEEPEST:
            self._characters(hunk)
        else:
            self._split(hunk, depth, longer)

    def _split(self, hunk: Hunk, depth: int, longer: int) -> None:
        left = clauses(self.a, hunk.a0, hunk.a1)
        right = clauses(self.b, hunk.b0, hunk.b1)
        anchors = longest_run(unique_matches(left, right, 2 if longer < 2000 else 4))
        if not anchors and longer > SMALL:
            anchors = _symbol_matches(left, right)
            depth = DEEPEST
        if not anchors:
            self._characters(hunk)
            return
        i, j = hunk.a0, hunk.b0
        for anchor in anchors:
            self.gap(Hunk(i, anchor.a, j, anchor.b), depth + 1)
            i, j = anchor.a + anchor.length, anchor.b + anchor.length
        self.gap(Hunk(i, hunk.a1, j, hunk.b1), depth + 1)

    def _characters(self, hunk: Hunk) -> None:
        found = leaf(self.a[hunk.a0 : hunk.a1], self.b[hunk.b0 : hunk.b1])
        if found is None:
            self.cut = True
            self.hunks.append(hunk)
        else:
            i, j = hunk.a0, hunk.b0
            self.hunks += [Hunk(h.a0 + i, h.a1 + i, h.b0 + j, h.b1 + j) for h in found]


def _symbol_matches(left: list[Clause], right: list[Clause]) -> list[Match]:
    """Pair clauses that no side has once, by their row as a whole."""
    row_a, row_b = as_symbols([c.text for c in left], [c.text for c in right])
    hunks = fast(row_a, row_b)
    if hunks is None:
        return []
    matches: list[Match] = []
    i = j = 0
    for hunk in [*hunks, Hunk(len(left), len(left), len(right), len(right))]:
        pairs = zip(left[i : hunk.a0], right[j : hunk.b0], strict=True)
        matches += [Match(x.start, y.start, len(x.text)) for x, y in pairs]
        i, j = hunk.a1, hunk.b1
    return matches
