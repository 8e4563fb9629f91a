"""How like two provisions are: shared pairs of characters, the rare ones counting most.

Words that every article of a text has (主管机关, 应当) say little about which article this is; words
that only two of them have say nearly everything.  Each pair of neighbouring characters therefore
weighs as much as it is rare in both texts together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import mul
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


@dataclass(frozen=True, slots=True)
class Bag:
    """The grams of a text with how often each stands there, and what they weigh together."""

    grams: Mapping[str, int]
    mass: float


def grams_of(key: str) -> dict[str, int]:
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
        counted = [grams_of(key) for key in (*old, *new)]
        spread = Counter(gram for each in counted for gram in each)
        self.weight = {gram: math.log(1 + len(counted) / often) for gram, often in spread.items()}
        bags = [self.bag(each) for each in counted]
        self.old, self.new = bags[: len(old)], bags[len(old) :]
        self._known: dict[tuple[int, int], Likeness] = {}
        self._rows: dict[int, Mapping[int, float]] = {}

    def bag(self, grams: Mapping[str, int]) -> Bag:
        """Weigh grams."""
        weights = map(self.weight.__getitem__, grams)
        return Bag(grams, math.fsum(map(mul, weights, grams.values())))

    def shared(self, a: Bag, b: Bag) -> float:
        """Return what the grams of both texts weigh, each as often as both have it."""
        weight, left, right = self.weight, a.grams, b.grams
        return math.fsum(
            weight[gram] * min(left[gram], right[gram]) for gram in left.keys() & right.keys()
        )

    def compare(self, a: Bag, b: Bag) -> Likeness:
        """Compare two bags of grams."""
        shared = self.shared(a, b)
        return Likeness(2 * shared / (a.mass + b.mass), shared / min(a.mass, b.mass))

    def alike(self, a: Bag, b: Bag) -> float:
        """Return how much two bags share of both together."""
        return self.compare(a, b).both

    def likeness(self, i: int, j: int) -> Likeness:
        """Compare old provision `i` with new provision `j`."""
        found = self._known.get((i, j))
        if found is None:
            found = self._known[i, j] = self.compare(self.old[i], self.new[j])
        return found

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, int]]]:
        """Where each gram stands on the new side, and how often there."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, one in enumerate(self.new):
            for gram, often in one.grams.items():
                found[gram].append((j, often))
        return found

    def proposals(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing: the best few of each provision, either way.

        Only pairs that share a gram that is not common are looked at, so the work grows with the
        text and not with the square of the number of provisions.
        """
        wanted = set(new)
        columns: defaultdict[int, dict[int, float]] = defaultdict(dict)
        found: set[tuple[int, int]] = set()
        for i in old:
            row = {j: shared for j, shared in self._row(i).items() if j in wanted}
            found |= {(i, j) for j in _best(row, self.new)}
            for j, shared in row.items():
                columns[j][i] = shared
        found |= {(i, j) for j, column in columns.items() for i in _best(column, self.old)}
        yield from sorted(found)

    def _row(self, i: int) -> Mapping[int, float]:
        """Return what an old provision shares with each new one, common grams left out."""
        known = self._rows.get(i)
        if known is not None:
            return known
        row: defaultdict[int, float] = defaultdict(float)
        for gram, often in self.old[i].grams.items():
            where = self._postings.get(gram, ())
            if len(where) > COMMON:
                continue
            weight = self.weight[gram]
            for j, times in where:
                row[j] += weight * (min(times, often))
        self._rows[i] = row
        return row


def _best(row: Mapping[int, float], bags: Sequence[Bag]) -> list[int]:
    """Return the few keys that share most, and those that share most for their size."""
    if len(row) <= BEST:
        return list(row)
    by_share = sorted(row, key=lambda k: (-row[k], k))[:BEST]
    by_part = sorted(row, key=lambda k: (-row[k] / bags[k].mass, k))[:BEST]
    return by_share + by_part
