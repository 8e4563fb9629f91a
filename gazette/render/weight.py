"""What a page to be set may hold, and what setting it may cost.

Setting costs time and memory in step with the length of the page, so the bounds grow with it.  What
makes it cost more than that (depth, spans of cells, one endless word) no issue needs; it is refused
by one pass over the tags before anything is started.
"""

import math
import re
from dataclasses import dataclass

from gazette.bounded import Bounds
from gazette.errors import RenderError

MIB = 1024 * 1024

MAX_HTML = 8 * MIB
"""Characters of a page; some 6,000 pages of an issue."""
MAX_DEPTH = 100
"""Open elements at once; an issue has some twelve.  WeasyPrint gives up at about 150."""
MAX_SPAN = 1_000
"""Columns or rows one cell may claim."""
MAX_CELLS = 10_000
"""Cells of one table, those that a cell spans counted."""
MAX_PIECES = 5_000
"""Elements that stand in a line (emphasis, links) in one element."""
MAX_TEXT = 100_000
"""Characters between two tags: a paragraph of a hundred pages."""

CPU, CPU_EACH, MAX_CPU = 8, 0.15, 900
"""Seconds of processor time: for any page, for each 1,000 characters of it, and in all.  Measured:
1 s to start and 0.06 s for each 1,000 characters, on a busy machine."""
MEMORY, MEMORY_EACH, MAX_MEMORY = 384 * MIB, MIB // 2, 2048 * MIB
"""Bytes likewise.  Measured: 180 MiB, and 0.4 MiB for each 1,000 characters."""
MAPPED = 1024 * MIB
"""Bytes of address space for libraries and fonts."""
OUTPUT = 256 * MIB
"""Bytes of a PDF."""
WALL = 20
"""Seconds by the clock for each of processor time: a page waits for nothing, but a machine may be busy."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})")
_SPAN = re.compile(r"""(col|row|\s)span\s{0,4}=\s{0,4}["']?\s{0,4}(\d{1,20})""", re.IGNORECASE)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_PIECES = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_CLOSES = {
    "p": frozenset({"p"}),
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
}
"""What an opening tag closes where the closing tag was left out, as HTML allows."""
_DRAWINGS = frozenset({"svg", "math"})
ADVICE = "Look for a document, a table or a word of absurd size, or split the issue."


def bounds(html: str) -> Bounds:
    """Return what setting a page may cost."""
    thousands = math.ceil(len(html) / 1000)
    cpu = min(MAX_CPU, CPU + math.ceil(thousands * CPU_EACH))
    memory = min(MAX_MEMORY, MEMORY + thousands * MEMORY_EACH)
    return Bounds(cpu, WALL * cpu, memory, OUTPUT, MAPPED)


def check(html: str) -> None:
    """Refuse a page that no issue needs and that would cost more than its length says.

    Depth is counted from the tags as written, not as a browser would mend them: a page of missing
    closing tags counts as deeper than it is, and the bounds of the child stand behind.

    Raises:
        RenderError: The page is too long or too deep, or holds a table or a text of absurd size.
    """
    if len(html) > MAX_HTML:
        raise RenderError("The page is too large for one PDF.", "Split the issue.")
    stack: list[_Open] = []
    before, name = 0, "page"
    for tag in _TAG.finditer(html):
        _check_text(html, before, tag.start(), name)
        before, name = tag.start(), tag[2].lower()
        if tag[1]:
            _close(stack, name)
        else:
            _open(stack, name, html[tag.end() : _end(html, tag.end())])
    _check_text(html, before, len(html), name)


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    name: str
    cells: int = 0
    pieces: int = 0


def _end(html: str, start: int) -> int:
    """Return where the attributes of a tag end, or a place before that, past all that matters."""
    found = html.find(">", start, start + MAX_TEXT)
    return found if found >= 0 else min(len(html), start + MAX_TEXT)


def _check_text(html: str, start: int, end: int, name: str) -> None:
    if end - start > MAX_TEXT:
        raise RenderError(
            f"The page holds {end - start:,} characters without a break: {html[start : start + 40]!r}.",
            ADVICE,
        )


def _close(stack: list[_Open], name: str) -> None:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].name == name:
            del stack[at:]
            return


def _open(stack: list[_Open], name: str, attributes: str) -> None:
    closes = _CLOSES.get(name, frozenset())
    while stack and stack[-1].name in closes:
        stack.pop()
    area = _area(attributes)
    if name in {"td", "th"}:
        _count_cells(stack, area)
    if stack and name in _PIECES:
        _count_piece(stack[-1])
    if name in _VOID or (attributes.endswith("/") and _is_drawn(stack)):
        return
    stack.append(_Open(name))
    if len(stack) > MAX_DEPTH:
        raise RenderError(f"The page is nested too deeply: {MAX_DEPTH} elements at most.", ADVICE)


def _is_drawn(stack: list[_Open]) -> bool:
    """Tell whether a slash at the end closes a tag: in HTML it does not, in SVG it does."""
    return any(each.name in _DRAWINGS for each in stack)


def _area(attributes: str) -> int:
    """Return how many places of a table an element claims."""
    area = 1
    for span in _SPAN.finditer(attributes):
        if int(span[2]) > MAX_SPAN:
            raise RenderError(
                f"A cell claims {span[2]} columns or rows: {MAX_SPAN:,} at most.", ADVICE
            )
        area *= max(1, int(span[2]))
    return area


def _count_cells(stack: list[_Open], area: int) -> None:
    table = next((each for each in reversed(stack) if each.name == "table"), None)
    if table is None:
        return
    table.cells += area
    if table.cells > MAX_CELLS:
        raise RenderError(f"A table has more than {MAX_CELLS:,} cells.", ADVICE)


def _count_piece(parent: _Open) -> None:
    parent.pieces += 1
    if parent.pieces > MAX_PIECES:
        raise RenderError(
            f"A <{parent.name}> holds more than {MAX_PIECES:,} pieces of text.", ADVICE
        )
