"""Paragraphs told by where their lines stand on a page: by the indent, and by short last lines."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gazette.model.document import Role
from gazette.model.source import Box, Line
from gazette.segment.draft import width
from gazette.segment.para import Para

INDENT = 0.6
"""A paragraph's first line is set in by at least this much of its height."""
HANG = 0.6
"""An opening bracket has this much white to its left, in heights."""
SLACK = 2.2
"""A full line ends within this many heights of the margin."""
SIDE_BY_SIDE = 4
"""A page has two columns when this many lines have another one beside them."""
STYLE = 8
"""A document sets paragraphs in when more than one line in so many is."""
_OPENING = frozenset("（(〔［[【《〈“‘「『")

_Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Margins:
    """Where each line stands, and the edges of its column, by where the line starts."""

    boxes: dict[int, Box]
    edges: dict[int, _Edges]
    indents: bool = False
    """Whether the document sets paragraphs in; else only short last lines part them."""

    def know(self, above: Line, below: Line) -> bool:
        """Tell whether both lines have a place."""
        return above.start in self.boxes and below.start in self.boxes

    def flows(self, above: Line, below: Line, first: str, *, ended: bool) -> bool:
        """Tell by their places on the page whether a line goes on with the one above.

        Args:
            above: The line above.
            below: The line in question.
            first: Its first character.
            ended: Whether the line above ends with a stop.
        """
        if self.set_in(below, first):
            return False
        box = self.boxes[above.start]
        _, right = self.edges[above.start]
        full = box.x1 >= right - SLACK * max(1.0, box.y1 - box.y0)
        return (full or not ended) if self.indents else (full and not ended)

    def set_in(self, line: Line, first: str) -> bool:
        """Tell whether a line is set in from the left edge of its column."""
        box = self.boxes[line.start]
        height = max(1.0, box.y1 - box.y0)
        indent = INDENT + HANG if first in _OPENING else INDENT
        return box.x0 - self.edges[line.start][0] > indent * height


def margins_of(paras: Sequence[Para]) -> Margins:
    """Find the column of every line that has a place on a page."""
    pieces = [piece for para in paras for piece in para.pieces]
    placed = [(piece.line.page, piece.line.start, piece.line.box) for piece in pieces]
    if not any(box for _, _, box in placed):
        placed = _wrapped(paras)
    pages: defaultdict[int | None, list[tuple[int, Box]]] = defaultdict(list)
    for page, start, box in placed:
        if box:
            pages[page].append((start, box))
    boxes = {start: box for lines in pages.values() for start, box in lines}
    edges: dict[int, _Edges] = {}
    for lines in pages.values():
        edges |= _of_page(lines)
    margins = Margins(boxes, edges)
    known = [para for para in paras if para.pieces[0].line.start in boxes]
    set_in = sum(margins.set_in(para.pieces[0].line, para.text[:1]) for para in known)
    return replace(margins, indents=set_in * STYLE > len(known))


_Placed = list[tuple[int | None, int, Box | None]]


def _wrapped(paras: Sequence[Para]) -> _Placed:
    """Give the lines of a text that was wrapped at one width the places they would have."""
    lines = [para for para in paras if para.role is Role.PARAGRAPH and len(para.pieces) == 1]
    ends = sorted(para.pieces[0].indent + width(para.text) for para in lines)
    if len(lines) < LEAST or not NARROWEST <= ends[-len(ends) // 10] <= WIDEST:
        return []
    right = ends[-len(ends) // 10]
    if sum(right - SLACK < end <= right + 1 for end in ends) < WRAPPED * len(ends):
        return []
    return [
        (None, para.pieces[0].line.start, _set(para, number)) for number, para in enumerate(lines)
    ]


def _set(para: Para, number: int) -> Box:
    indent = para.pieces[0].indent
    return Box(indent, 2.0 * number, indent + width(para.text), 2.0 * number + 1)


LEAST = 8
"""Fewer lines do not show at what width a text was wrapped."""
NARROWEST, WIDEST = 14, 60
"""Widths at which texts are wrapped, in Chinese characters."""
WRAPPED = 0.35
"""So many of the lines of a wrapped text are full."""


def _of_page(lines: Sequence[tuple[int, Box]]) -> dict[int, _Edges]:
    """Find the edges of the columns of one page."""
    gutter = _gutter([box for _, box in lines])
    columns: defaultdict[int, list[tuple[int, Box]]] = defaultdict(list)
    for start, box in lines:
        columns[_column(box, gutter)].append((start, box))
    edges: dict[int, _Edges] = {}
    for column in columns.values():
        left, right = min(box.x0 for _, box in column), max(box.x1 for _, box in column)
        edges |= {start: (left, right) for start, _ in column}
    return edges


def _gutter(boxes: Sequence[Box]) -> float | None:
    """Find the middle of the white between two columns, `None` where a page has one."""
    ordered = sorted(boxes, key=lambda box: (box.y0, box.x0))
    gaps = [
        (one.x1 + other.x0) / 2
        for one, other in pairwise(ordered)
        if other.x0 > one.x1 and abs(other.y0 - one.y0) < (one.y1 - one.y0) / 2
    ]
    return median(gaps) if len(gaps) >= SIDE_BY_SIDE else None


def _column(box: Box, gutter: float | None) -> int:
    """Tell the left column from the right one, and both from what spans them."""
    if gutter is None or box.x0 < gutter < box.x1:
        return 0
    return 1 if box.x1 <= gutter else 2
