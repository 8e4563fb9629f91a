"""From a draft to witnesses: each document's parts, metadata and place."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazette.model.document import Witness
from gazette.model.source import LineKind, Medium, Span
from gazette.segment.anatomy import Anatomy, dissect
from gazette.segment.blocks import parts as blocks_of
from gazette.segment.card import Fact, facts
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.join import join
from gazette.segment.metadata import Around, read_metadata
from gazette.segment.para import Para
from gazette.segment.stamps import read_stamp
from gazette.segment.tails import documents

_BROKEN = frozenset({Medium.PLAIN, Medium.PDF, Medium.OFD})
"""Media whose lines are those of a page and no paragraphs."""
_CLOSING = re.compile(r"Top|TOP|回頂端|回到頂端")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same for all documents of a source."""

    draft: Draft
    known: tuple[str, ...]
    """Names of organs that may stand run together."""
    drop: frozenset[int]
    """Positions of characters no text keeps."""
    stamps: tuple[int, ...]
    """Which pieces are stamps."""
    facts: tuple[Fact, ...]
    """The particulars of the page, where it carries one document."""


def witnesses(draft: Draft) -> tuple[Witness, ...]:
    """Read every document of a draft."""
    ranges = list(documents(draft.pieces))
    names = [name for each in draft.register.issuers for name in (each.name, *each.short)]
    frame = _Frame(
        draft,
        known=tuple(name for name in names if len(name) > SHORTEST),
        drop=frozenset(at for aside in draft.asides for at in range(*aside.span)),
        stamps=tuple(at for at, piece in enumerate(draft.pieces) if piece.tag is Tag.STAMP),
        facts=facts(draft) if len(ranges) == 1 else (),
    )
    return tuple(_witness(frame, start, end) for start, end in ranges)


SHORTEST = 2
"""Names as short as this part nothing: they stand inside others."""


def anatomy_of(draft: Draft, pieces: Sequence[Piece], known: tuple[str, ...]) -> Anatomy:
    """Tell the parts of the document that `pieces` hold."""
    lines = [Para(draft.read(piece), (piece,)) for piece in pieces]
    anatomy = dissect(lines, known)
    if draft.extraction.source.medium in _BROKEN:
        return replace(anatomy, paras=tuple(join(anatomy.paras)))
    return anatomy


def _witness(frame: _Frame, start: int, end: int) -> Witness:
    draft = frame.draft
    pieces = [piece for piece in draft.pieces[start:end] if piece.tag is Tag.TEXT]
    anatomy = anatomy_of(draft, pieces, frame.known)
    source = draft.extraction.text
    made = blocks_of(source, anatomy.paras, frame.drop)
    meta, evidence = read_metadata(source, anatomy, made, _around(frame, end, pieces))
    return Witness(
        source=draft.extraction.source.sha256,
        span=Span(pieces[0].start, _end(draft, pieces[-1], end)),
        meta=meta,
        parts=made,
        evidence=evidence,
    )


def _end(draft: Draft, last: Piece, end: int) -> int:
    """Return where the document ends: the mark that closes an item lies within it."""
    closing = draft.pieces[end - 1]
    inside = closing.start > last.end and _CLOSING.fullmatch(draft.read(closing))
    return closing.end if inside else last.end


def _around(frame: _Frame, end: int, pieces: Sequence[Piece]) -> Around:
    """Return what stands around a document; the documents of one entry share its stamp."""
    draft = frame.draft
    next_stamp = bisect_left(frame.stamps, end)
    stamp = None
    if next_stamp < len(frame.stamps):
        piece = draft.pieces[frame.stamps[next_stamp]]
        stamp = read_stamp(draft.read(piece), piece.start)
    listed = stamp is not None and len(pieces) > 1 and _is_listed(pieces)
    return Around(stamp, frame.facts, draft.gazette, listed)


def _is_listed(pieces: Sequence[Piece]) -> bool:
    """Tell whether the title stands on a line of its own above a text set on one line."""
    first, second = pieces[0].line, pieces[1].line
    text = all(piece.line.kind is LineKind.TEXT for piece in pieces[:2])
    return text and first != second and all(piece.line == second for piece in pieces[1:])
