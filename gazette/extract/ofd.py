"""OFD (GB/T 33190): pages of text objects with places, read like those of a PDF."""

import re
from collections.abc import Iterator
from itertools import accumulate
from posixpath import dirname, join

from lxml import etree

from gazette.errors import SourceError
from gazette.extract.layout import Layout, compose
from gazette.extract.limits import MAX_GLYPHS, MAX_PAGES
from gazette.extract.package import Package
from gazette.extract.page_rows import Glyph
from gazette.extract.pages import Sheet, lay_out, sheet

_POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_TINY = 0.4
"""Millimetres of type size below which nobody reads."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_A4 = (0.0, 0.0, 210.0, 297.0)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_ASCENT, _DESCENT = 0.88, 0.12
"""Share of the type size above and below the line, where the font is not asked."""


def read(data: bytes) -> Layout:
    """Read the text objects of all pages.

    Raises:
        SourceError: The package is broken, a bomb, or holds no text.
    """
    package = Package(data)
    sheets = list(_sheets(package))
    if not any(one.rows for one in sheets):
        raise SourceError(
            "The file is an OFD whose pages hold pictures and no text.",
            "Print it to PDF and run `ocrmypdf -l chi_sim IN.pdf OUT.pdf`.",
        )
    return compose(lay_out(sheets), _title(package))


def _sheets(package: Package) -> Iterator[Sheet]:
    number = 0
    left = MAX_GLYPHS
    for root in _all(package.xml("OFD.xml"), "DocRoot"):
        place = (root.text or "").strip().lstrip("/")
        document = package.xml(place)
        box = _box(document) or _A4
        templates = {t.get("ID"): _path(place, t) for t in _all(document, "TemplatePage")}
        for page in _all(document, "Page"):
            number += 1
            glyphs, height = _page(package, _path(place, page), templates, box)
            left -= len(glyphs)
            if number > MAX_PAGES or left < 0:
                raise SourceError("The file has more text than any issue.", "Cut it into parts.")
            yield sheet(glyphs, number, height)


def _page(
    package: Package,
    place: str,
    templates: dict[str | None, str],
    box: tuple[float, ...],
) -> tuple[list[Glyph], float]:
    """Return the glyphs of a page, those of its templates first, and its height in points."""
    content = package.xml(place)
    box = _box(content) or box
    glyphs: list[Glyph] = []
    for used in _all(content, "Template"):
        template = package.xml(templates.get(used.get("TemplateID"), ""))
        glyphs += _objects(template, box)
    return glyphs + _objects(content, box), box[3] * _POINTS


def _objects(root: etree._Element | None, box: tuple[float, ...]) -> list[Glyph]:
    return [g for item in _all(root, "TextObject") for g in _text_object(item, box)]


def _text_object(item: etree._Element, page: tuple[float, ...]) -> Iterator[Glyph]:
    boundary = _numbers(item.get("Boundary")) or [0.0, 0.0, 0.0, 0.0]
    size = (_numbers(item.get("Size")) or [3.0])[0]
    matrix = tuple(_numbers(item.get("CTM"))) or _IDENTITY
    if len(boundary) != 4 or len(matrix) != 6:
        return
    a, b, c, d, e, f = matrix
    scale = max(abs(d) + abs(c), 1e-6)
    hidden = _hidden(item, size * scale)
    for char, x, y, advance in _characters(item, size):
        left = boundary[0] + a * x + c * y + e
        base = boundary[1] + b * x + d * y + f
        on_page = (
            page[0] <= left <= page[0] + page[2] and page[1] <= base <= page[1] + page[3] + size
        )
        yield Glyph(
            char,
            (left - page[0]) * _POINTS,
            (left - page[0] + advance * abs(a or 1)) * _POINTS,
            (base - page[1] - _ASCENT * size * scale) * _POINTS,
            (base - page[1] + _DESCENT * size * scale) * _POINTS,
            (base - page[1]) * _POINTS,
            size * scale * _POINTS,
            hidden or (None if on_page else "off the page"),
        )


def _characters(item: etree._Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Yield each character of an object with its place and advance, in the object's own units."""
    x = y = 0.0
    for code in _all(item, "TextCode"):
        text = code.text or ""
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        widths = [size * (0.5 if char.isascii() else 1.0) for char in text]
        right = _deltas(code.get("DeltaX"), len(text) - 1)
        down = _deltas(code.get("DeltaY"), len(text) - 1)
        steps = right or ([0.0] * len(text) if down else widths)
        lefts = accumulate(steps[: len(text) - 1], initial=x)
        bases = accumulate(down or [0.0] * (len(text) - 1), initial=y)
        yield from zip(text, lefts, bases, widths, strict=False)


def _deltas(value: str | None, most: int) -> list[float]:
    """Read distances between characters: `3.2 3.2 1.6`, or `g 2 3.2` for two of them."""
    found: list[float] = []
    words = (value or "").split()
    while words and len(found) < most:
        if words[0] == "g" and len(words) >= 3:
            count = int(_first(words[1]))
            found += [_first(words[2])] * max(0, min(count, most - len(found)))
            words = words[3:]
        else:
            found.append(_first(words.pop(0)))
    if not found:
        return []
    return (found + [found[-1]] * most)[:most]


def _hidden(item: etree._Element, size: float) -> str | None:
    if item.get("Visible", "true").lower() == "false":
        return "invisible"
    if item.get("Alpha") == "0":
        return "transparent"
    fill = next((child for child in item if _name(child) == "FillColor"), None)
    if fill is not None and _numbers(fill.get("Value")) == [255.0, 255.0, 255.0]:
        return "white on white"
    return "tiny" if size < _TINY else None


def _box(root: etree._Element | None) -> tuple[float, ...] | None:
    """Return the first box a document or page gives: x, y, width, height in millimetres."""
    for name in ("CropBox", "ApplicationBox", "PhysicalBox"):
        for found in _all(root, name):
            numbers = _numbers(found.text)
            if len(numbers) == 4:
                return tuple(numbers)
    return None


def _title(package: Package) -> str | None:
    found = next(iter(_all(package.xml("OFD.xml"), "Title")), None)
    return (found.text or "").strip() or None if found is not None else None


def _path(document: str, item: etree._Element) -> str:
    place = item.get("BaseLoc") or ""
    return place.lstrip("/") if place.startswith("/") else join(dirname(document), place)


def _all(root: etree._Element | None, name: str) -> list[etree._Element]:
    """Return every element below `root` called `name`, whatever its namespace."""
    return [] if root is None else list(root.iter("{*}" + name))


def _name(item: etree._Element) -> str:
    return etree.QName(item).localname


def _numbers(value: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall((value or "")[:400])]


def _first(word: str) -> float:
    return (_numbers(word) or [0.0])[0]
