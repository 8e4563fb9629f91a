"""What the rules of segmentation hand on: a source in pieces, each with what is known of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from gazette.model.document import ContentsEntry, Flag, Furniture
from gazette.model.register import Register
from gazette.model.source import Extraction, Line, Span


class Tag(StrEnum):
    """What a piece has been found to be."""

    TEXT = "text"
    FURNITURE = "furniture"
    STAMP = "stamp"
    """The line of a list page that closes an entry: its date, its source, its gazette issue."""
    CARD = "card"
    """A line of the table of particulars a portal sets above a document."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source without white space at its ends."""

    start: int
    end: int
    line: Line
    """The line of the medium it lies in."""
    tag: Tag = Tag.TEXT
    reason: str = ""
    """Why it was set aside, where it was."""
    opens: bool = False
    """Whether a document starts here."""
    gap: bool = False
    """Whether an empty line stands before it."""
    indent: float = 0.0
    """White space before it on its line, in widths of a Chinese character."""

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)

    def set_aside(self, reason: str, tag: Tag = Tag.FURNITURE) -> "Piece":
        """Return it marked as no part of any document."""
        return replace(self, tag=tag, reason=reason, opens=False)

    def cut(self, start: int, end: int) -> "Piece":
        """Return the stretch `[start, end)` of it, which lies inside."""
        return replace(self, start=start, end=end, gap=self.gap and start == self.start)


@dataclass(frozen=True, slots=True)
class Draft:
    """A source on its way to being cut into documents."""

    extraction: Extraction
    register: Register
    text: str
    """The text the rules read: as long as the source's, a space for each lost one."""
    pieces: tuple[Piece, ...]
    lost: tuple[int, ...] = ()
    """Where the source shows a mark in place of a character that is no space."""
    asides: tuple[Furniture, ...] = ()
    """Stretches inside pieces that no text keeps: lost spaces, list marks."""
    contents: tuple[ContentsEntry, ...] = ()
    gazette: tuple[str, Span] | None = None
    """The gazette issue that the source as a whole says it is, and where."""
    flags: tuple[Flag, ...] = ()

    def read(self, piece: Piece) -> str:
        """Return the text of a piece as the rules read it."""
        return self.text[piece.start : piece.end]


def width(text: str) -> float:
    """Return how wide a text is set, in Chinese characters; a letter or digit takes half of one."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in text)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
