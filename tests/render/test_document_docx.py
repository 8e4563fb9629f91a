"""One document as DOCX: its words read back, its layout, and the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import extract
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role, text_of
from gazette.model.source import LineKind
from gazette.render import document_docx, docx_page, profile
from gazette.structure import outline

LAYOUT = profile.load("gongwen-9704")
WORDS = st.text("关于办理通知省市县一二三、（）“”《》—…·aZ09 ", min_size=1, max_size=20).map(
    lambda text: f"字{' '.join(text.split())}字"
)


def part(kind: PartKind, *blocks: Block) -> Part:
    listed = outline(blocks)
    title = next((b.text for b in listed if b.role is Role.TITLE), None)
    return Part(kind, title, listed)


NOTICE = part(
    PartKind.NOTICE,
    Block("某省民政厅 某省财政厅关于印发《某办法》的通知", Role.TITLE),
    Block("某民发〔2024〕1号", Role.NUMBER),
    Block("各市（州）民政局：", Role.ADDRESSEES),
    Block("现将《某办法》印发给你们，请遵照“执行”。"),
)
SIGNED = part(
    PartKind.SIGNATURE,
    Block("某省民政厅", Role.SIGNATORY),
    Block("某省财政厅", Role.SIGNATORY),
    Block("2024年1月2日", Role.DATE),
    Block("（此件公开发布）", Role.NOTE),
)
RULES = part(
    PartKind.INSTRUMENT,
    Block("某办法", Role.TITLE),
    Block("第一章　总　则", Role.HEADING),
    Block("第一条　为了规范，制定本办法。"),
    Block("一、总体要求", Role.HEADING),
    Block("（一）基本原则。坚持统筹。"),
    Block("（二）主要目标。到2025年。"),
    Block("项目\t数量\t说明\n社区\t1\t\n街道\t2", Role.TABLE),
)
APPENDIX = part(
    PartKind.ATTACHMENT, Block("附件1"), Block("申请表", Role.TITLE), Block("姓名："),
)  # fmt: skip
POLICY = Policy(
    "某民发/2024/1",
    Metadata(
        number="某民发〔2024〕1号",
        title="某省民政厅 某省财政厅关于印发《某办法》的通知",
        issuers=("某省民政厅", "某省财政厅"),
        issued=date(2024, 1, 2),
    ),
    (NOTICE, SIGNED, RULES, APPENDIX),
)


def read_back(data: bytes) -> list[str]:
    found = extract.read_bytes(data, "x.docx")
    said = (LineKind.TEXT, LineKind.ROW)
    # A short row is filled with empty cells: a grid has no holes.
    lines = (found.text[line.start : line.end] for line in found.lines if line.kind in said)
    return [line.rstrip("\t") for line in lines]


def lines_of(parts: tuple[Part, ...]) -> list[str]:
    return [line.rstrip("\t") for line in text_of(parts).split("\n")]


@pytest.fixture(scope="module")
def written() -> Any:
    return Document(io.BytesIO(document_docx.write(POLICY, LAYOUT)))


def paragraph(written: Any, text: str) -> Any:
    return next(each for each in written.paragraphs if each.text == text)


def family(run: Any) -> str | None:
    fonts = run._r.rPr.find(qn("w:rFonts"))
    found: str | None = fonts.get(qn("w:eastAsia"))
    return found


def test_the_text_is_read_back_line_by_line() -> None:
    assert read_back(document_docx.write(POLICY, LAYOUT)) == lines_of(POLICY.parts)


def test_the_same_document_gives_the_same_bytes() -> None:
    one, other = (document_docx.write(POLICY, LAYOUT) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in package.namelist())


def test_the_file_says_what_it_is(written: Any) -> None:
    core = written.core_properties
    assert (core.title, core.subject) == (POLICY.meta.title, POLICY.meta.number)
    assert core.author == "某省民政厅、某省财政厅"
    assert core.created.date() == core.modified.date() == date(2024, 1, 2)
    assert core.comments == core.last_modified_by == ""


def test_a_day_that_is_not_known_is_not_written() -> None:
    undated = replace(POLICY, meta=replace(POLICY.meta, issued=None))
    with zipfile.ZipFile(io.BytesIO(document_docx.write(undated, LAYOUT))) as package:
        core = package.read("docProps/core.xml").decode()
    assert "dcterms" not in core.partition("<dc:title")[2]


def test_the_page_is_that_of_the_profile(written: Any) -> None:
    section = written.sections[0]
    assert section.page_width.mm == pytest.approx(210, abs=0.1)
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    normal = written.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.05)


def test_headings_have_levels_and_the_faces_of_their_rungs(written: Any) -> None:
    chapter, section = paragraph(written, "第一章　总　则"), paragraph(written, "一、总体要求")
    assert paragraph(written, "某办法").style.name == "Heading 1"
    assert (chapter.style.name, section.style.name) == ("Heading 2", "Heading 3")
    faces = dict(LAYOUT.fonts)
    assert family(chapter.runs[0]) == family(section.runs[0]) == faces["hei"][0]
    run_in = paragraph(written, "（一）基本原则。坚持统筹。")
    assert [family(run) for run in run_in.runs] == [faces["kai"][0], None]
    assert paragraph(written, POLICY.meta.title or "").style.name == "Title"


def test_bodies_are_indented_and_signatures_stand_right(written: Any) -> None:
    body = paragraph(written, "现将《某办法》印发给你们，请遵照“执行”。")
    assert body.paragraph_format.first_line_indent.pt == 32
    assert paragraph(written, "各市（州）民政局：").paragraph_format.first_line_indent is None
    signed, day = paragraph(written, "某省民政厅"), paragraph(written, "2024年1月2日")
    assert {signed.alignment, day.alignment} == {WD_ALIGN_PARAGRAPH.RIGHT}
    assert day.paragraph_format.right_indent.pt == 64
    assert signed.paragraph_format.keep_with_next


def test_an_attachment_begins_on_a_page_of_its_own(written: Any) -> None:
    breaks = [p.text for p in written.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["附件1"]


def test_an_attachment_that_is_a_table_begins_on_a_page_too() -> None:
    table = part(PartKind.ATTACHMENT, Block("甲\t乙\n一\t二", Role.TABLE))
    data = document_docx.write(replace(POLICY, parts=(NOTICE, table)), LAYOUT)
    found = Document(io.BytesIO(data))
    assert sum(bool(p.paragraph_format.page_break_before) for p in found.paragraphs) == 1


def test_tables_are_tables_with_heads_that_repeat(written: Any) -> None:
    (table,) = written.tables
    assert [cell.text for cell in table.rows[0].cells] == ["项目", "数量", "说明"]
    first = table.rows[0]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert {len(row.cells) for row in table.rows} == {3}
    widths = [cell.width.pt for cell in table.rows[0].cells]
    assert sum(widths) == pytest.approx(156 / 25.4 * 72, abs=2)


def test_page_numbers_stand_at_the_outer_edge(written: Any) -> None:
    section = written.sections[0]
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert written.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].text == "— 1 —"


def test_the_faces_an_office_owns_come_first() -> None:
    mine = profile.with_overrides(LAYOUT, {"fonts": {"fang": "仿宋_GB2312"}})
    found = Document(io.BytesIO(document_docx.write(POLICY, mine)))
    fonts = found.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) == "仿宋_GB2312"
    assert docx_page.face(mine, "").family == "仿宋_GB2312"


def test_what_xml_cannot_hold_is_marked() -> None:
    odd = replace(POLICY, parts=(part(PartKind.NOTICE, Block("甲\x01乙")),))
    assert read_back(document_docx.write(odd, LAYOUT)) == ["甲\ufffd乙"]


ROLES = st.sampled_from((
    Role.PARAGRAPH, Role.NOTE, Role.ADDRESSEES, Role.NUMBER, Role.TITLE, Role.SIGNATORY,
    Role.DATE, Role.ATTACHMENT, Role.HEADING,
))  # fmt: skip
ROWS = st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=3)
TABLES = ROWS.map(lambda rows: Block("\n".join(map("\t".join, rows)), Role.TABLE))
BLOCKS = st.lists(st.one_of(st.builds(Block, WORDS, ROLES), TABLES), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(tuple(PartKind)), BLOCKS), min_size=1, max_size=3))
def test_nothing_of_any_document_is_lost(drafts: list[tuple[PartKind, list[Block]]]) -> None:
    parts = tuple(part(kind, *blocks) for kind, blocks in drafts)
    data = document_docx.write(replace(POLICY, parts=parts), LAYOUT)
    assert read_back(data) == lines_of(parts)
