"""The lines of a PDF's body, matched with the words they must say."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gazette.model.document import Role
from gazette.render.expected import PROSE, Expected, Stretch
from gazette.render.pdf_text import Line, Page, Read, lines
from gazette.render.profile import Profile
from gazette.text.fold import fold

_SLACK = 4.0
"""Points by which ink or an ascender may leave the type area."""
_FOLIO = re.compile(r"—\s?(\d{1,5})\s?—")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line on a page and what it belongs to."""

    line: Line
    page: int
    recto: bool
    """Whether its page is a right-hand one."""
    column: int
    top: float
    """Of its line box."""
    bottom: float
    stretch: Stretch | None = None
    """The block its last character belongs to; `None` for heads and page numbers."""
    ends: bool = False
    """Whether the block ends with this line."""

    @property
    def full(self) -> bool:
        """Whether it should reach the right edge: prose that goes on in the next line."""
        return bool(self.stretch and self.stretch.role in PROSE and not self.ends)

    @property
    def heading(self) -> bool:
        """Whether it is, or ends, a heading on a line of its own."""
        return bool(self.stretch and self.stretch.role is Role.HEADING)


@dataclass(frozen=True, slots=True)
class Body:
    """The pages that carry the items."""

    first: int
    """The first of them, counted from 0."""
    text: str
    """Their folded text, without heads and page numbers."""
    lines: tuple[BodyLine, ...]
    folios: tuple[BodyLine, ...]
    heads: tuple[BodyLine, ...]

    @property
    def prose(self) -> tuple[BodyLine, ...]:
        """Lines of running text."""
        return tuple(ln for ln in self.lines if ln.stretch and ln.stretch.role in PROSE)

    @property
    def set_lines(self) -> tuple[BodyLine, ...]:
        """Lines of everything but tables and titles: what stands in columns."""
        out = (Role.TABLE, Role.TITLE, None)
        return tuple(ln for ln in self.lines if ln.stretch and ln.stretch.role not in out)

    @property
    def titles(self) -> tuple[BodyLine, ...]:
        """Lines of the titles of items: the first block of each."""
        heads: dict[str, Stretch] = {}
        for line in self.lines:
            if line.stretch and line.stretch.role is Role.TITLE:
                heads.setdefault(line.stretch.item, line.stretch)
        return tuple(
            ln for ln in self.lines if ln.stretch and heads.get(ln.stretch.item) == ln.stretch
        )

    @property
    def headings(self) -> tuple[BodyLine, ...]:
        """Lines of headings."""
        return tuple(line for line in self.lines if line.heading)

    @property
    def with_tables(self) -> frozenset[int]:
        """Pages with a table, below which the grid of lines begins anew."""
        return frozenset(
            ln.page for ln in self.lines if ln.stretch and ln.stretch.role is Role.TABLE
        )


def number_of(folio: BodyLine) -> int | None:
    """Return the page number that is printed; `None` if it is none."""
    match = _FOLIO.search(folio.line.text)
    return int(match[1]) if match else None


def body(read: Read, first: int, layout: Profile, wanted: Expected) -> Body:
    """Cut the pages from `first` on into body, heads and page numbers, and match the body.

    Args:
        read: The PDF.
        first: The first page of the body, counted from 0.
        layout: Where the type area lies.
        wanted: What the body must say.
    """
    sorted_lines: dict[str, list[BodyLine]] = {"head": [], "body": [], "folio": []}
    drop = _drop(read)
    for number, page in enumerate(read.pages[first:], first):
        for where, line in _placed(page, number, layout, drop):
            sorted_lines[where].append(line)
    said = _without_repeated_heads(sorted_lines["body"], wanted)
    text = "".join(fold(line.line.text) for line in said)
    matched = tuple(_matched(said, wanted)) if text == wanted.text else ()
    return Body(
        first,
        text,
        matched,
        tuple(line for line in sorted_lines["folio"] if number_of(line) is not None),
        tuple(sorted_lines["head"]),
    )


def _without_repeated_heads(found: list[BodyLine], wanted: Expected) -> list[BodyLine]:
    """Leave out the heads of tables that are printed again where a table goes on.

    A head is left out only where the words to come are others: nothing that must be said is lost.
    """
    heads = {fold(s.text.partition("\n")[0]) for s in wanted.stretches if s.role is Role.TABLE}
    keys = [fold(line.line.text) for line in found]
    kept: list[BodyLine] = []
    said = at = 0
    while at < len(found):
        length = 0
        if not wanted.text.startswith(keys[at], said):
            length = max((_repeats(keys, at, head) for head in heads), default=0)
        if not length:
            kept.append(found[at])
            said += len(keys[at])
        at += length or 1
    return kept


def _repeats(keys: list[str], at: int, head: str) -> int:
    """Return how many lines from `at` on are the head of a table and nothing else; 0: they are not."""
    count, said = 0, ""
    while at + count < len(keys) and len(said) < len(head):
        said += keys[at + count]
        count += 1
    return count if head and said == head else 0


def _placed(
    page: Page, number: int, layout: Profile, drop: float
) -> Iterator[tuple[str, BodyLine]]:
    top = layout.points("page.top")
    low = top + layout.points("area.height")
    step, body_size = layout.points("body.leading"), layout.points("body.size")
    recto = number % 2 == 0
    left = layout.points("page.inner" if recto else "page.outer")
    count = layout.count("body.columns")
    width = (layout.points("area.width") + layout.points("body.gap")) / count
    for line in lines(page.chars):
        char = line.chars[0]
        where = (
            "head"
            if char.centre < top - _SLACK
            else "folio"
            if char.centre > low + _SLACK
            else "body"
        )
        square = step if abs(char.size - body_size) < 1 else char.size * 1.5
        column = min(count - 1, max(0, int((line.x0 - left + _SLACK) // width)))
        height = char.base - drop * char.size - square / 2
        yield where, BodyLine(line, number, recto, column, height, height + square)


def _drop(read: Read) -> float:
    """Return how far, in em, the baseline lies below the middle of a line of the serif face.

    Every line of the body has the strut of that face, whatever face its own characters have.
    """
    for page in read.pages:
        for char in page.chars:
            if "Serif" in char.font and "Bold" not in char.font and char.size:
                return (char.base - char.centre) / char.size
    return 0.43


def _matched(found: Iterable[BodyLine], wanted: Expected) -> Iterator[BodyLine]:
    ends = [stretch.end for stretch in wanted.stretches]
    at = 0
    for line in found:
        at += len(fold(line.line.text))
        index = bisect_left(ends, at)
        stretch = wanted.stretches[index] if index < len(ends) else None
        yield BodyLine(
            line.line, line.page, line.recto, line.column, line.top, line.bottom,
            stretch, stretch is not None and stretch.end == at,
        )  # fmt: skip
