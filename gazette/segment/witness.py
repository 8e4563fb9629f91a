"""From a draft to witnesses: each document's parts, metadata and place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gazette.model.document import Witness
from gazette.model.source import LineKind, Medium, Span
from gazette.segment.anatomy import Anatomy, dissect
from gazette.segment.blocks import parts as blocks_of
from gazette.segment.card import facts
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.join import join
from gazette.segment.metadata import Around, read_metadata
from gazette.segment.para import Para
from gazette.segment.stamps import read_stamp
from gazette.segment.tails import documents

_BROKEN = frozenset({Medium.PLAIN, Medium.PDF, Medium.OFD})
"""Media whose lines are those of a page and no paragraphs."""
_CLOSING = re.compile(r"Top|TOP|回頂端|回到頂端")


def witnesses(draft: Draft) -> tuple[Witness, ...]:
    """Read every document of a draft."""
    ranges = list(documents(draft.pieces))
    known = tuple(
        name
        for issuer in draft.register.issuers
        for name in (issuer.name, *issuer.short)
        if len(name) > 2
    )
    drop = frozenset(at for aside in draft.asides for at in range(*aside.span))
    return tuple(_witness(draft, start, end, known, drop) for start, end in ranges)


def anatomy_of(draft: Draft, pieces: Sequence[Piece], known: tuple[str, ...]) -> Anatomy:
    """Tell the parts of the document that `pieces` hold."""
    lines = [Para(draft.read(piece), (piece,)) for piece in pieces]
    anatomy = dissect(lines, known)
    if draft.extraction.source.medium in _BROKEN:
        return replace(anatomy, paras=tuple(join(anatomy.paras)))
    return anatomy


def _witness(
    draft: Draft, start: int, end: int, known: tuple[str, ...], drop: frozenset[int]
) -> Witness:
    pieces = [piece for piece in draft.pieces[start:end] if piece.tag is Tag.TEXT]
    anatomy = anatomy_of(draft, pieces, known)
    source = draft.extraction.text
    made = blocks_of(source, anatomy.paras, drop)
    meta, evidence = read_metadata(source, anatomy, made, _around(draft, start, end, pieces))
    return Witness(
        source=draft.extraction.source.sha256,
        span=Span(pieces[0].start, _end(draft, pieces[-1], end)),
        meta=meta,
        parts=made,
        evidence=evidence,
    )


def _end(draft: Draft, last: Piece, end: int) -> int:
    """Return where the document ends: the mark that closes an item lies within it."""
    for piece in draft.pieces[:end][-1:]:
        if piece.start > last.end and _CLOSING.fullmatch(draft.read(piece)):
            return piece.end
    return last.end


def _around(draft: Draft, start: int, end: int, pieces: Sequence[Piece]) -> Around:
    stamp = None
    if end < len(draft.pieces) and draft.pieces[end].tag is Tag.STAMP:
        piece = draft.pieces[end]
        stamp = read_stamp(draft.read(piece), piece.start)
    listed = stamp is not None and len(pieces) > 1 and _is_listed(pieces)
    alone = sum(piece.opens for piece in draft.pieces) == 1
    return Around(stamp, facts(draft) if alone else (), draft.gazette, listed)


def _is_listed(pieces: Sequence[Piece]) -> bool:
    """Tell whether the title stands on a line of its own above a text set on one line."""
    first, second = pieces[0].line, pieces[1].line
    text = all(piece.line.kind is LineKind.TEXT for piece in pieces[:2])
    return text and first != second and all(piece.line == second for piece in pieces[1:])
