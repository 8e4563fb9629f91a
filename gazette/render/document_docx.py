"""One document as DOCX: the words and faces of the PDF, in a file an editor can go on with.

Nothing of a block's text is dropped and nothing added, and the same document gives the same bytes.
Import this module only when a DOCX is wanted: python-docx is slow to load.
"""

from collections.abc import Iterable, Iterator, Sequence

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from gazette.model.document import Policy
from gazette.render import docx_page, view
from gazette.render.docx_file import clean, describe, packed, set_face
from gazette.render.docx_page import Face, face
from gazette.render.profile import Profile
from gazette.render.view import PartView, Piece

_ANCHOR = "i1"


def write(policy: Policy, layout: Profile) -> bytes:
    """Return a document as a DOCX file.

    Args:
        policy: The document.
        layout: The profile whose page, faces, sizes and indents it is set in; columns are not.
    """
    document = Document()
    docx_page.prepare(document, layout)
    meta = policy.meta
    describe(
        document,
        title=meta.title or meta.number or policy.id,
        author="、".join(meta.issuers),
        subject=meta.number or "",
        day=meta.issued,
    )
    found = view.parts(policy, _ANCHOR)
    writer = _Writer(document, layout, _Levels(found))
    for part in found:
        writer.part(part, first=part is found[0])
    return packed(document)


class _Levels:
    """Which level of heading each depth has: none is skipped, so that the outline reads well."""

    def __init__(self, parts: Sequence[PartView]) -> None:
        depths = {p.depth for part in parts for p in part.pieces if p.kind == "heading"}
        inner = any(piece.kind == "title" for piece in _after_title(parts))
        self._levels = {depth: at for at, depth in enumerate(sorted(depths), 2 if inner else 1)}

    def of(self, depth: int) -> int:
        """Return the level of a heading of this depth."""
        return self._levels[depth]


def _after_title(parts: Sequence[PartView]) -> Iterator[Piece]:
    """Yield all pieces but the first one, which is the document's own title."""
    for part in parts:
        yield from part.pieces[1:] if part is parts[0] else part.pieces


class _Writer:
    """Writes pieces one below the other."""

    def __init__(self, document: Docx, layout: Profile, levels: _Levels) -> None:
        self.document = document
        self.layout = layout
        self.levels = levels
        self.size = layout.points("body.size")

    def part(self, part: PartView, *, first: bool) -> None:
        """Write a part; an attachment begins on a page of its own."""
        opens_page = part.opens_page
        for piece in part.pieces:
            own_title = first and piece is part.pieces[0]
            for paragraph in self.piece(piece, own_title=own_title):
                if opens_page:
                    paragraph.paragraph_format.page_break_before = True
                opens_page = False

    def piece(self, piece: Piece, *, own_title: bool) -> Iterable[Paragraph]:
        """Write a piece and return its paragraphs; those of a table are not among them."""
        if piece.kind == "title":
            return [self._title(piece, "Title" if own_title else docx_page.heading(1))]
        if piece.kind == "heading":
            return [self._text(piece, docx_page.heading(self.levels.of(piece.depth)))]
        if piece.kind == "table":
            return self._table(piece)
        if piece.kind == "signature":
            return list(self._signature(piece))
        if piece.kind == "attachments":
            return [self._lines(text) for (text,) in piece.rows]
        return [self._text(piece, docx_page.NORMAL)]

    def _title(self, piece: Piece, style: str) -> Paragraph:
        """Write a title, centred; that of an instrument or attachment stands free of what is above."""
        paragraph = self.document.add_paragraph(style=style)
        form = paragraph.paragraph_format
        form.alignment, form.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        size = self.layout.points("title.size")
        if style != "Title":
            size = self.layout.points("instrument.size")
            form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
            form.space_before = form.space_after = Pt(self.layout.points("body.leading"))
        self._run(paragraph, piece.text, face(self.layout, "song bold"), size)
        return paragraph

    def _text(self, piece: Piece, style: str) -> Paragraph:
        """Write a paragraph or heading, each run in the face of its rung."""
        paragraph = self.document.add_paragraph(style=style)
        form = paragraph.paragraph_format
        form.widow_control = True
        if piece.kind in ("number", "subtitle", "dateline"):
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
            form.space_after = Pt(self.layout.points("body.leading"))
        elif piece.kind == "heading" and piece.depth == 0:
            form.alignment, form.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        elif piece.kind == "label":
            form.keep_with_next = True
        else:
            form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            if piece.kind != "addressees":
                self._indent(paragraph)
        for run in piece.runs:
            self._run(paragraph, run.text, self._face(piece, run.rung))
        return paragraph

    def _lines(self, text: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        self._indent(paragraph)
        self._run(paragraph, text, face(self.layout, ""))
        return paragraph

    def _indent(self, paragraph: Paragraph) -> None:
        """Indent the first line by as many characters as the profile says, whatever their size."""
        ems = self.layout["body.indent"].value
        paragraph.paragraph_format.first_line_indent = Pt(ems * self.size)
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(round(ems * 100)))

    def _signature(self, piece: Piece) -> Iterator[Paragraph]:
        """Write signatories and date flush right, kept together, after an empty line's room."""
        lines = [(name, "signature.right") for (name,) in piece.rows]
        lines += [(piece.day, "date.right")] if piece.day else []
        for at, (text, number) in enumerate(lines):
            paragraph = self.document.add_paragraph()
            form = paragraph.paragraph_format
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            form.right_indent = Pt(self.layout[number].value * self.size)
            form.keep_with_next = at + 1 < len(lines)
            if at == 0:
                form.space_before = Pt(self.layout.points("body.leading"))
            self._run(paragraph, text, face(self.layout, ""))
            yield paragraph

    def _face(self, piece: Piece, rung: str) -> Face:
        if piece.kind in ("subtitle", "number", "dateline"):
            return face(self.layout, "kai" if piece.kind == "subtitle" else "")
        if piece.kind == "label":
            return face(self.layout, "hei")
        return face(self.layout, dict(self.layout.levels).get(rung, ""))

    def _run(self, paragraph: Paragraph, text: str, its: Face, size: float | None = None) -> None:
        run = paragraph.add_run(clean(text))
        if size is not None:
            run.font.size = Pt(size)
        if its.bold:
            run.font.bold = True
        usual = its.family == face(self.layout, "").family
        set_face(run._r.get_or_add_rPr(), None if usual else its.family)

    def _table(self, piece: Piece) -> Sequence[Paragraph]:
        """Write a table, its first row repeated on every page it goes over.

        Returns:
            The empty paragraph before a table that opens a page, so that it can be broken there.
        """
        before = self.document.add_paragraph()
        before.paragraph_format.line_spacing = Pt(1)
        table = self.document.add_table(rows=0, cols=len(piece.rows[0]))
        table.style = "Table Grid"
        table.autofit = False
        room = self._room()
        shares = view.column_shares(piece.rows, room / self.layout.points("table.size"))
        widths = [share * room for share in shares]
        for at, row in enumerate(piece.rows):
            self._row(table, row, widths, head=at == 0 and len(piece.rows) > 1)
        after = self.document.add_paragraph()
        after.paragraph_format.line_spacing = Pt(1)
        return [before]

    def _room(self) -> float:
        """Return the width of the type area in points."""
        margins = self.layout.points("page.inner") + self.layout.points("page.outer")
        return self.layout.points("page.width") - margins

    def _row(
        self, table: Table, row: Sequence[str], widths: Sequence[float], *, head: bool
    ) -> None:
        added = table.add_row()  # type: ignore[no-untyped-call]
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = Pt(width)
            paragraph = cell.paragraphs[0]
            form = paragraph.paragraph_format
            form.line_spacing = Pt(self.layout.points("table.leading"))
            if head:
                form.alignment = WD_ALIGN_PARAGRAPH.CENTER
            its = face(self.layout, "hei" if head else "")
            self._run(paragraph, text, its, self.layout.points("table.size"))
