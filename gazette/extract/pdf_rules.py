"""The rules of a PDF page: straight lines, level or upright, that tables are drawn with."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from gazette.extract.page_tables import Rule
from gazette.extract.pdf_glyphs import Frame

_MAX_OBJECTS = 5_000
_MAX_SEGMENTS = 200
"""Segments of one path; a longer one is a drawing."""
_SHORT = 8.0
"""Points below which a line is a dash, or the thickness of a rule."""
_STRAIGHT = 0.5


def rules(page: Any, frame: Frame) -> list[Rule]:
    """Gather the rules of a page, in points from the top left."""
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)
    found: list[Rule] = []
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
            found += _of_path(item, frame)
    return list(dict.fromkeys(found))


def _of_path(item: Any, frame: Frame) -> Iterator[Rule]:
    segments = pdfium.FPDFPath_CountSegments(item)
    if not 0 < segments <= _MAX_SEGMENTS:
        return
    places = list(_points(item, segments, frame))
    for (_, *here), (begins, *there) in pairwise([*places, places[0]]):
        if begins and (there != list(places[0][1:])):
            continue
        (x0, y0), (x1, y1) = here, there
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORT:
            yield Rule(True, round(y0, 1), round(min(x0, x1), 1), round(max(x0, x1), 1))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORT:
            yield Rule(False, round(x0, 1), round(min(y0, y1), 1), round(max(y0, y1), 1))


def _points(item: Any, count: int, frame: Frame) -> Iterator[tuple[bool, float, float]]:
    """Yield the points of a path on the page, and whether a new stroke begins there."""
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = frame.place(
            m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f
        )
        begins = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
        yield (begins, *place)
