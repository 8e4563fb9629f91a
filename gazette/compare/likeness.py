"""How like two provisions are: shared pairs of characters, the rare ones counting most.

Words that every article of a text has (主管机关, 应当) say little about which article this is; words
that only two of them have say nearly everything.  Each pair of neighbouring characters therefore
weighs as much as it is rare in both texts together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

GRAM = 2
"""Characters in one gram: short, because an article may be one clause long."""
COMMON = 24
"""A gram in more provisions of one side than this proposes no pair; it still weighs a little."""
BEST = 6
"""How many partners each provision proposes."""


class Likeness(NamedTuple):
    """How much two texts share, each from 0 to 1."""

    both: float
    """Of the two texts together (Dice)."""
    smaller: float
    """Of the lighter of the two: 1 when it stands whole inside the other."""

    @property
    def mean(self) -> float:
        """The even mean of the two."""
        return (self.both + self.smaller) / 2


Bag = dict[str, int]


def bag(key: str) -> Bag:
    """Count the grams of a folded text; a text shorter than a gram, even none, is one gram."""
    if len(key) < GRAM:
        return {key: 1}
    return Counter(map("".join, pairwise(key)))


class Bags:
    """The grams of all provisions of two texts, and what each gram weighs."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Count the grams.

        Args:
            old: Folded texts of the old side, labels left out.
            new: The same of the new side.
        """
        self.old = [bag(key) for key in old]
        self.new = [bag(key) for key in new]
        spread = Counter(gram for each in (*self.old, *self.new) for gram in each)
        total = len(old) + len(new)
        self.weight = {gram: math.log(1 + total / often) for gram, often in spread.items()}
        self.old_mass = [self.mass(each) for each in self.old]
        self.new_mass = [self.mass(each) for each in self.new]

    def mass(self, grams: Bag) -> float:
        """Return what all grams of a text weigh together."""
        weight = self.weight
        return math.fsum(weight[gram] * often for gram, often in grams.items())

    def shared(self, a: Bag, b: Bag) -> float:
        """Return what the grams of both texts weigh, each as often as both have it."""
        if len(b) < len(a):
            a, b = b, a
        weight = self.weight
        return math.fsum(
            weight[gram] * min(often, b[gram]) for gram, often in a.items() if gram in b
        )

    def compare(self, a: Bag, b: Bag) -> Likeness:
        """Compare two bags of grams."""
        mass_a, mass_b = self.mass(a), self.mass(b)
        shared = self.shared(a, b)
        return Likeness(2 * shared / (mass_a + mass_b), shared / min(mass_a, mass_b))

    def alike(self, a: Bag, b: Bag) -> float:
        """Return how much two bags share of both together."""
        return self.compare(a, b).both

    def likeness(self, i: int, j: int) -> Likeness:
        """Compare old provision `i` with new provision `j`."""
        return self.compare(self.old[i], self.new[j])

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """Where each gram stands on the new side."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for j, grams in enumerate(self.new):
            for gram in grams:
                found[gram].append(j)
        return found

    def proposals(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing: the best few of each provision, either way.

        Only pairs that share a gram that is not common are looked at, so the work grows with the
        text and not with the square of the number of provisions.
        """
        wanted = set(new)
        rows: dict[int, dict[int, float]] = {i: self._row(i, wanted) for i in old}
        columns: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for i, row in rows.items():
            for j, shared in row.items():
                columns[j][i] = shared
        found = {(i, j) for i, row in rows.items() for j in _best(row, self.new_mass)}
        found |= {(i, j) for j, column in columns.items() for i in _best(column, self.old_mass)}
        yield from sorted(found)

    def _row(self, i: int, wanted: set[int]) -> dict[int, float]:
        row: defaultdict[int, float] = defaultdict(float)
        for gram, often in self.old[i].items():
            where = self._postings.get(gram, ())
            if len(where) > COMMON:
                continue
            for j in where:
                if j in wanted:
                    row[j] += self.weight[gram] * min(often, self.new[j][gram])
        return row


def _best(row: dict[int, float], mass: Sequence[float]) -> list[int]:
    """Return the few keys that share most, and those that share most for their size."""
    if len(row) <= BEST:
        return list(row)
    by_share = sorted(row, key=lambda k: (-row[k], k))[:BEST]
    by_part = sorted(row, key=lambda k: (-row[k] / (mass[k] or 1), k))[:BEST]
    return by_share + by_part
