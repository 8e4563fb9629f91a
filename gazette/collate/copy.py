"""One witness made ready to be collated: its running text, and the way back to its source."""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from gazette.align import Normal, normalise
from gazette.model.document import Block, Part, PartKind, Role, Witness
from gazette.model.source import Source, Span
from gazette.text.fold import fold


@dataclass(frozen=True)
class Piece:
    """A block of the running text and where it stands in it."""

    start: int
    end: int
    block: Block
    part: tuple[PartKind, int]
    """Kind of its part, and which part of that kind it is."""


@dataclass(frozen=True)
class Signers:
    """Signatories in a row, and the index of the piece they stand before."""

    before: int
    blocks: tuple[Block, ...]
    part: tuple[PartKind, int]


@dataclass(frozen=True)
class Copy:
    """A witness as one text: blocks joined by line feeds, rows of signatories taken out."""

    witness: Witness
    source: Source
    text: str = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    signers: tuple[Signers, ...] = field(repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the source."""
        return self.source.sha256

    @cached_property
    def normal(self) -> Normal:
        """The text folded, with its way back."""
        return normalise(self.text)

    @cached_property
    def starts(self) -> frozenset[int]:
        """Where blocks begin in the key."""
        return frozenset(self.normal.at(piece.start) for piece in self.pieces)

    @cached_property
    def _places(self) -> "array[int]":
        """Where each character stands in the source; -1 if it was not read there."""
        places = array("l", [-1]) * len(self.text)
        for piece in self.pieces:
            for trace in piece.block.trace:
                start = piece.start + trace.at
                end = min(start + trace.length, len(places))
                places[start:end] = array("l", range(trace.start, trace.start + end - start))
        return places

    def source_place(self, index: int) -> int | None:
        """Return where `text[index]` stands in the source; `None` if it was not read there."""
        place = self._places[index]
        return place if place >= 0 else None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the source that `text[start:end]` was read from.

        An empty stretch stands right behind the character before it.
        """
        places = [p for p in map(self.source_place, range(start, end)) if p is not None]
        if places:
            return Span(min(places), max(places) + 1)
        for index in range(start - 1, -1, -1):
            place = self.source_place(index)
            if place is not None:
                return Span(place + 1, place + 1)
        return Span(self.witness.span.start, self.witness.span.start)

    def block_at(self, index: int) -> Block:
        """Return the block that `text[index]` stands in; an empty one where there is no text."""
        if not self.pieces:
            return Block("")
        at = bisect_right(self.pieces, index, key=lambda piece: piece.start) - 1
        return self.pieces[max(0, at)].block


def make_copies(witnesses: Sequence[Witness], sources: Sequence[Source]) -> list[Copy]:
    """Make the witnesses ready; rows of signatories are set apart where they answer each other."""
    apart = _rows_agree([_rows(witness.parts) for witness in witnesses])
    return [_copy(w, s, apart) for w, s in zip(witnesses, sources, strict=True)]


def _rows(parts: Sequence[Part]) -> list[str]:
    """Return the text of each row of signatories, folded."""
    blocks = [block for part in parts for block in part.blocks]
    grouped = groupby(blocks, key=lambda block: block.role is Role.SIGNATORY)
    return [fold("".join(b.text for b in row)) for signed, row in grouped if signed]


def _rows_agree(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether all copies have as many rows, and each has the letters of the first copy's."""
    if len({len(each) for each in rows}) > 1:
        return False
    return all(
        _share(mine, first) >= SHARED
        for each in rows[1:]
        for mine, first in zip(each, rows[0], strict=True)
    )


SHARED = 0.4
"""Letters two rows must share, whatever their order, to be one row of two copies."""


def _share(one: str, other: str) -> float:
    common = (Counter(one) & Counter(other)).total()
    return common / max(len(one), len(other), 1)


def _copy(witness: Witness, source: Source, apart: bool) -> Copy:
    pieces: list[Piece] = []
    signers: list[Signers] = []
    row: list[Block] = []
    row_part: tuple[PartKind, int] | None = None
    at = 0
    for part_key, block in _numbered(witness.parts):
        if apart and block.role is Role.SIGNATORY:
            row.append(block)
            row_part = row_part or part_key
            continue
        if row and row_part:
            signers.append(Signers(len(pieces), tuple(row), row_part))
            row, row_part = [], None
        pieces.append(Piece(at, at + len(block.text), block, part_key))
        at += len(block.text) + 1
    if row and row_part:
        signers.append(Signers(len(pieces), tuple(row), row_part))
    text = "\n".join(piece.block.text for piece in pieces)
    return Copy(witness, source, text, tuple(pieces), tuple(signers))


def _numbered(parts: Sequence[Part]) -> list[tuple[tuple[PartKind, int], Block]]:
    """Return all blocks, each with the kind of its part and its count among that kind."""
    seen: dict[PartKind, int] = {}
    found: list[tuple[tuple[PartKind, int], Block]] = []
    for part in parts:
        count = seen.get(part.kind, 0)
        seen[part.kind] = count + 1
        found += [((part.kind, count), block) for block in part.blocks]
    return found
