"""Splits and merges: a provision left over that shares an answer with one already answered.

A merge leaves an old provision over whose words stand in a new one that answers another; a split
is the same with the sides exchanged.  So both are found by one function that does not know which
side is old.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gazette.compare.likeness import Bag, Bags

WHOLE = 0.7
"""The least part of a left-over provision that stands in the text it joins."""
PARALLEL = 0.5
"""Two provisions of one side as like as this say the same of two things …"""
CLAIM = 0.95
"""… and are answered by one text if it is about as like the one as the other."""


@dataclass(frozen=True, slots=True)
class Join:
    """A provision left over, the provision of its own side it joins, and how well it fits."""

    left: int
    mate: int
    gain: float


def joins(
    bags: Bags, own: Sequence[Bag], other: Sequence[Bag], answers: Mapping[int, int]
) -> dict[int, Join]:
    """Find the provisions of one side that share the answer of another.

    Args:
        bags: Weighs grams.
        own: The grams of the side whose left-over provisions are looked at.
        other: The grams of the side that answers.
        answers: Index on this side to the index that answers it; what is missing is left over.

    Returns:
        The best join of each left-over provision that has one.
    """
    mates = {answer: mate for mate, answer in answers.items()}
    where = _postings(other, mates)
    found: dict[int, Join] = {}
    for left in range(len(own)):
        if left not in answers:
            options = sorted(_options(bags, own, other, left, mates, where), key=_rank)
            if options:
                found[left] = options[0]
    return found


def _rank(join: Join) -> tuple[float, int, int]:
    """Sort the best join first, of equals the nearest."""
    return (-join.gain, abs(join.left - join.mate), join.mate)


def _postings(other: Sequence[Bag], mates: Mapping[int, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for answer in mates:
        for gram in other[answer]:
            found.setdefault(gram, []).append(answer)
    return found


def _options(
    bags: Bags,
    own: Sequence[Bag],
    other: Sequence[Bag],
    left: int,
    mates: Mapping[int, int],
    where: Mapping[str, list[int]],
) -> Iterator[Join]:
    """Yield every join that holds."""
    for answer in _reachable(bags, own[left], where):
        mate = mates[answer]
        gain = _gain(bags, own[left], own[mate], other[answer])
        if _merged(bags, own[left], other[answer], gain) or _parallel(
            bags, own[left], own[mate], other[answer]
        ):
            yield Join(left, mate, gain)


def _reachable(bags: Bags, grams: Bag, where: Mapping[str, list[int]]) -> list[int]:
    """Return the few answers that share most with a left-over provision."""
    shared: dict[int, float] = {}
    for gram in grams:
        for answer in where.get(gram, ()):
            shared[answer] = shared.get(answer, 0.0) + bags.weight[gram]
    return sorted(shared, key=lambda answer: (-shared[answer], answer))[:8]


def _gain(bags: Bags, left: Bag, mate: Bag, answer: Bag) -> float:
    """Return how much liker the answer gets when the left-over provision joins its mate."""
    both = {gram: max(left.get(gram, 0), mate.get(gram, 0)) for gram in {**left, **mate}}
    return bags.alike(both, answer) - bags.alike(mate, answer)


def _merged(bags: Bags, left: Bag, answer: Bag, gain: float) -> bool:
    """Tell whether a text stands nearly whole in the answer, and makes it better understood."""
    mass = bags.mass(left)
    return gain > 0 and mass > 0 and bags.shared(left, answer) / mass >= WHOLE


def _parallel(bags: Bags, left: Bag, mate: Bag, answer: Bag) -> bool:
    """Tell whether two provisions that say the same of two things are answered by one."""
    if bags.alike(left, mate) < PARALLEL:
        return False
    return bags.compare(left, answer).mean >= CLAIM * bags.compare(mate, answer).mean
