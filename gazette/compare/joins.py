"""Splits and merges: a provision left over that shares an answer with one already answered.

A merge leaves an old provision over whose words stand in a new one that answers another; a split
is the same with the sides exchanged.  So both are found by one function that does not know which
side is old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gazette.compare.likeness import COMMON, Bag, Bags

WHOLE = 0.7
"""The least part of a left-over provision that stands in the text it joins."""
ELSEWHERE = 0.9
"""The same, when it stands under another heading: a rule is often copied, but split in place."""
PARALLEL = 0.5
"""Two provisions of one side as like as this say the same of two things …"""
CLAIM = 0.95
"""… and are answered by one text if it is about as like the one as the other."""
REACH = 8
"""How many answers are tried for each left-over provision."""


@dataclass(frozen=True, slots=True)
class Join:
    """A provision left over, the provision of its own side it joins, and how well it fits."""

    left: int
    mate: int
    gain: float


class Side(NamedTuple):
    """One row of provisions: their grams, and the words of the headings they stand under."""

    bags: Sequence[Bag]
    headings: Sequence[str]


def joins(bags: Bags, own: Side, other: Side, answers: Mapping[int, int]) -> dict[int, Join]:
    """Find the provisions of one side that share the answer of another.

    Args:
        bags: Weighs grams.
        own: The side whose left-over provisions are looked at.
        other: The side that answers.
        answers: Index on this side to the index that answers it; what is missing is left over.

    Returns:
        The best join of each left-over provision that has one.
    """
    mates = {answer: mate for mate, answer in answers.items()}
    where = _postings(other.bags, mates)
    found: dict[int, Join] = {}
    for left in range(len(own.bags)):
        if left in answers:
            continue
        reachable = _reachable(bags, own.bags[left], where)
        tried = (_join(bags, own, other, (left, mates[answer], answer)) for answer in reachable)
        held = sorted((join for join in tried if join), key=_rank)
        if held:
            found[left] = held[0]
    return found


def _rank(join: Join) -> tuple[float, int, int]:
    """Sort the best join first, of equals the nearest."""
    return (-join.gain, abs(join.left - join.mate), join.mate)


def _postings(other: Sequence[Bag], mates: Mapping[int, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for answer in mates:
        for gram in other[answer].grams:
            found.setdefault(gram, []).append(answer)
    return found


def _reachable(bags: Bags, grams: Bag, where: Mapping[str, list[int]]) -> list[int]:
    """Return the few answers that share most with a left-over provision."""
    shared: dict[int, float] = {}
    for gram in grams.grams:
        answers = where.get(gram, ())
        for answer in answers if len(answers) <= COMMON else ():
            shared[answer] = shared.get(answer, 0.0) + bags.weight[gram]
    return sorted(shared, key=lambda answer: (-shared[answer], answer))[:REACH]


def _join(bags: Bags, own: Side, other: Side, place: tuple[int, int, int]) -> Join | None:
    """Try to let a left-over provision join its mate in the answer; `None` if it does not hold."""
    left, mate, answer = place
    grams, beside, answering = own.bags[left], own.bags[mate], other.bags[answer]
    gain = _gain(bags, grams, beside, answering)
    whole = WHOLE if own.headings[left] == other.headings[answer] else ELSEWHERE
    merged = gain > 0 and bags.shared(grams, answering) / grams.mass >= whole
    if merged or _parallel(bags, grams, beside, answering):
        return Join(left, mate, gain)
    return None


def _gain(bags: Bags, left: Bag, mate: Bag, answer: Bag) -> float:
    """Return how much liker the answer gets when the left-over provision joins its mate."""
    both = dict(mate.grams)
    for gram, often in left.grams.items():
        both[gram] = max(often, both.get(gram, 0))
    return bags.alike(bags.bag(both), answer) - bags.alike(mate, answer)


def _parallel(bags: Bags, left: Bag, mate: Bag, answer: Bag) -> bool:
    """Tell whether two provisions that say the same of two things are answered by one."""
    if bags.alike(left, mate) < PARALLEL:
        return False
    return bags.compare(left, answer).mean >= CLAIM * bags.compare(mate, answer).mean
