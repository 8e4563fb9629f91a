"""DOCX files are built with python-docx from known texts and read back."""

from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import docx
from gazette.model.source import Extraction, LineKind, Medium
from gazette.text.fold import fold
from tests.extract.laws import check, kept, notes, said
from tests.extract.make_docx import ARTICLES, OUTLINE, add_list, add_num, blank, numbered, saved
from tests.extract.make_ofd import zipped

pytestmark = pytest.mark.usefixtures("in_process")
W = nsdecls("w")


def read(document: Any) -> Extraction:
    return check(extract.read_bytes(saved(document), "a.docx"))


def add(document: Any, xml: str) -> None:
    """Put a piece of WordprocessingML at the end of the body."""
    document.element.body.insert(-1, parse_xml(xml))


def test_a_seed_comes_back(seeds: Path) -> None:
    text = (seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8").replace("\f", "")
    document = blank()
    document.core_properties.title = "公报"
    for line in text.splitlines():
        document.add_paragraph(line)
    found = read(document)
    assert found.source.medium is Medium.DOCX
    assert found.title == "公报"
    assert kept(found) == fold(text)


def test_automatic_numbers_of_an_outline() -> None:
    document = blank()
    add_list(document, OUTLINE, number=51)
    add_num(document, number=52, abstract=51, restart=1)
    levels = [
        (0, "总体要求"),
        (1, "思想"),
        (2, "甲"),
        (3, "子"),
        (2, "乙"),
        (1, "原则"),
        (2, "丙"),
        (0, "任务"),
        (1, "丁"),
    ]
    for level, text in levels:
        numbered(document, text, number=51, level=level)
    document.add_paragraph("附件")
    numbered(document, "重新", number=52)
    numbered(document, "再来", number=52)
    assert said(read(document)) == [
        "一、总体要求", "（一）思想", "1. 甲", "（1）子", "2. 乙", "（二）原则", "1. 丙", "二、任务", "（一）丁",
        "附件", "一、重新", "二、再来",
    ]  # fmt: skip


def test_articles_are_counted_through_the_chapters() -> None:
    document = blank()
    add_list(document, ARTICLES, number=51, extra='<w:lvlRestart w:val="0"/>')
    for level, text in [(0, "总则"), (1, "为了"), (1, "本办法"), (0, "分则"), (1, "各级")]:
        numbered(document, text, number=51, level=level)
    assert said(read(document)) == [
        "第一章 总则",
        "第一条 为了",
        "第二条 本办法",
        "第二章 分则",
        "第三条 各级",
    ]


def test_numbers_by_style() -> None:
    document = blank()
    add_list(document, OUTLINE, number=51)
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="51"/></w:numPr>'))
    document.add_heading("总体要求", 1)
    document.add_heading("任务", 1)
    paragraph = document.add_heading("无号", 1)
    own = f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(own))
    found = read(document)
    assert said(found) == ["一、总体要求", "二、任务", "无号"]
    assert {line.heading for line in found.lines} == {1}


def test_headings() -> None:
    document = blank()
    document.add_heading("题", 0)
    document.add_heading("二级", 2)
    outline = document.add_paragraph("三级")
    outline._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))
    body = document.add_paragraph("正文")
    body._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))
    assert [line.heading for line in read(document).lines] == [1, 2, 3, None]


def test_tables() -> None:
    document = blank()
    table = document.add_table(3, 3)
    for row, texts in enumerate([("序号", "任务", "单位"), ("1", "甲", "乙"), ("2", "丙", "丁")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 2).add_paragraph("戊\t己")
    table.cell(2, 1).paragraphs[0].add_run("隐").font.hidden = True
    document.add_table(1, 1).cell(0, 0).text = "一格"
    found = read(document)
    assert said(found) == ["序号\t任务 单位\t", "1 2\t甲\t乙", "\t丙\t丁 戊 己", "隐", "一格"]
    assert [line.kind.value for line in found.lines] == ["row", "row", "row", "hidden", "text"]


def test_what_is_not_seen_is_hidden() -> None:
    document = blank()
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("隐藏").font.hidden = True
    paragraph.add_run("白字").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("小字").font.size = Pt(1)
    shaded = paragraph.add_run("底色白字")
    shaded.font.color.rgb = RGBColor(255, 255, 255)
    shaded._r.get_or_add_rPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="003366"/>'))
    off = paragraph.add_run("不隐藏")
    off._r.get_or_add_rPr().append(parse_xml(f'<w:vanish {W} w:val="0"/>'))
    found = read(document)
    assert kept(found) == "看得见底色白字不隐藏"
    assert notes(found, LineKind.HIDDEN) == {
        "隐藏": "hidden run",
        "白字": "white on white",
        "小字": "tiny",
    }


def test_changes_are_read_as_if_accepted() -> None:
    document = blank()
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    add(
        document,
        f"<w:p {W}>{run.format('t', '应当')}<w:del>{run.format('delText', '十')}</w:del>"
        f"<w:ins>{run.format('t', '五')}</w:ins>{run.format('t', '日内')}</w:p>",
    )
    add(document, f"<w:del {W}><w:p>{run.format('t', '整段删去')}</w:p></w:del>")
    found = read(document)
    assert kept(found) == "应当五日内"
    assert notes(found, LineKind.HIDDEN) == {"十": "deleted", "整段删去": "deleted"}


def test_breaks_tabs_symbols_and_fields() -> None:
    document = blank()
    add(
        document,
        f"<w:p {W}><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type='page'/>"
        "<w:noBreakHyphen/><w:sym w:char='25A1'/><w:sym w:char='zz'/><w:sym w:char='D800'/></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>丁</w:t></w:r></w:hyperlink></w:p>",
    )
    assert said(read(document)) == ["甲", "乙\t丙\u2011□丁"]


def test_wrappers_boxes_and_ruby() -> None:
    document = blank()
    add(
        document,
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p><w:p><w:r><w:t>两行</w:t></w:r></w:p></w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    ruby = "<w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
    add(
        document,
        f"<w:p {W}><w:r><w:t>段落</w:t></w:r><w:r>{alternate}</w:r><w:r>{ruby}</w:r></w:p>",
    )
    found = read(document)
    assert said(found, LineKind.TEXT) == ["控件", "段落漢", "框中", "两行"]
    assert notes(found, LineKind.FURNITURE) == {"hàn": "ruby"}


def test_heads_and_feet_are_furniture_once() -> None:
    document = blank()
    document.sections[0].header.paragraphs[0].text = "某省公报"
    document.sections[0].footer.paragraphs[0].text = "内部"
    document.add_section().header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "某省公报"
    document.add_paragraph("正文")
    assert notes(read(document), LineKind.FURNITURE) == {
        "某省公报": "running head",
        "内部": "running foot",
    }
    assert len(read(document).lines) == 3


def part(name: str, inner: str) -> dict[str, str | bytes]:
    return {f"word/{name}.xml": f'<?xml version="1.0"?><w:{name} {W}>{inner}</w:{name}>'}


def test_notes_and_comments() -> None:
    note = '<w:footnote w:id="{0}"{2}><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:footnote>'
    members = part(
        "document",
        '<w:body><w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="1"/><w:t>后</w:t></w:r></w:p></w:body>',
    )
    members |= part(
        "footnotes", note.format(0, "线", ' w:type="separator"') + note.format(1, "注一", "")
    )
    members |= part("comments", "<w:comment><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment>")
    found = check(extract.read_bytes(zipped(members), "a.docx"))
    assert said(found, LineKind.TEXT) == ["正文¹后", "¹注一"]
    assert notes(found, LineKind.HIDDEN) == {"批注": "comment"}


@pytest.mark.parametrize("kind", ["html", "docx", "missing", "outside"])
def test_files_taken_in_where_they_stand(kind: str) -> None:
    inner = blank()
    inner.add_paragraph("里面一")
    content = {"html": "<p>里面<br>一</p>".encode("gbk"), "docx": saved(inner)}.get(kind)
    rel = 'Id="c" Type="aFChunk" Target="chunk.bin"' + (
        ' TargetMode="External"' if kind == "outside" else ""
    )
    members: dict[str, str | bytes] = part(
        "document",
        '<w:body><w:p><w:r><w:t>前</w:t></w:r></w:p><w:altChunk r:id="c" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        "<w:p><w:r><w:t>后</w:t></w:r></w:p></w:body>",
    )
    members["word/_rels/document.xml.rels"] = (
        f"<Relationships><Relationship {rel}/></Relationships>"
    )
    if content:
        members["word/chunk.bin"] = content
    found = check(extract.read_bytes(zipped(members), "a.docx"))
    assert kept(found) == ("前里面一后" if content else "前后")


@pytest.mark.parametrize(("depth", "sound"), [(60, True), (200, False)])
def test_deep_nesting_is_read_or_refused_never_cut(depth: int, *, sound: bool) -> None:
    wrapped = "<w:p><w:r><w:t>深</w:t></w:r></w:p>"
    inner = "<w:sdt><w:sdtContent>" * depth + wrapped + "</w:sdtContent></w:sdt>" * depth
    data = zipped(part("document", f"<w:body>{inner}</w:body>"))
    if sound:
        assert docx.read(data).text == "深"
    else:
        with pytest.raises(SourceError, match="well formed"):
            docx.read(data)


def test_a_document_without_text() -> None:
    with pytest.raises(SourceError, match="no text"):
        read(blank())


def test_a_run_inside_deleted_text_that_is_hidden_is_deleted() -> None:
    document = blank()
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:delText>去</w:delText></w:r>"
    add(document, f"<w:p {W}><w:r><w:t>留</w:t></w:r><w:del>{hidden}</w:del></w:p>")
    assert notes(read(document), LineKind.HIDDEN) == {"去": "deleted"}
