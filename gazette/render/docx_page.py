"""The page, the styles and the page numbers of a DOCX, after a layout profile.

Import this module only when a DOCX is wanted: python-docx is slow to load.
"""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from gazette.render.docx_file import set_face
from gazette.render.profile import Profile

TITLE, NORMAL = "Title", "Normal"
DEEPEST = 5
"""Deepest style of heading in use."""
_FOLIO_DROP = 7.0
"""Points from the baseline of a page number to the lower edge of its line."""


@dataclass(frozen=True, slots=True)
class Face:
    """A family, and whether it is bold."""

    family: str
    bold: bool = False


def face(layout: Profile, name: str) -> Face:
    """Return the face a profile calls `hei`, `song bold` …; empty is the face of the body."""
    role, _, weight = name.partition(" ")
    families = dict(layout.fonts)[role or body_role(layout)]
    return Face(families[0], bold=weight == "bold")


def body_role(layout: Profile) -> str:
    """Return the role of the body's face: that of the lowest rung of the ladder."""
    return layout.levels[-1][1].partition(" ")[0] if layout.levels else "song"


def heading(level: int) -> str:
    """Return the name of the style of a heading; level 1 is the highest."""
    return f"Heading {min(max(level, 1), DEEPEST)}"


def prepare(document: Docx, layout: Profile) -> None:
    """Set the page, the styles and the page numbers of an empty file."""
    _set_page(document, layout)
    _set_styles(document, layout)
    _set_folios(document, layout)


def _set_page(document: Docx, layout: Profile) -> None:
    """Lay out the page; left and right margins change places on even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = (
        Pt(layout.points("page.width")),
        Pt(layout.points("page.height")),
    )
    section.top_margin = Pt(layout.points("page.top"))
    section.bottom_margin = Pt(layout.points("page.bottom"))
    section.left_margin = Pt(layout.points("page.inner"))
    section.right_margin = Pt(layout.points("page.outer"))
    section.gutter = Pt(0)
    below = layout.points("page.bottom") - layout.points("folio.drop")
    section.footer_distance = Pt(max(below - layout.points("folio.size") - _FOLIO_DROP, 0))
    document.settings.odd_and_even_pages_header_footer = True
    # The schema wants it after the zoom.
    document.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))


def _set_styles(document: Docx, layout: Profile) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    leading = layout.points("body.leading")
    body = face(layout, "")
    _style(document, NORMAL, body, layout.points("body.size"), leading)
    head = face(layout, "song bold")
    title = _style(
        document, TITLE, head, layout.points("title.size"), layout.points("title.leading")
    )
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_after = Pt(leading)
    border = title.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    for level in range(1, DEEPEST + 1):
        _style(document, heading(level), body, layout.points("body.size"), leading)


def _style(document: Docx, name: str, its: Face, size: float, leading: float) -> Any:
    """Give a style of the library's template our face, size and leading, and nothing else."""
    style: Any = document.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), its.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    set_face(properties, its.family)
    for tag in ("w:spacing", "w:kern"):
        found = properties.find(qn(tag))
        if found is not None:
            properties.remove(found)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    return style


def _set_folios(document: Docx, layout: Profile) -> None:
    """Put the page number at the outer edge: right on odd pages, left on even ones."""
    section = document.sections[0]
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    )
    inset = Pt(layout.points("folio.inset"))
    for footer, side in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            paragraph.paragraph_format.right_indent = inset
        else:
            paragraph.paragraph_format.left_indent = inset
        _folio(paragraph, face(layout, "song"), layout.points("folio.size"))


def _folio(paragraph: Paragraph, its: Face, size: float) -> None:
    """Write — 1 —, the number counted by the word processor."""
    for kind, text in (
        ("text", "— "),
        ("begin", ""),
        ("code", "PAGE"),
        ("separate", ""),
        ("text", "1"),
        ("end", ""),
        ("text", " —"),
    ):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size = Pt(size)
        set_face(run._r.get_or_add_rPr(), its.family)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
