"""Two versions of one file with a common ancestor, joined: block by block, entry by entry.

What only one side changed is taken from it.  What both changed otherwise is a conflict, which an
editor decides; nothing is guessed.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from gazette.errors import ArchiveError
from gazette.model.document import Block, Part, PartKind, Policy
from gazette.structure import outline

T = TypeVar("T")
HERE, THERE = "here", "there"


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a part, as an item among blocks."""

    kind: PartKind
    title: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A block as it is compared: its text and role; the rest follows from them."""

    block: Block
    address: str = ""

    def __eq__(self, other: object) -> bool:
        """Tell whether two blocks say the same."""
        return isinstance(other, Line) and self._key() == other._key()

    def __hash__(self) -> int:
        """Return a hash of what is compared."""
        return hash(self._key())

    def _key(self) -> tuple[str, str]:
        return self.block.text, self.block.role


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed, each in its own way."""

    path: str
    place: str
    """The address of the block, or the name of the field."""
    base: str
    here: str
    there: str

    @property
    def id(self) -> str:
        """A name that stays the same over runs: it derives from the readings."""
        seed = "\0".join((self.path, self.place, self.base, self.here, self.there))
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(slots=True)
class Merger:
    """Joins what it is given and keeps the conflicts; `choices` answers those already decided."""

    path: str
    choices: Mapping[str, str]
    """Id of a conflict: `here` or `there`."""
    conflicts: list[Conflict]

    def decide(self, place: str, base: T, here: T, there: T, show: Callable[[T], str] = str) -> T:
        """Return what holds of one thing that may have changed on both sides."""
        if there in (here, base):
            return here
        if here == base:
            return there
        conflict = Conflict(self.path, place, show(base), show(here), show(there))
        choice = self.choices.get(conflict.id)
        if choice is None:
            self.conflicts.append(conflict)
        return there if choice == THERE else here

    def policy(self, base: Policy | None, here: Policy, there: Policy) -> Policy:
        """Join two versions of a policy: fields, flags and sources, and blocks."""
        old = base or here
        meta = {
            each.name: self.decide(
                each.name, *(getattr(side.meta, each.name) for side in (old, here, there))
            )
            for each in fields(here.meta)
        }
        return replace(
            here,
            meta=replace(here.meta, **meta),
            parts=self.parts(base.parts if base else None, here.parts, there.parts),
            sources=union(old.sources, here.sources, there.sources),
            flags=union(old.flags, here.flags, there.flags),
        )

    def parts(
        self, base: Sequence[Part] | None, here: Sequence[Part], there: Sequence[Part]
    ) -> tuple[Part, ...]:
        """Join two texts block by block."""
        ours, theirs = _items(here), _items(there)
        old = _items(base) if base is not None else _common(ours, theirs)
        merged: list[Head | Line] = []
        for stretch in _stretches(old, ours, theirs):
            merged += self._stretch(*stretch)
        return _parts(merged)

    def _stretch(
        self, base: list[Head | Line], here: list[Head | Line], there: list[Head | Line]
    ) -> list[Head | Line]:
        if len(base) == len(here) == len(there):
            triples = zip(base, here, there, strict=True)
            return [
                self.decide(_place([one]), one, two, three, _show) for one, two, three in triples
            ]
        return self.decide(_place(base or here), base, here, there, _show_all)

    def tables(
        self, keys: Sequence[str], *sides: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Join two lists of entries; entries of the same `keys` are the same one.

        Args:
            keys: Names of the fields that tell an entry from others.
            sides: The list as it was, as it is here, and as it is there.
        """
        base, here, there = ({_key(each, keys): each for each in side} for side in sides)
        merged = []
        for key in (*here, *(key for key in there if key not in here)):
            place = " ".join(str(word)[:40] for word in key)
            kept = self.decide(place, base.get(key), here.get(key), there.get(key))
            if kept is not None:
                merged.append(kept)
        return merged


def _key(entry: dict[str, Any], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(entry.get(key)) for key in keys)


def union(base: Sequence[T], here: Sequence[T], there: Sequence[T]) -> tuple[T, ...]:
    """Join two lists without order: what either side added or took away."""
    kept = [each for each in here if each in there or each not in base]
    return (*kept, *(each for each in there if each not in here and each not in base))


def _items(parts: Sequence[Part]) -> list[Head | Line]:
    found: list[Head | Line] = []
    for part in parts:
        found.append(Head(part.kind, part.title))
        found += [Line(block, block.address) for block in part.blocks]
    return found


def _parts(items: Sequence[Head | Line]) -> tuple[Part, ...]:
    found: list[tuple[Head, list[Block]]] = []
    for item in items:
        if isinstance(item, Head):
            found.append((item, []))
        elif found:
            found[-1][1].append(item.block)
        else:
            raise ArchiveError("The merged text begins outside any part.", "Decide it by hand.")
    return tuple(Part(head.kind, head.title, outline(blocks)) for head, blocks in found)


def _matches(one: Sequence[T], other: Sequence[T]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(match.a, match.b, match.size) for match in matcher.get_matching_blocks()]


def _common(one: list[Head | Line], other: list[Head | Line]) -> list[Head | Line]:
    """Return what two texts without an ancestor share: as if both had added the rest."""
    return [item for at, _, size in _matches(one, other) for item in one[at : at + size]]


def _stretches(
    base: list[T], here: list[T], there: list[T]
) -> list[tuple[list[T], list[T], list[T]]]:
    """Cut three texts where all of them agree; give the stretches in order."""
    in_here = {a + i: b + i for a, b, size in _matches(base, here) for i in range(size)}
    in_there = {a + i: b + i for a, b, size in _matches(base, there) for i in range(size)}
    found = []
    at = (0, 0, 0)
    for index in range(len(base)):
        if index in in_here and index in in_there:
            stop = (index, in_here[index], in_there[index])
            found.append(_cut((base, here, there), at, stop))
            at = (stop[0] + 1, stop[1] + 1, stop[2] + 1)
            found.append(([base[index]], [here[stop[1]]], [there[stop[2]]]))
    found.append(_cut((base, here, there), at, (len(base), len(here), len(there))))
    return found


def _cut(
    texts: tuple[list[T], list[T], list[T]], start: tuple[int, ...], stop: tuple[int, ...]
) -> tuple[list[T], list[T], list[T]]:
    one, two, three = (
        text[begin:end] for text, begin, end in zip(texts, start, stop, strict=True)
    )
    return one, two, three


def _place(items: Sequence[Head | Line]) -> str:
    return next((i.address for i in items if isinstance(i, Line) and i.address), "")


def _show(item: Head | Line) -> str:
    return item.block.text if isinstance(item, Line) else f"{item.kind} {item.title or ''}".strip()


def _show_all(items: Sequence[Head | Line]) -> str:
    return "\n".join(map(_show, items))
