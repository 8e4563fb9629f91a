"""The settled text: the base with its rulings, in whole paragraphs, and who vouches for each letter.

Words come from the copy with precedence; paragraphs from the copy whose paragraphs no page has
broken.  Every letter is a cell that knows where it came from, until the runs are told.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from gazette.collate import style
from gazette.collate.apparatus import Apparatus
from gazette.collate.copy import Copy, Piece
from gazette.collate.pages import page_breaks
from gazette.model.collation import Origin
from gazette.model.document import Block, Part, PartKind, Role
from gazette.model.source import Span
from gazette.structure import outline


class Cell(NamedTuple):
    """One letter of the settled text and who vouches for it."""

    char: str
    why: str
    source: str | None = None
    place: int | None = None
    """Where it stands in the source."""
    ruling: str | None = None
    """Id of the variant ruled on, or still open."""


@dataclass(frozen=True)
class Draft:
    """A block of the settled text before it is styled."""

    start: int
    """Where it begins in the base's key."""
    role: Role
    part: tuple[PartKind, int]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the settled text reads at a locus."""

    cells: tuple[Cell, ...]
    opens: bool = False
    """Whether it opens a paragraph, where the base reads nothing."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The settled text."""

    parts: tuple[Part, ...]
    origins: tuple[Origin, ...]
    starts: tuple[int, ...]
    """Where each block begins in the base's key, signatories aside."""
    addresses: tuple[str, ...]
    """The address of each of these blocks."""

    def address(self, at: int) -> str:
        """Return the address of the block that holds a place in the base's key."""
        index = bisect_right(self.starts, at) - 1
        return self.addresses[index] if index >= 0 else ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in the base's key where a block begins, and what block that is."""

    at: int
    piece: Piece


def best_structure(apparatus: Apparatus) -> int:
    """Return the index of the copy whose paragraphs are best: least broken by pages, then first."""
    broken = page_breaks(apparatus)
    whole = max(len(copy.pieces) for copy in apparatus.copies)
    return min(
        range(len(apparatus.copies)),
        key=lambda index: (
            4 * len(apparatus.copies[index].pieces) < whole,
            len(broken[index]),
            index,
        ),
    )


def cuts(apparatus: Apparatus) -> list[Cut]:
    """Return where blocks begin: as the best copy has it, and the base where that copy is silent."""
    base = apparatus.copies[0]
    best = best_structure(apparatus)
    own = [Cut(base.normal.at(piece.start), piece) for piece in base.pieces]
    if best == 0:
        return own
    alignment = apparatus.alignments[best - 1]
    copy = apparatus.copies[best]
    found = {
        at: Cut(at, piece)
        for piece in reversed(copy.pieces)
        if (at := alignment.back(copy.normal.at(piece.start))) < len(base.normal.key)
    }
    lost = [(hunk.a0, hunk.a1) for hunk in alignment.hunks if hunk.a1 - hunk.a0 > LOST]
    for cut in own:
        if cut.at not in found and any(start <= cut.at <= end for start, end in lost):
            found[cut.at] = cut
    return [found[at] for at in sorted(found)]


LOST = 6
"""A stretch that the copy with the best paragraphs lacks is longer than this."""


def base_cells(apparatus: Apparatus, answers: Mapping[int, Answer]) -> Iterator[tuple[int, Cell]]:
    """Yield the base's letters with loci answered; each with its place in the base's key.

    Args:
        apparatus: The copies and their loci.
        answers: For a locus by its index, what the settled text reads there instead.
    """
    base = apparatus.copies[0]
    at = 0
    for index, locus in enumerate(apparatus.loci):
        raw = apparatus.raw(locus, 0)
        yield from _keyed(base, at, raw.start)
        answer = answers[index]
        inserted = locus.base.start == locus.base.end and not answer.opens
        place = locus.base.start - inserted
        yield from ((place, cell) for cell in answer.cells)
        at = max(at, raw.end)
    yield from _keyed(base, at, len(base.text))


def _keyed(base: Copy, start: int, end: int) -> Iterator[tuple[int, Cell]]:
    key = base.normal.at(start)
    where, sha256 = base.normal.where, base.sha256
    count = len(where)
    for index in range(start, end):
        while key < count and where[key] < index:
            key += 1
        yield key, Cell(base.text[index], "witness", sha256, base.source_place(index))


def copy_cells(copy: Copy, start: int, end: int, why: str, variant: str) -> tuple[Cell, ...]:
    """Return the letters of a copy from `start` to `end`, line feeds a page broke in left out."""
    pages = {index for index in range(start, end) if copy.text[index] == "\n"}
    pages -= {piece.start - 1 for piece in copy.pieces if piece.block.label}
    pages -= {index for index in pages if copy.text[index - 1 : index] in ENDS}
    return tuple(
        Cell(copy.text[index], why, copy.sha256, copy.source_place(index), variant)
        for index in range(start, end)
        if index not in pages
    )


ENDS = frozenset("。；：！？;:!?")
"""A line that ends so ends a paragraph."""


def written_cells(text: str, variant: str) -> tuple[Cell, ...]:
    """Return the letters an editor wrote in a ruling."""
    return tuple(Cell(char, "ruling", None, None, variant) for char in text)


def drafts(apparatus: Apparatus, answers: Mapping[int, Answer]) -> Iterator[Draft]:
    """Cut the base's letters into the blocks of the settled text.

    One block at a time: letters as cells take many times what they take as text.
    """
    places = cuts(apparatus) or [Cut(0, Piece(0, 0, Block(""), (PartKind.NOTICE, 0)))]
    keyed = base_cells(apparatus, answers)
    held = next(keyed, None)
    for index, cut in enumerate(places):
        stop = places[index + 1].at if index + 1 < len(places) else None
        cells: list[Cell] = []
        while held is not None and (stop is None or held[0] < stop):
            cells.append(held[1])
            held = next(keyed, None)
        yield from _as_drafts(cut, cells)


def _as_drafts(cut: Cut, cells: list[Cell]) -> Iterator[Draft]:
    """Make a draft of a block's letters; a ruling may have brought more paragraphs."""
    rows: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.char == "\n" and cell.why == "ruling" and cut.piece.block.role is not Role.TABLE:
            rows.append([])
        else:
            rows[-1].append(cell)
    for row in rows:
        brought = len(rows) > 1 and all(cell.why == "ruling" for cell in row)
        role = Role.PARAGRAPH if brought else cut.piece.block.role
        yield Draft(cut.at, role, cut.piece.part, _joined(row, role))


def _joined(cells: list[Cell], role: Role) -> tuple[Cell, ...]:
    """Drop line feeds that a page break left; rows of a table keep theirs."""
    if role is not Role.TABLE:
        cells = [cell for cell in cells if cell.char != "\n"]
    shown = [index for index, cell in enumerate(cells) if not cell.char.isspace()]
    return tuple(cells[shown[0] : shown[-1] + 1]) if shown else ()


def styled(draft: Draft) -> Draft:
    """Put a block into the house style."""
    cells = draft.cells
    text = "".join(cell.char for cell in cells)
    for edits in style.all_edits(text, draft.role):
        cells = tuple(_edited(cells, edits))
    return Draft(draft.start, draft.role, draft.part, cells)


def _edited(cells: Sequence[Cell], edits: Sequence[style.Edit]) -> Iterator[Cell]:
    """Yield the letters with edits of the house style applied."""
    at = 0
    for edit in edits:
        yield from cells[at : edit.start]
        yield from (Cell(char, "house-style") for char in edit.new)
        at = edit.end
    yield from cells[at:]


def assemble(drafts_: Iterable[Draft]) -> Settled:
    """Make parts, addresses and origins of the blocks, empty ones dropped."""
    kept = (draft for draft in map(styled, drafts_) if draft.cells)
    begins: list[int] = []
    parts: list[Part] = []
    origins: list[Origin] = []
    for key, group in groupby(kept, key=lambda draft: draft.part):
        plain: list[Block] = []
        for index, draft in enumerate(group):
            plain.append(Block(draft_text(draft), draft.role))
            begins.append(draft.start)
            origins += _origins(len(parts), index, draft.cells)
        mine = outline(plain)
        parts.append(Part(key[0], _title(mine), mine))
    blocks = (block for part in parts for block in part.blocks)
    running = [
        (start, block.address)
        for start, block in zip(begins, blocks, strict=True)
        if block.role is not Role.SIGNATORY
    ]
    starts, addresses = zip(*running, strict=True) if running else ((), ())
    return Settled(tuple(parts), tuple(origins), starts, addresses)


def draft_text(draft: Draft) -> str:
    """Return the letters of a draft."""
    return "".join(cell.char for cell in draft.cells)


def _title(blocks: Iterable[Block]) -> str | None:
    return next((block.text for block in blocks if block.role is Role.TITLE), None)


def _origins(part: int, block: int, cells: Sequence[Cell]) -> Iterator[Origin]:
    """Join neighbouring letters with one origin to runs."""
    start = 0
    for index in range(1, len(cells) + 1):
        if index < len(cells) and _goes_on(cells[index - 1], cells[index]):
            continue
        first, last = cells[start], cells[index - 1]
        places = first.place is not None and last.place is not None
        span = Span(first.place or 0, (last.place or 0) + 1) if places else None
        yield Origin(part, block, start, index, first.source, span, first.why, first.ruling)
        start = index


def _goes_on(one: Cell, other: Cell) -> bool:
    if one.why != other.why or one.source != other.source or one.ruling != other.ruling:
        return False
    return other.place == (None if one.place is None else one.place + 1)
