"""The characters of a PDF page: where each stands, how large it is, and whether it is seen."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from gazette.extract.page_rows import TURNED, Glyph
from gazette.model.source import Box

_TINY = 1.0
"""Points of type size below which nobody reads."""
_WHITE = 250
_NONE = frozenset((0, 0xFFFE, 0xFFFF))
_MADE_UP = frozenset(map(ord, "\r\n -"))
"""Characters the library puts between words and lines as it sees fit; we see for ourselves."""
_UPRIGHT = 10.0
"""Degrees by which text may lean and still be part of a line."""
_MAX_OBJECTS = 20_000
"""Objects of a page looked at for something painted behind white text."""
_SCAN_SHARE = 0.5
"""Share of a page a picture must cover for invisible text to be a recogniser's."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the glyphs of one text object share."""

    size: float
    aside: str | None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What a page paints besides text."""

    dark: tuple[Box, ...]
    """Filled areas and pictures that white text may stand on, in the page's own coordinates."""
    picture: float
    """Largest share of the page one picture covers."""

    def under(self, x: float, y: float) -> bool:
        """Tell whether something is painted at a point."""
        return any(b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1 for b in self.dark)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that is shown, in the page's own coordinates, and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the page into points from the top left of what is shown."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is on the page."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


def frame_of(page: Any) -> Frame:
    """Return the part of a page that is shown."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def glyphs(page: Any, text_page: Any, frame: Frame) -> tuple[list[Glyph], bool]:
    """Read the characters of a page in the order of the file.

    Args:
        page: A pypdfium2 page.
        text_page: Its text page.
        frame: The part of it that is shown.

    Returns:
        The characters, and whether they are the invisible layer a recogniser put on a scan.
    """
    backdrop = _backdrop(page, frame)
    reader = _Reader(text_page.raw, frame, backdrop)
    read = [g for index in range(text_page.count_chars()) if (g := reader.glyph(index))]
    unseen = sum(glyph.aside == "invisible" for glyph in read)
    if read and unseen >= 0.9 * len(read) and backdrop.picture >= _SCAN_SHARE:
        return [_shown(glyph) for glyph in read], True
    return read, False


def _shown(glyph: Glyph) -> Glyph:
    return Glyph(
        glyph.text, glyph.x0, glyph.x1, glyph.top, glyph.bottom, glyph.base, glyph.size, None
    )


class _Reader:
    """Asks the library about one character after another with as few calls as can be."""

    def __init__(self, raw: Any, frame: Frame, backdrop: Backdrop) -> None:
        self._raw = raw
        self._frame = frame
        self._backdrop = backdrop
        self._styles: dict[int, Style] = {}
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()

    def glyph(self, index: int) -> Glyph | None:
        """Return the character at `index`; `None` for one the library made up."""
        code = pdfium.FPDFText_GetUnicode(self._raw, index)
        if code in _NONE or (code in _MADE_UP and self._is_generated(index)):
            return None
        if not pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._box):
            return None
        pdfium.FPDFText_GetCharOrigin(self._raw, index, self._x, self._y)
        box = self._box
        x0, top = self._frame.place(box.left, box.top)
        x1, bottom = self._frame.place(box.right, box.bottom)
        _, base = self._frame.place(self._x.value, self._y.value)
        style = self._style(index)
        aside = style.aside or self._unseen((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        text = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        return Glyph(
            text,
            min(x0, x1),
            max(x0, x1),
            min(top, bottom),
            max(top, bottom),
            base,
            style.size,
            aside,
        )

    def _is_generated(self, index: int) -> bool:
        return bool(pdfium.FPDFText_IsGenerated(self._raw, index) == 1)

    def _unseen(self, x: float, y: float) -> str | None:
        return None if self._frame.holds(x, y) else "off the page"

    def _style(self, index: int) -> Style:
        """Return the style of the text object a character belongs to, asked once for each."""
        found = pdfium.FPDFText_GetTextObject(self._raw, index)
        key = ctypes.addressof(found.contents) if found else 0
        if key not in self._styles:
            self._styles[key] = self._ask(index, found)
        return self._styles[key]

    def _ask(self, index: int, text_object: Any) -> Style:
        pdfium.FPDFText_GetMatrix(self._raw, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        turn = math.degrees(math.atan2(self._matrix.b, self._matrix.a)) - self._frame.turn
        size = pdfium.FPDFText_GetFontSize(self._raw, index) * scale
        if size < _TINY:
            return Style(max(size, 0.1), "tiny")
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
            return Style(size, "invisible")
        x, y = self._box.left + 1, (self._box.top + self._box.bottom) / 2
        if self._is_white(index) and not self._backdrop.under(x, y):
            return Style(size, "white on white")
        return Style(size, TURNED if abs((turn + 180) % 360 - 180) > _UPRIGHT else None)

    def _is_white(self, index: int) -> bool:
        channels = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._raw, index, *channels):
            return False
        red, green, blue, alpha = (channel.value for channel in channels)
        return min(red, green, blue) >= _WHITE or alpha == 0


def _backdrop(page: Any, frame: Frame) -> Backdrop:
    """Gather the areas a page paints and the largest picture on it."""
    dark: list[Box] = []
    picture = 0.0
    area = max((frame.right - frame.left) * (frame.top - frame.bottom), 1.0)
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        box = _bounds(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            picture = max(picture, (box.x1 - box.x0) * (box.y1 - box.y0) / area)
        if kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(item):
            dark.append(box)
    return Backdrop(tuple(dark), picture)


def _bounds(item: Any) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    return Box(*(side.value for side in sides))


def _is_filled(item: Any) -> bool:
    """Tell whether a path is filled with something other than white."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    channels = [ctypes.c_uint() for _ in range(4)]
    if mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    pdfium.FPDFPageObj_GetFillColor(item, *channels)
    return min(channel.value for channel in channels[:3]) < _WHITE
