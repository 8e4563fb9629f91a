"""Which old provision answers which new one, one to one: by text first, by order and place after.

Five rounds, each with less to go on than the one before:

1. *twins*: provisions whose words are the same and stand once on either side;
2. *sketch*: pairs so like that they show the order of the rest; only the order is kept of them;
3. *likely*: pairs like enough for where they stand, the likest first;
4. *neighbours*: what is left beside an answered provision;
5. *clear*: what is left and is like nothing else that is left.
"""

import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from gazette.compare.body import Body
from gazette.compare.likeness import Bags

Links = dict[int, int]
"""Index of an old provision to the index of the new one that answers it."""

HEADING_BONUS = 0.05
"""The same for standing under the same heading."""
ROUNDS = 50
"""How often neighbours of neighbours are looked for: a bound on work, never met by real texts."""
Weights = dict[tuple[int, int], float]
"""Pairs of indices, old and new, and what each weighs."""

SURE = 0.6
"""Pairs as like as this sketch the order of the others."""
APART = 0.5
"""The least likeness of a pair out of order."""
IN_ORDER = 0.3
"""The least likeness of a pair that keeps the order of the others."""
BESIDE = (0.22, 0.12)
"""The least of a pair with one neighbour, or both, that answer each other."""
BESIDE_SAME_NUMBER = (0.09, 0.05)
"""The same, where the number is the same too."""
CLEAR = 0.25
"""The least likeness of a pair like nothing else that is left, wherever it stands."""
ORDER_BONUS = 0.15
"""How much likeness keeping the order is worth when two pairs compete."""
BESIDE_BONUS = 0.05
"""The same for each neighbour that is answered by a neighbour."""
NUMBER_BONUS = 0.05
"""The same for having the same number."""
RIVAL = 0.6
"""A pair that must be clear has no other that is more than this part as like."""
PARALLEL = 0.5
"""Two provisions of one side as like as this say the same of two things, and are no rivals."""


class Field:
    """Two rows of provisions as matching sees them: keys, numbers, grams."""

    def __init__(self, old: Sequence[Body], new: Sequence[Body]) -> None:
        """Take the provisions of both sides, labels apart from the words."""
        self.bodies = old, new
        self.old, self.new = [one.key for one in old], [one.key for one in new]
        self.bags = Bags(self.old, self.new)

    def same_number(self, i: int, j: int) -> bool:
        """Tell whether both have the same label."""
        number = self.bodies[0][i].label
        return bool(number) and number == self.bodies[1][j].label

    def same_heading(self, i: int, j: int) -> bool:
        """Tell whether both stand under headings of the same words."""
        heading = self.bodies[0][i].heading
        return bool(heading) and heading == self.bodies[1][j].heading

    def weigh(self, i: int, j: int) -> int:
        """Return how much of the order a pair carries: its length.

        The last digits come from the texts, so that of two equal chains the same one wins
        whichever side is called old.
        """
        size = len(self.old[i]) + len(self.new[j]) + 1
        digest = zlib.crc32(self.old[i].encode("utf-8", "surrogatepass")) + zlib.crc32(
            self.new[j].encode("utf-8", "surrogatepass")
        )
        return (size << 40) + digest


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
        """Return the likeness that a pair beside others needs."""
        if not self.in_order(i, j):
            return APART
        least = BESIDE_SAME_NUMBER if self._field.same_number(i, j) else BESIDE
        return least[self.beside(i, j) - 1]

    def bonus(self, i: int, j: int) -> float:
        """Return how much likeness the place is worth when two pairs compete."""
        return (
            ORDER_BONUS * self.in_order(i, j)
            + BESIDE_BONUS * self.beside(i, j)
            + NUMBER_BONUS * self._field.same_number(i, j)
            + HEADING_BONUS * self._field.same_heading(i, j)
        )


class Rivals:
    """Which other pairs want one of the two provisions of a pair."""

    def __init__(self, bags: Bags, weights: Weights) -> None:
        """Take the pairs that compete, and what each weighs."""
        self._bags = bags
        self._by_old: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        self._by_new: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for (i, j), weight in weights.items():
            self._by_old[i].append((weight, j))
            self._by_new[j].append((weight, i))

    def stronger(self, pair: tuple[int, int], bar: float) -> bool:
        """Tell whether another pair weighs more than `bar` and is no parallel of this one."""
        i, j = pair
        bags = self._bags
        return any(
            weight > bar and b != j and bags.alike(bags.new[j], bags.new[b]) < PARALLEL
            for weight, b in self._by_old[i]
        ) or any(
            weight > bar and a != i and bags.alike(bags.old[i], bags.old[a]) < PARALLEL
            for weight, a in self._by_new[j]
        )


def match(field: Field) -> Links:
    """Return which new provision answers which old one."""
    links = _twins(field)
    sketch = dict(links)
    _likes(field, sketch, SURE, Place(field, links))
    _likes(field, links, IN_ORDER, Place(field, sketch))
    _neighbours(field, links)
    _clear(field, links)
    return links


def _twins(field: Field) -> Links:
    """Pair the texts that each side has equally often, in order."""
    where_new = _places(field.new)
    links: Links = {}
    for key, olds in _places(field.old).items():
        news = where_new.get(key, ())
        if len(olds) == len(news):
            links.update(zip(olds, news, strict=True))
    return links


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[key].append(index)
    return found


def _likes(field: Field, links: Links, floor: float, place: Place) -> None:
    """Pair what is like enough for where it stands, the likest first."""
    likely = {
        pair: mean
        for pair, mean in _free(field, links).items()
        if mean >= floor and (mean >= APART or place.in_order(*pair))
    }
    _take(links, likely, place)


def _neighbours(field: Field, links: Links) -> None:
    """Pair what stands beside an answered provision, until nothing more is found.

    A pair is left alone as long as one of the two has a partner that suits it better.
    """
    for _ in range(ROUNDS):
        place = Place(field, links)
        free = _free(field, links)
        rivals = Rivals(
            field.bags, {pair: mean + place.bonus(*pair) for pair, mean in free.items()}
        )
        beside = {
            pair: mean
            for pair, mean in _beside(field, links).items()
            if mean >= place.least(*pair) and not rivals.stronger(pair, mean + place.bonus(*pair))
        }
        if not beside:
            return
        _take(links, beside, place)


def _clear(field: Field, links: Links) -> None:
    """Pair what is left and like nothing else that is left."""
    free = _free(field, links)
    rivals = Rivals(field.bags, free)
    clear = {
        pair: mean
        for pair, mean in free.items()
        if mean >= CLEAR and not rivals.stronger(pair, RIVAL * mean)
    }
    _take(links, clear, Place(field, links))


def _free(field: Field, links: Mapping[int, int]) -> Weights:
    """Return how like the free provisions of one side are to those of the other."""
    taken = set(links.values())
    old = [i for i in range(len(field.old)) if i not in links]
    new = [j for j in range(len(field.new)) if j not in taken]
    return {(i, j): field.bags.likeness(i, j).mean for i, j in field.bags.proposals(old, new)}


def _take(links: Links, pairs: Weights, place: Place) -> None:
    """Add pairs, the likest first, as long as both their provisions are free."""
    taken = set(links.values())
    for i, j in sorted(pairs, key=lambda pair: (-pairs[pair] - place.bonus(*pair), sum(pair))):
        if i not in links and j not in taken:
            links[i] = j
            taken.add(j)


def _beside(field: Field, links: Mapping[int, int]) -> Weights:
    """Return how like the free pairs are that stand right before or after a linked pair."""
    taken = set(links.values())
    ends = [(-1, -1), (len(field.old), len(field.new))]
    around = {(i + step, j + step) for i, j in (*links.items(), *ends) for step in (-1, 1)}
    return {
        (i, j): field.bags.likeness(i, j).mean
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
