"""The comparison table as DOCX, the same bytes for the same table.

Import this module only when a table is wanted: python-docx is slow to load.
"""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from gazette.model.comparison import Comparison
from gazette.render.comparison import COLUMNS, words
from gazette.render.comparison_rows import Labels, Mark, Paragraph, Piece, Row, rows
from gazette.render.docx_file import clean, packed

FONT = "宋体"
_WIDTHS = {"old": 10.8, "new": 10.8, "note": 4.3}
"""Centimetres, on A4 turned sideways."""


def write(
    comparison: Comparison,
    labels: Labels | None = None,
    *,
    columns: Sequence[str] = COLUMNS,
    fold_same: bool = True,
) -> bytes:
    """Return the comparison table as a DOCX file.

    Args:
        comparison: The pairs.
        labels: The words to add; Chinese where none are given.
        columns: Which of old, new and note to show, in this order.
        fold_same: Whether unchanged neighbours are one row.
    """
    said = labels or words("zh")
    document = Document()
    _set_page(document)
    _head(document, comparison, said)
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    _title_row(table, columns, said)
    for row in rows(comparison, said, fold_same=fold_same):
        _add(table, row, columns)
    return packed(document)


def _set_page(document: Docx) -> None:
    """Turn the page sideways and set the face of the text."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)


def _head(document: Docx, comparison: Comparison, said: Labels) -> None:
    page = said["page"]
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(page["table"])
    run.bold, run.font.size = True, Pt(18)
    names = page["arrow"].join(name for name in (comparison.old, comparison.new) if name)
    for text in (names, page["rewritten"] if comparison.rewritten else ""):
        if text:
            document.add_paragraph(clean(text)).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _title_row(table: Table, columns: Sequence[str], said: Labels) -> None:
    """Fill the first row, which every page repeats."""
    for column, cell in zip(columns, table.rows[0].cells, strict=True):
        cell.width = Cm(_WIDTHS[column])
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].add_run(said["page"][column]).bold = True
    _say_of_row(table.rows[0], "w:tblHeader")


def _say_of_row(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _add(table: Table, row: Row, columns: Sequence[str]) -> None:
    """Add one row; only a long one may break over pages."""
    added = table.add_row()  # type: ignore[no-untyped-call]
    if not row.long:
        _say_of_row(added, "w:cantSplit")
    for column, cell in zip(columns, added.cells, strict=True):
        cell.width = Cm(_WIDTHS[column])
        _fill(cell, _said(row, column), centred=row.kind == "heading")


def _said(row: Row, column: str) -> Sequence[Paragraph]:
    """Return what a row says in a column."""
    if column == "note":
        return tuple((Piece(Mark.PLAIN, text),) for text in (row.note, row.details) if text)
    if row.kind == "folded":
        return ((Piece(Mark.PLAIN, row.old_label if column == "old" else row.new_label),),)
    return row.old if column == "old" else row.new


def _fill(cell: _Cell, paragraphs: Sequence[Paragraph], *, centred: bool) -> None:
    for index, pieces in enumerate(paragraphs):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in pieces:
            _run(paragraph, piece.mark, piece.text, bold=centred)


def _run(paragraph: DocxParagraph, mark: Mark, text: str, *, bold: bool) -> None:
    run = paragraph.add_run(clean(text))
    run.bold = bold or mark is Mark.INSERTED
    run.underline = mark is Mark.INSERTED
    run.font.strike = mark is Mark.DELETED
