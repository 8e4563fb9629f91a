"""The critical apparatus: places where copies differ from the base, and what each reads there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gazette.align import Alignment, Normal
from gazette.collate.copy import Copy
from gazette.model.source import Span
from gazette.words import Hunk
from gazette.words.display import NEAR, is_mark

SHORT = 12
"""Changes of two copies that only stand near each other are one change if no longer than this."""
CONTEXT = 16
"""Letters of context kept on either side of a place."""


class Stretch(NamedTuple):
    """A stretch of a copy's key."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Locus:
    """A place where copies differ; one stretch for each copy, the base first."""

    stretches: tuple[Stretch, ...]
    moved: bool = False
    """The passage stands elsewhere in another copy."""

    @property
    def base(self) -> Stretch:
        """The place in the base."""
        return self.stretches[0]


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The copies, base first, their alignments to the base, and the loci in order of the base."""

    copies: tuple[Copy, ...]
    alignments: tuple[Alignment, ...]
    """One for each copy but the base."""
    loci: tuple[Locus, ...]

    def text(self, locus: Locus, copy: int) -> str:
        """Return what a copy reads at a locus, in its own typography, line breaks dropped."""
        raw = self.raw(locus, copy)
        return "".join(self.copies[copy].text[raw.start : raw.end].split("\n")).strip()

    def raw(self, locus: Locus, copy: int) -> Stretch:
        """Return the stretch of a copy's text at a locus."""
        start, end = locus.stretches[copy]
        return Stretch(*self.copies[copy].normal.raw(start, end))

    def key(self, locus: Locus, copy: int) -> str:
        """Return what a copy reads at a locus, folded."""
        start, end = locus.stretches[copy]
        return self.copies[copy].normal.key[start:end]

    def keys(self, locus: Locus) -> tuple[str, ...]:
        """Return what every copy reads at a locus, folded."""
        return tuple(self.key(locus, copy) for copy in range(len(self.copies)))

    def span(self, locus: Locus, copy: int) -> Span:
        """Return where in its source a copy reads what it reads at a locus."""
        return self.copies[copy].span(*self.raw(locus, copy))

    def before(self, locus: Locus, copy: int = 0, length: int = CONTEXT) -> str:
        """Return the folded text just before a locus."""
        start = locus.stretches[copy].start
        return self.copies[copy].normal.key[max(0, start - length) : start]

    def after(self, locus: Locus, copy: int = 0, length: int = CONTEXT) -> str:
        """Return the folded text just after a locus."""
        end = locus.stretches[copy].end
        return self.copies[copy].normal.key[end : end + length]


def build(copies: Sequence[Copy], alignments: Sequence[Alignment]) -> Apparatus:
    """Find the loci of `copies`, each aligned to the first."""
    base = copies[0].normal
    loci = [_locus(change, alignments) for change in _gather(base.key, alignments)]
    loci = [locus for locus in loci if _differs(locus, base, alignments)]
    return Apparatus(tuple(copies), tuple(alignments), tuple(_join_moves(loci, alignments)))


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of the base that some copies change, and the hunks that do it."""

    stretch: Stretch
    hunks: tuple[tuple[int, Hunk], ...]
    """Each with the index of its alignment."""
    longest: int
    """Letters of the longest text that any side has here."""


def _gather(key: str, alignments: Sequence[Alignment]) -> list[_Change]:
    """Join the hunks of all alignments to changes that do not overlap."""
    single = [
        _single(alignment, index, hunk)
        for index, alignment in enumerate(alignments)
        for hunk in alignment.hunks
    ]
    joined: list[_Change] = []
    for change in sorted(single, key=lambda each: each.stretch):
        if joined and _one_change(key, joined[-1], change):
            joined.append(_together(joined.pop(), change))
        else:
            joined.append(change)
    return joined


def _single(alignment: Alignment, index: int, hunk: Hunk) -> _Change:
    stretch = _whole_figure(alignment.a, hunk.a0, hunk.a1, alignment.b.key[hunk.b0 : hunk.b1])
    return _Change(stretch, ((index, hunk),), max(hunk.a1 - hunk.a0, hunk.b1 - hunk.b0))


def _together(one: _Change, other: _Change) -> _Change:
    end = max(one.stretch.end, other.stretch.end)
    longest = max(one.longest, other.longest)
    return _Change(Stretch(one.stretch.start, end), one.hunks + other.hunks, longest)


def _one_change(key: str, one: _Change, other: _Change) -> bool:
    """Tell whether two changes overlap, or are short and stand as near as one change of one copy."""
    end, start = one.stretch.end, other.stretch.start
    if start < end or one.stretch == other.stretch:
        return True
    short = max(one.longest, other.longest) <= SHORT
    return short and start - end <= NEAR and not any(map(is_mark, key[end:start]))


def _whole_figure(base: Normal, start: int, end: int, other: str) -> Stretch:
    """Widen a change inside a figure to the whole figure: 1[0→5]00 is 1000 → 1500."""
    key = base.key
    if not any(_figure(char) for char in key[start:end] + other):
        return Stretch(start, end)
    while start and _figure(key[start - 1]) and _one_line(base, start):
        start -= 1
    while end < len(key) and _figure(key[end]) and _one_line(base, end):
        end += 1
    return Stretch(start, end)


def _one_line(base: Normal, at: int) -> bool:
    """Tell whether no line ends just before the letter at `at`."""
    if not 0 < at < len(base.where):
        return True
    return "\n" not in base.text[base.where[at - 1] : base.where[at]]


def _figure(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _locus(change: _Change, alignments: Sequence[Alignment]) -> Locus:
    answers = [
        _answer(change.stretch, alignment, [hunk for at, hunk in change.hunks if at == index])
        for index, alignment in enumerate(alignments)
    ]
    return Locus((change.stretch, *answers))


def _answer(stretch: Stretch, alignment: Alignment, hunks: Sequence[Hunk]) -> Stretch:
    """Return the stretch of the other copy that answers a stretch of the base."""
    if not hunks:
        start = alignment.across(stretch.start, letter=stretch.end > stretch.start)
        return Stretch(start, start + stretch.end - stretch.start)
    first, last = hunks[0], hunks[-1]
    return Stretch(first.b0 - (first.a0 - stretch.start), last.b1 + stretch.end - last.a1)


def _differs(locus: Locus, base: Normal, alignments: Sequence[Alignment]) -> bool:
    here = base.key[slice(*locus.base)]
    return any(
        each.b.key[slice(*stretch)] != here
        for each, stretch in zip(alignments, locus.stretches[1:], strict=True)
    )


def _join_moves(loci: Iterable[Locus], alignments: Sequence[Alignment]) -> list[Locus]:
    """Make one locus of a passage that is gone here and come there in another copy."""
    found = list(loci)
    for copy, alignment in enumerate(alignments, 1):
        for move in alignment.moves:
            gone = _one_covering(found, 0, copy, move.a0, move.a1)
            come = _one_covering(found, copy, 0, move.b0, move.b1)
            if gone is None or come is None:
                continue
            stretches = list(gone.stretches)
            stretches[copy] = come.stretches[copy]
            found[found.index(gone)] = Locus(tuple(stretches), moved=True)
            found.remove(come)
    return found


def _one_covering(
    loci: Sequence[Locus], copy: int, other: int, start: int, end: int
) -> Locus | None:
    """Return the locus where `copy` alone has the passage, and hardly anything besides."""
    for locus in loci:
        here, there = locus.stretches[copy], locus.stretches[other]
        if here.start <= start and end <= here.end and there.start == there.end:
            return locus if here.end - here.start <= (end - start) + NEAR + 2 else None
    return None
