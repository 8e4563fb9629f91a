"""PDF: the text layer in our own reading order, page and box kept for every line.

Here the pages become glyphs (`pdf_glyphs`); what follows is the same for all media that give places
(`pages`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from gazette.errors import SourceError
from gazette.extract.layout import Layout, compose
from gazette.extract.limits import MAX_GLYPHS, MAX_PAGES
from gazette.extract.pages import Sheet, lay_out, sheet
from gazette.extract.pdf_glyphs import frame_of, glyphs
from gazette.extract.pdf_rules import rules

_OCR = (
    "Run `ocrmypdf -l chi_sim IN.pdf OUT.pdf` (it needs tesseract with chi_sim) and read OUT.pdf."
)


def read(data: bytes) -> Layout:
    """Read the text layer of a PDF.

    Raises:
        SourceError: The file is broken, locked, too long, or a scan without text.
    """
    with _open(data) as document:
        if len(document) > MAX_PAGES:
            raise SourceError(f"The file has more than {MAX_PAGES} pages.", "Cut it into parts.")
        sheets = list(_sheets(document))
        title = str(document.get_metadata_dict().get("Title") or "").strip()
    if not any(sheet.rows for sheet in sheets):
        raise SourceError("The file is a scan: none of its pages holds text.", _OCR)
    return compose(lay_out(sheets), title or None, None, _warnings(sheets))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(
                "The file is locked by a password.", "Save a copy without a password."
            ) from error
        raise SourceError(
            "The file is no sound PDF.", "Download it again, or repair it with `qpdf IN OUT`."
        ) from error


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[Sheet]:
    left = MAX_GLYPHS
    for index in range(len(document)):
        read = _page(document, index, left)
        left -= read.glyphs
        yield read.sheet


@dataclass(frozen=True, slots=True)
class _Read:
    """A page read, and how many glyphs it had."""

    sheet: Sheet
    glyphs: int


def _page(document: pypdfium2.PdfDocument, index: int, most: int) -> _Read:
    """Read one page; a page the library cannot load has no characters."""
    try:
        page: Any = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return _Read(sheet([], index + 1, 0.0), 0)
    try:
        if text_page.count_chars() > most:
            raise SourceError("The file has more text than any issue.", "Cut it into parts.")
        frame = frame_of(page)
        found, recognised = glyphs(page, text_page, frame)
        lines = rules(page, frame)
        height = float(page.get_height())
        made = sheet(found, index + 1, height, rules=lines, recognised=recognised)
        return _Read(made, len(found))
    finally:
        text_page.close()
        page.close()


def _warnings(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    bare = [i for i, sheet in enumerate(sheets, 1) if not sheet.rows and not sheet.aside]
    scans = [i for i, sheet in enumerate(sheets, 1) if sheet.recognised]
    said = []
    if bare:
        said.append(f"No text on page(s) {_ranges(bare)}: blank, or a scan. {_OCR}")
    if scans:
        said.append(
            f"Text on page(s) {_ranges(scans)} was made by a recogniser over a scan: check its words."
        )
    return tuple(said)


def _ranges(numbers: Sequence[int]) -> str:
    """Write 1, 2, 3, 7 as 1–3, 7."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return ", ".join(str(g[0]) if len(g) == 1 else f"{g[0]}–{g[-1]}" for g in groups)
