"""Align two rows of provisions: links, splits and merges, moves, and the order of the pairs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gazette.compare.body import Body
from gazette.compare.joins import Join, Side, joins
from gazette.compare.likeness import Bag, Bags
from gazette.compare.matching import Field, Links, backbone, match


@dataclass(frozen=True, slots=True)
class Group:
    """Old and new provisions that answer each other, by index, each side in order."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    renumbered: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of two rows of provisions; each provision is in one of them."""

    groups: tuple[Group, ...]
    shared: float
    """The part of both texts that stands in the other, from 0 to 1, by weight of the grams."""


def align(old: Sequence[Body], new: Sequence[Body]) -> Alignment:
    """Align two rows of provisions; two preambles alone answer each other whatever they say.

    The work is always done in one direction, so that exchanging the sides exchanges the answer
    and does nothing else, even where equal texts could be paired in several ways.
    """
    if _key(new) < _key(old):
        linked, shared = _link(new, old)
        linked = [replace(group, old=group.new, new=group.old) for group in linked]
    else:
        linked, shared = _link(old, new)
    return Alignment(_in_order(linked, len(old), len(new)), shared)


def _key(side: Sequence[Body]) -> tuple[int, list[tuple[str, str, str]]]:
    return len(side), [(one.key, one.label, one.heading) for one in side]


def _link(old: Sequence[Body], new: Sequence[Body]) -> tuple[list[Group], float]:
    """Return the groups that have both sides, and the part of both texts that they share."""
    field = Field(old, new)
    links = {0: 0} if _lone(old) and _lone(new) else match(field)
    merges, splits = _joins(field, links)
    still = set(backbone(field, links))
    linked = [
        Group(
            old=tuple(sorted((i, *(left for left, mate in merges.items() if mate == i)))),
            new=tuple(sorted((j, *(left for left, mate in splits.items() if mate == j)))),
            renumbered=old[i].label != new[j].label,
            moved=(i, j) not in still,
        )
        for i, j in links.items()
    ]
    return linked, _shared(field, linked)


def _lone(side: Sequence[Body]) -> bool:
    """Tell whether a row is one provision without a number."""
    return len(side) == 1 and not side[0].label


def _joins(field: Field, links: Links) -> tuple[dict[int, int], dict[int, int]]:
    """Return what joins which: left-over old provisions, and left-over new ones.

    A pair is a merge or a split, not both: where both would hold, the better fit decides.
    """
    back = {j: i for i, j in links.items()}
    bags = field.bags
    old = Side(bags.old, [one.heading for one in field.bodies[0]])
    new = Side(bags.new, [one.heading for one in field.bodies[1]])
    merges = joins(bags, old, new, links)
    splits = joins(bags, new, old, back)
    merging = _best_gain(merges)
    splitting = _best_gain(splits)
    return (
        {
            one.left: one.mate
            for one in merges.values()
            if merging[one.mate] > splitting.get(links[one.mate], -2.0)
        },
        {
            one.left: one.mate
            for one in splits.values()
            if splitting[one.mate] > merging.get(back[one.mate], -2.0)
        },
    )


def _best_gain(found: Mapping[int, Join]) -> dict[int, float]:
    gains: dict[int, float] = {}
    for one in found.values():
        gains[one.mate] = max(one.gain, gains.get(one.mate, -1.0))
    return gains


def _in_order(linked: Sequence[Group], olds: int, news: int) -> tuple[Group, ...]:
    """Return all groups in the order of the new row, deletions right behind what they followed."""
    seen_old = {i for group in linked for i in group.old}
    seen_new = {j for group in linked for j in group.new}
    added = [Group((), (j,)) for j in range(news) if j not in seen_new]
    ordered = sorted([*linked, *added], key=lambda group: group.new[0])
    place = {i: at for at, group in enumerate(ordered) for i in group.old}
    behind: dict[int, list[Group]] = {}
    at = -1
    for i in range(olds):
        if i in seen_old:
            at = place[i]
        else:
            behind.setdefault(at, []).append(Group((i,), ()))
    result = behind.get(-1, [])
    for index, group in enumerate(ordered):
        result += [group, *behind.get(index, ())]
    return tuple(result)


def _shared(field: Field, linked: Sequence[Group]) -> float:
    """Return how much of both texts their pairs share."""
    bags = field.bags
    total = sum(one.mass for one in (*bags.old, *bags.new))
    kept = sum(
        bags.shared(
            _joined(bags, [bags.old[i] for i in group.old]),
            _joined(bags, [bags.new[j] for j in group.new]),
        )
        for group in linked
    )
    return 2 * kept / total if total else 1.0


def _joined(bags: Bags, many: Sequence[Bag]) -> Bag:
    if len(many) == 1:
        return many[0]
    total: Counter[str] = Counter()
    for one in many:
        total.update(one.grams)
    return bags.bag(total)
