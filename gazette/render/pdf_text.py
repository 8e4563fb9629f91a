"""What stands on the pages of a PDF, character by character, with place, font and size."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gazette.errors import RenderError

MAX_PAGES = 20_000
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""
_FIRST_SQUARE = 0x2E80
"""From here on characters are one em wide; PDFium's box of one also holds ink beyond its square."""


class Char(NamedTuple):
    """A character on a page; lengths in points, the origin at the top left."""

    text: str
    x0: float
    x1: float
    """Its advance, not its ink."""
    top: float
    bottom: float
    base: float
    """The baseline."""
    font: str
    size: float

    @property
    def centre(self) -> float:
        """Half way between the font's ascent and descent: the middle of its line box."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page and the page it leads to, counted from 0."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    target: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, its characters in the order they are drawn, its links."""

    width: float
    height: float
    chars: tuple[Char, ...] = field(repr=False)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A PDF as it was read back."""

    pages: tuple[Page, ...]
    title: str
    tagged: bool
    bookmarks: tuple[tuple[int, str, int | None], ...]
    """Level, text and page (from 0) of each."""

    @property
    def fonts(self) -> frozenset[str]:
        """Names of all fonts, without the tag of the subset."""
        return frozenset(char.font for page in self.pages for char in page.chars)


def read(data: bytes) -> Read:
    """Read a PDF back.

    Raises:
        RenderError: It is no PDF, or has more pages than an issue can have.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RenderError(f"The PDF cannot be read back: {error}.") from error
    with document:
        if len(document) > MAX_PAGES:
            raise RenderError(f"The PDF has {len(document):,} pages.", "Split the issue.")
        return Read(
            tuple(_page(document, number) for number in range(len(document))),
            document.get_metadata_value("Title"),
            bool(pdfium.FPDFCatalog_IsTagged(document)),
            tuple(_bookmarks(document)),
        )


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, int | None]]:
    for mark in document.get_toc():
        target = mark.get_dest()
        yield mark.level, mark.get_title(), target.get_index() if target else None


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        chars = tuple(_chars(text.raw, height))
        links = tuple(_links(document.raw, page.raw, number, height))
    finally:
        text.close()
        page.close()
    return Page(width, height, chars, links)


def _chars(text: Any, height: float) -> Iterator[Char]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    faces: dict[int, tuple[str, float]] = {}
    for index in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        char = chr(pdfium.FPDFText_GetUnicode(text, index))
        font, size = _face(text, index, faces)
        square = ord(char) >= _FIRST_SQUARE
        yield Char(
            "-" if char == _HYPHEN else char,
            x.value if square else box.left,
            x.value + size if square else box.right,
            height - box.top,
            height - box.bottom,
            height - y.value,
            font,
            size,
        )


def _face(text: Any, index: int, faces: dict[int, tuple[str, float]]) -> tuple[str, float]:
    """Return the name of a character's font and its size; asked once for each text object."""
    thing = pdfium.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if key not in faces:
        font = pdfium.FPDFTextObj_GetFont(thing)
        length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        name = ctypes.create_string_buffer(length)
        pdfium.FPDFFont_GetBaseFontName(font, name, length)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
        faces[key] = name.value.decode("utf-8", "replace").rpartition("+")[2], size
    return faces[key]


def _links(document: Any, page: Any, number: int, height: float) -> Iterator[Link]:
    at = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, at, link):
        pdfium.FPDFLink_GetAnnotRect(link, box)
        target = pdfium.FPDFLink_GetDest(document, link)
        index = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
        yield Link(
            number,
            box.left,
            height - max(box.top, box.bottom),
            box.right,
            height - min(box.top, box.bottom),
            index if index >= 0 else None,
        )


class Line(NamedTuple):
    """Characters drawn one after another on one baseline."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(char.text for char in self.chars)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        """Where it ends, spaces at its end not counted."""
        return max((char.x1 for char in self.chars if not char.text.isspace()), default=self.x0)

    @property
    def base(self) -> float:
        """Its baseline."""
        return self.chars[0].base


def lines(chars: tuple[Char, ...]) -> list[Line]:
    """Gather characters, in the order they are drawn, into lines."""
    found: list[list[Char]] = []
    for char in chars:
        last = found[-1][-1] if found else None
        if last and abs(char.base - last.base) < 1 and char.x0 > last.x0 - 1:
            found[-1].append(char)
        else:
            found.append([char])
    return [Line(tuple(each)) for each in found]
