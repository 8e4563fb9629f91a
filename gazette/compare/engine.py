"""Two documents to a comparison: notice against notice, instrument against instrument."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gazette.compare.alignment import Group, align
from gazette.compare.body import body
from gazette.compare.pairs import make
from gazette.compare.provisions import of_part
from gazette.model.comparison import Comparison, Pair, Provision
from gazette.model.document import Part, PartKind

REWRITTEN = 0.3
"""Below this shared part of both texts the new one is a new rule, not an edited one."""
_KINDS = tuple(PartKind)


class _Side(NamedTuple):
    """The provisions of one side's parts of one kind: those without a number and the others."""

    plain: list[Provision]
    numbered: list[Provision]


def compare(
    old: Sequence[Part], new: Sequence[Part], *, old_name: str = "", new_name: str = ""
) -> Comparison:
    """Compare two documents, provision by provision.

    Provisions are matched by their words and their place, never by number alone.

    Args:
        old: The parts of the older text, blocks outlined.
        new: The parts of the newer text.
        old_name: What the older text is called; only copied into the result.
        new_name: The same of the newer one.

    Returns:
        Every provision of both sides in one pair.
    """
    pairs: list[Pair] = []
    weights: list[tuple[int, float]] = []
    for left, right in _opposite(old, new):
        for a, b in ((left.plain, right.plain), (left.numbered, right.numbered)):
            alignment = align(list(map(body, a)), list(map(body, b)))
            pairs += (_pair(a, b, group) for group in alignment.groups)
            size = sum(len(one.text) for one in (*a, *b))
            weights.append((size, alignment.shared))
    return Comparison(old_name, new_name, tuple(pairs), _is_rewritten(weights))


def _opposite(old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[_Side, _Side]]:
    """Yield what is to be compared: parts of one kind, and last the kinds that only one side has."""
    kinds_old, kinds_new = {part.kind for part in old}, {part.kind for part in new}
    for kind in _KINDS:
        if kind in kinds_old and kind in kinds_new:
            yield _side(old, {kind}), _side(new, {kind})
    alone = kinds_old ^ kinds_new
    if alone:
        yield _side(old, alone), _side(new, alone)


def _side(parts: Sequence[Part], kinds: set[PartKind]) -> _Side:
    found = [one for part in parts if part.kind in kinds for one in of_part(part)]
    return _Side([one for one in found if not one.label], [one for one in found if one.label])


def _pair(old: Sequence[Provision], new: Sequence[Provision], group: Group) -> Pair:
    return make(
        [old[i] for i in group.old],
        [new[j] for j in group.new],
        renumbered=group.renumbered,
        moved=group.moved,
    )


def _is_rewritten(weights: Sequence[tuple[int, float]]) -> bool:
    total = sum(size for size, _ in weights)
    kept = sum(size * shared for size, shared in weights)
    return total > 0 and kept / total < REWRITTEN
