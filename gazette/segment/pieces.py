"""From the lines of a medium to pieces; what the medium itself calls furniture is set aside."""

import re
from dataclasses import replace

from gazette.model.source import Extraction, Line, LineKind, Medium
from gazette.segment.draft import Piece, trim, width

HEADING_MARK = re.compile(r"#{1,6}[ \t\u3000]{0,4}(?=[\u3400-\u9fff《“（【])")
"""Markdown's mark of a heading; many write it without the space that would make it one."""


def pieces(extraction: Extraction, text: str) -> tuple[Piece, ...]:
    """Turn every line that shows something into a piece.

    Args:
        extraction: The source as its medium lays it out.
        text: Its text as the rules read it, equally long.
    """
    made: list[Piece] = []
    last = 0
    for line in extraction.lines:
        start, end = trim(text, line.start, line.end)
        if start == end:
            continue
        gap = text.count("\n", last, start) > 1
        indent = width(text[text.rfind("\n", last, start) + 1 or last : start])
        piece = replace(_piece(line, start, end, gap=gap), indent=indent)
        plain = extraction.source.medium is Medium.PLAIN
        made += _unmarked(piece, text) if plain else [piece]
        last = end
    return tuple(made)


def _unmarked(piece: Piece, text: str) -> list[Piece]:
    """Set the mark of a Markdown heading aside; the words keep the gap before the line."""
    mark = HEADING_MARK.match(text, piece.start, piece.end)
    if mark is None:
        return [piece]
    hashes = text[piece.start : mark.end()].rstrip()
    aside = piece.cut(piece.start, piece.start + len(hashes))
    words = replace(piece, start=mark.end())
    return [aside.set_aside("mark of a Markdown heading"), words]


def _piece(line: Line, start: int, end: int, *, gap: bool) -> Piece:
    piece = Piece(start, end, line, gap=gap)
    if line.kind is LineKind.FURNITURE:
        return piece.set_aside(line.note or "furniture of the medium")
    if line.kind is LineKind.HIDDEN:
        return piece.set_aside(f"hidden: {line.note or 'not shown to a reader'}")
    return piece
