"""From the lines of a medium to pieces; what the medium itself calls furniture is set aside."""

from dataclasses import replace

from gazette.model.source import Extraction, Line, LineKind
from gazette.segment.draft import Piece, trim, width


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
        made.append(replace(_piece(line, start, end, gap=gap), indent=indent))
        last = end
    return tuple(made)


def _piece(line: Line, start: int, end: int, *, gap: bool) -> Piece:
    piece = Piece(start, end, line, gap=gap)
    if line.kind is LineKind.FURNITURE:
        return piece.set_aside(line.note or "furniture of the medium")
    if line.kind is LineKind.HIDDEN:
        return piece.set_aside(f"hidden: {line.note or 'not shown to a reader'}")
    return piece
