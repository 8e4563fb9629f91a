"""Two documents to a comparison: notice against notice, instrument against instrument."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazette.compare.alignment import Group, align
from gazette.compare.body import body
from gazette.compare.pairs import make
from gazette.compare.provisions import of_part
from gazette.model.comparison import Comparison, Pair, Provision
from gazette.model.document import Part, PartKind

REWRITTEN = 0.3
"""Below this shared part of both texts the new one is a new rule, not an edited one."""
_KINDS = tuple(PartKind)


@dataclass(frozen=True, slots=True)
class _Side:
    """The provisions of one side's parts of one kind: the numbered ones and the rest, in order."""

    all: tuple[Provision, ...]

    @property
    def numbered(self) -> list[int]:
        return [index for index, one in enumerate(self.all) if one.label]

    @property
    def plain(self) -> list[int]:
        return [index for index, one in enumerate(self.all) if not one.label]


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
        groups, shared = _groups(left, right)
        pairs += (_pair(left, right, group) for group in groups)
        size = sum(len(one.text) for one in (*left.all, *right.all))
        weights.append((size, shared))
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
    return _Side(tuple(one for part in parts if part.kind in kinds for one in of_part(part)))


def _groups(left: _Side, right: _Side) -> tuple[list[Group], float]:
    """Align the numbered provisions among themselves, and the rest among themselves."""
    found: list[Group] = []
    shared = 1.0
    for a, b in ((left.plain, right.plain), (left.numbered, right.numbered)):
        alignment = align([body(left.all[i]) for i in a], [body(right.all[j]) for j in b])
        shared = alignment.shared
        found += (
            Group(
                tuple(a[i] for i in group.old),
                tuple(b[j] for j in group.new),
                group.renumbered,
                group.moved,
            )
            for group in alignment.groups
        )
    return found, shared


def _pair(left: _Side, right: _Side, group: Group) -> Pair:
    return make(
        [left.all[i] for i in group.old],
        [right.all[j] for j in group.new],
        renumbered=group.renumbered,
        moved=group.moved,
    )


def _is_rewritten(weights: Sequence[tuple[int, float]]) -> bool:
    total = sum(size for size, _ in weights)
    kept = sum(size * shared for size, shared in weights)
    return total > 0 and kept / total < REWRITTEN
