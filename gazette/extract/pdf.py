"""PDF: the text layer in our own reading order, page and box kept for every line.

The steps: glyphs (`pdf_glyphs`), rows (`page_rows`), running heads (`page_edges`), columns
(`page_order`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from gazette.errors import SourceError
from gazette.extract.layout import Draft, Layout, compose
from gazette.extract.limits import MAX_GLYPHS, MAX_PAGES
from gazette.extract.page_edges import furniture
from gazette.extract.page_order import drafts, find_gutters, share_gutters
from gazette.extract.page_rows import Row, rows
from gazette.extract.pdf_glyphs import TURNED, Glyph, glyphs
from gazette.model.source import LineKind

_OCR = (
    "Run `ocrmypdf -l chi_sim IN.pdf OUT.pdf` (it needs tesseract with chi_sim) and read OUT.pdf."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the rows a reader reads, and what stands aside of them."""

    rows: tuple[Row, ...]
    aside: tuple[Draft, ...] = ()
    recognised: bool = False
    """True when the text is the invisible layer of a recogniser over a scan."""


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


def lay_out(sheets: Sequence[Sheet]) -> list[Draft]:
    """Write the lines of all pages in reading order, running heads where they stand."""
    heads = furniture([sheet.rows for sheet in sheets])
    notes: list[dict[int, str]] = [{} for _ in sheets]
    for (page, place), note in heads.items():
        notes[page][place] = note
    bodies = [
        [row for place, row in enumerate(sheet.rows) if place not in marked]
        for sheet, marked in zip(sheets, notes, strict=True)
    ]
    gutters = share_gutters(bodies, [find_gutters(body) for body in bodies])
    written: list[Draft] = []
    for index, sheet in enumerate(sheets):
        edges = _edges(sheet.rows, notes[index], index + 1)
        body = drafts(bodies[index], gutters[index], index + 1)
        written += [*edges[0], *body, *edges[1], *sheet.aside]
    return written


def _edges(
    sheet: Sequence[Row], notes: dict[int, str], page: int
) -> tuple[list[Draft], list[Draft]]:
    """Write the furniture above the text and that below it."""
    first = min((place for place in range(len(sheet)) if place not in notes), default=0)
    above: list[Draft] = []
    below: list[Draft] = []
    for place, note in sorted(notes.items()):
        row = sheet[place]
        side = above if place < first else below
        side.append(Draft(row.text, LineKind.FURNITURE, page, row.box, note=note))
    return above, below


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
        read, recognised = _page_glyphs(document, index, left)
        left -= len(read)
        if left <= 0:
            raise SourceError("The file has more text than any issue.", "Cut it into parts.")
        shown = rows([glyph for glyph in read if glyph.aside is None])
        yield Sheet(tuple(shown), tuple(_aside(read, index + 1)), recognised)


def _page_glyphs(
    document: pypdfium2.PdfDocument, index: int, most: int
) -> tuple[list[Glyph], bool]:
    """Read one page; a page the library cannot load has no characters."""
    try:
        page: Any = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], False
    try:
        return glyphs(page, text_page, most)
    finally:
        text_page.close()
        page.close()


def _aside(read: Sequence[Glyph], page: int) -> Iterator[Draft]:
    for note in dict.fromkeys(glyph.aside for glyph in read if glyph.aside):
        same = [glyph for glyph in read if glyph.aside == note]
        if note == TURNED:
            text = "".join(glyph.text for glyph in same)
            yield Draft(text, LineKind.FURNITURE, page, note=note)
            continue
        for row in rows(same):
            yield Draft(row.text, LineKind.HIDDEN, page, row.box, note=note)


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
