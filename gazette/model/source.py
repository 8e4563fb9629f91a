"""What was handed in, and the text read from it.

Spans are half-open `[start, end)` intervals in code points of `Extraction.text`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval in code points of a source decoded to text."""

    start: int
    end: int


class Medium(StrEnum):
    """How a source file is encoded; one reader in `gazette.extract` for each."""

    PLAIN = "plain"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    OFD = "ofd"


@dataclass(frozen=True, slots=True)
class Source:
    """A file handed in, known by the SHA-256 of its bytes."""

    sha256: str
    name: str
    """The file's own name, without folders; for people, never a key."""
    medium: Medium
    size: int
    """Bytes."""
    edition: str | None = None
    """What the carrier carries: an issue of a gazette, the issuer's own site …; `null` if unknown."""
    carrier: str | None = None
    """What carries it: `web`, `pdf`, `text` …"""
    url: str | None = None
    retrieved: date | None = None
    charset: str | None = None


class LineKind(StrEnum):
    """What a reader of a medium already knows about a line."""

    TEXT = "text"
    ROW = "row"
    """A row of a table; its cells are separated by tabs."""
    FURNITURE = "furniture"
    """Navigation, running heads, page numbers; `Line.note` says which."""
    HIDDEN = "hidden"
    """In the file, but not shown to a reader: recorded, never merged into a text."""


class Box(NamedTuple):
    """A rectangle on a page in points, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or block) of a source as its medium lays it out."""

    start: int
    end: int
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    """Number of the page, counted from 1."""
    box: Box | None = None
    heading: int | None = None
    """Level of a heading where the medium marks one (h1 = 1), else `None`."""
    note: str | None = None
    """Why a reader called the line furniture or hidden."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """A source read: its whole text, and how the medium lays that out in lines.

    The lines are in reading order, do not overlap, and cover every character of `text`
    that is not white space.
    """

    source: Source
    text: str
    lines: tuple[Line, ...]
    title: str | None = None
    """What the medium itself gives as title (an HTML `<title>`); evidence, not text."""
    warnings: tuple[str, ...] = ()
    """What the reader could not do, one sentence each: a page without text, damaged characters."""
