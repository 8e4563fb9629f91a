"""Which old provision answers which new one, one to one: by text first, by order and place after.

Five rounds, each with less to go on than the one before:

1. *twins*: provisions whose words are the same and stand once on either side;
2. *sure*: pairs so like that their place does not matter;
3. *likely*: pairs like enough for where they stand, the likest first;
4. *neighbours*: what is left beside an answered provision;
5. *clear*: what is left and is like nothing else that is left.
"""

import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gazette.compare.likeness import Bags

Links = dict[int, int]
"""Index of an old provision to the index of the new one that answers it."""

SURE = 0.6
"""A pair as like as this is believed before the others are looked at."""
APART = 0.42
"""The least likeness of a pair out of order."""
LEAST = (0.3, 0.23, 0.12)
"""The least of a pair in order, by how many of its neighbours answer each other."""
LEAST_SAME_NUMBER = (0.3, 0.09, 0.05)
"""The same, where the number is the same too."""
ORDER_BONUS = 0.15
"""How much likeness keeping the order is worth when two pairs compete."""
BESIDE_BONUS = 0.1
"""The same for each neighbour that is answered by a neighbour."""
CLEAR = 0.25
"""The least likeness of a pair that has no rival, wherever it stands."""
RIVAL = 0.6
"""A rival is a free provision that is more than this part as like."""
PARALLEL = 0.9
"""Two provisions of one side as like as this are one in two copies, and no rivals."""


class Field:
    """Two rows of provisions as matching sees them: keys, numbers, grams."""

    def __init__(
        self, old: Sequence[str], new: Sequence[str], numbers: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        """Take the folded texts and the labels of both sides."""
        self.old, self.new = old, new
        self.numbers = numbers
        self.bags = Bags(old, new)

    def same_number(self, i: int, j: int) -> bool:
        """Tell whether both have the same label."""
        return bool(self.numbers[0][i]) and self.numbers[0][i] == self.numbers[1][j]

    def weigh(self, i: int, j: int) -> int:
        """Return how much of the order a pair carries: its length.

        The last digits come from the texts, so that of two equal chains the same one wins
        whichever side is called old.
        """
        size = len(self.old[i]) + len(self.new[j]) + 1
        digest = zlib.crc32(self.old[i].encode()) + zlib.crc32(self.new[j].encode())
        return (size << 40) + digest


def match(field: Field) -> Links:
    """Return which new provision answers which old one."""
    links = _twins(field)
    for round_ in (_sure, _likely, _neighbours, _clear):
        round_(field, links)
    return links


def _twins(field: Field) -> Links:
    """Pair the texts that each side has exactly once."""
    once_old = _once(field.old)
    once_new = _once(field.new)
    return {i: once_new[key] for key, i in once_old.items() if key and key in once_new}


def _once(keys: Sequence[str]) -> dict[str, int]:
    often = Counter(keys)
    return {key: index for index, key in enumerate(keys) if often[key] == 1}


def _sure(field: Field, links: Links) -> None:
    """Pair what is so like that its place does not matter."""
    _likes(field, links, SURE)


def _likely(field: Field, links: Links) -> None:
    """Pair what is like enough for where it stands."""
    _likes(field, links, 0.0)


def _likes(field: Field, links: Links, floor: float) -> None:
    """Pair what is like enough, the likest first."""
    place = Place(field, links)
    taken = set(links.values())
    free_old = [i for i in range(len(field.old)) if i not in links]
    free_new = [j for j in range(len(field.new)) if j not in taken]
    ranked: list[tuple[float, int, int, int]] = []
    for i, j in field.bags.proposals(free_old, free_new):
        mean = field.bags.likeness(i, j).mean
        if mean >= floor and mean >= place.least(i, j):
            ranked.append((-mean - place.bonus(i, j), i + j, i, j))
    _take(links, ((i, j) for *_, i, j in sorted(ranked)))


def _take(links: Links, pairs: Iterable[tuple[int, int]]) -> None:
    """Add the pairs whose two provisions are both still free, in turn."""
    taken = set(links.values())
    for i, j in pairs:
        if i not in links and j not in taken:
            links[i] = j
            taken.add(j)


def _neighbours(field: Field, links: Links) -> None:
    """Pair what stands beside an answered provision, until nothing more is found."""
    while True:
        place = Place(field, links)
        ranked = []
        for i, j in _beside(field, links):
            mean = field.bags.likeness(i, j).mean
            if mean >= place.least(i, j):
                ranked.append((-mean - place.bonus(i, j), i + j, i, j))
        if not ranked:
            return
        _take(links, ((i, j) for *_, i, j in sorted(ranked)))


def _clear(field: Field, links: Links) -> None:
    """Pair what is left and like nothing else that is left."""
    taken = set(links.values())
    free_old = [i for i in range(len(field.old)) if i not in links]
    free_new = [j for j in range(len(field.new)) if j not in taken]
    bags = field.bags
    mean = {(i, j): bags.likeness(i, j).mean for i, j in bags.proposals(free_old, free_new)}
    ranked = [
        (-best, i + j, i, j)
        for (i, j), best in mean.items()
        if best >= CLEAR and not _rivals(bags, mean, i, j)
    ]
    _take(links, ((i, j) for *_, i, j in sorted(ranked)))


def _rivals(bags: Bags, mean: Mapping[tuple[int, int], float], i: int, j: int) -> bool:
    """Tell whether another pair with `i` or `j` is nearly as like and no copy of this one."""
    bar = RIVAL * mean[i, j]
    for (a, b), other in mean.items():
        if other <= bar or (a == i) == (b == j):
            continue
        alike = (
            bags.alike(bags.old[a], bags.old[i])
            if b == j
            else bags.alike(bags.new[b], bags.new[j])
        )
        if alike < PARALLEL:
            return True
    return False


def _beside(field: Field, links: Links) -> set[tuple[int, int]]:
    """Return the free pairs that stand right before or after a linked pair, or at the ends."""
    taken = set(links.values())
    ends = [(-1, -1), (len(field.old), len(field.new))]
    around = {(i + step, j + step) for i, j in (*links.items(), *ends) for step in (-1, 1)}
    return {
        (i, j)
        for i, j in around
        if 0 <= i < len(field.old)
        and 0 <= j < len(field.new)
        and i not in links
        and j not in taken
    }


def backbone(field: Field, links: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return the heaviest chain of links that rises on both sides; what is off it has moved."""
    places = sorted(set(links.values()))
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
    trail: list[tuple[int, int, int]] = []
    for i in sorted(links):
        j = links[i]
        slot = bisect_left(places, j) + 1
        weight, before = _top(best, slot - 1)
        trail.append((i, j, before))
        _raise(best, slot, (weight + field.weigh(i, j), len(trail) - 1))
    chain: list[tuple[int, int]] = []
    step = _top(best, len(places))[1]
    while step >= 0:
        i, j, step = trail[step]
        chain.append((i, j))
    return chain[::-1]


def _top(tree: Sequence[tuple[int, int]], slot: int) -> tuple[int, int]:
    """Return the greatest entry of a Fenwick tree up to `slot`."""
    found = (0, -1)
    while slot > 0:
        found = max(found, tree[slot])
        slot -= slot & -slot
    return found


def _raise(tree: list[tuple[int, int]], slot: int, entry: tuple[int, int]) -> None:
    while slot < len(tree):
        tree[slot] = max(tree[slot], entry)
        slot += slot & -slot


class Place:
    """What the links found so far say about the place of any other pair."""

    def __init__(self, field: Field, links: Mapping[int, int]) -> None:
        """Take the links found so far."""
        chain = backbone(field, links)
        self._field = field
        self._old = [i for i, _ in chain]
        self._new = [j for _, j in chain]
        ends = {-1: -1, len(field.old): len(field.new)}
        self._links = {**links, **ends}

    def in_order(self, i: int, j: int) -> bool:
        """Tell whether a pair fits between the links of the chain."""
        return bisect_left(self._old, i) == bisect_left(self._new, j)

    def beside(self, i: int, j: int) -> int:
        """Count the neighbours, before and after, that answer each other."""
        return sum(self._links.get(i + step) == j + step for step in (-1, 1))

    def least(self, i: int, j: int) -> float:
        """Return the likeness that a pair needs where it stands."""
        if not self.in_order(i, j):
            return APART
        return (LEAST_SAME_NUMBER if self._field.same_number(i, j) else LEAST)[self.beside(i, j)]

    def bonus(self, i: int, j: int) -> float:
        """Return how much likeness the place is worth when two pairs compete."""
        return ORDER_BONUS * self.in_order(i, j) + BESIDE_BONUS * self.beside(i, j)
