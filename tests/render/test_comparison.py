"""The pages of a comparison say what the comparison says, and nothing of the texts is lost."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from gazette.compare import compare
from gazette.errors import RenderError
from gazette.model.comparison import Comparison
from gazette.model.document import Block, Part, PartKind, Role
from gazette.render import comparison as page
from gazette.render import comparison_docx, comparison_text
from gazette.structure import outline

OLD = """某某管理办法
第一章　总则
第一条　为了加强管理，制定本办法。
第二条　本办法所称企业，是指(一)类企业。
第三条　企业应当于2020年5月1日前备案。
第四条　主管部门负责监督检查，企业应当配合检查，如实提供材料。
第二章　罚则
第五条　违反本办法规定的，处一万元罚款。
第六条　拒绝备案的企业，由主管部门责令限期改正并给予警告。
第七条　本办法由市政府负责解释。"""
NEW = """某某管理办法
第一章　总则
第一条　为了加强管理，制定本办法。
第二条　本办法所称企业，是指（一）类企业。
第三条　国家鼓励<b>创新</b>，支持高校开展基础研究。
第四条　企业应当于2023年5月1日前备案。
备案不收费。
第五条　主管部门负责监督检查。
第六条　企业应当配合检查，如实提供材料。
第二章　罚则
第七条　违反本办法第五条规定的，处二万元罚款。
第八条　本办法由市政府负责解释。"""


def parts(text: str) -> tuple[Part, ...]:
    title, *lines = text.split("\n")
    blocks = [Block(title, role=Role.TITLE), *map(Block, lines)]
    return (Part(PartKind.INSTRUMENT, title, outline(blocks)),)


@pytest.fixture
def found() -> Comparison:
    return compare(parts(OLD), parts(NEW), old_name="旧<办法>", new_name="新办法")


class Cells(HTMLParser):
    """Gathers the cells of each row: paragraphs joined by line feeds."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, dict[str, str]]] = []
        self.cell: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = str(dict(attrs).get("class") or "")
        if tag == "tr":
            self.rows.append((named, {}))
        elif tag == "td":
            self.cell = named.split(" ")[0] or "heading"
            self.rows[-1][1].setdefault(self.cell, "")
        elif tag == "p" and self.cell and self.rows[-1][1][self.cell]:
            self.rows[-1][1][self.cell] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell and data.strip("\n"):
            self.rows[-1][1][self.cell] += data


def cells(html: str) -> list[tuple[str, dict[str, str]]]:
    parser = Cells()
    parser.feed(html)
    return parser.rows


def test_joining_the_cells_gives_both_texts_back(found: Comparison) -> None:
    rows = cells(page.table_page(found, fold_same=False))
    for side, text in (("old", OLD), ("new", NEW)):
        lines = "\n".join(row[side] for kind, row in rows if row.get(side) and kind != "heading")
        assert sorted(lines.split("\n")) == sorted(
            line for line in text.split("\n") if "章" not in line
        )


def test_the_notes_say_what_became_of_each(found: Comparison) -> None:
    notes = [row["note"] for kind, row in cells(page.table_page(found)) if row.get("note")]
    assert "新增" in notes
    assert "删除" in notes
    assert "2条未修改，其中1条仅标点、格式不同" in notes
    assert any(note.startswith("拆分（第四条→第五条、第六条）") for note in notes)
    assert "条序调整（第三条→第四条）、修改\n日期、文字" in notes
    assert "条序调整（第五条→第七条）、修改\n引用条款、数字" in notes


def test_added_and_deleted_have_an_empty_cell(found: Comparison) -> None:
    rows = dict(cells(page.table_page(found)))
    assert rows["added"]["old"] == ""
    assert rows["deleted"]["new"] == ""


def test_unchanged_provisions_are_folded(found: Comparison) -> None:
    folded = [row for kind, row in cells(page.table_page(found)) if kind == "folded"]
    assert [row["old"] for row in folded] == ["标题与题注", "第一条至第二条", "第七条"]
    whole = page.table_page(found, fold_same=False)
    assert "<details>" not in whole


def test_what_the_texts_say_is_never_markup(found: Comparison) -> None:
    for name in page.VIEWS:
        html = page.view(found, name)
        assert "<b>创新" not in html
        assert "旧<办法>" not in html
        assert "旧&lt;办法&gt;" in html
        assert "<script" not in html


def test_words_are_marked_by_more_than_colour(found: Comparison) -> None:
    html = page.view(found, "redline", fold_same=False)
    assert "<del>一</del><ins>二</ins>万元" in html
    assert html.count('<span class="typo">') > 1
    assert '<ins class="whole">' in html
    assert '<del class="whole">' in html


def test_columns_and_their_order(found: Comparison) -> None:
    heads = re.compile(r"<th scope=\"col\">([^<]+)</th>")
    assert heads.findall(page.table_page(found)) == ["原条文", "修改后条文", "说明"]
    assert heads.findall(page.table_page(found, swap=True)) == ["修改后条文", "原条文", "说明"]
    assert heads.findall(page.table_page(found, columns=("note", "new"))) == ["说明", "修改后条文"]
    assert heads.findall(page.side_by_side_page(found, swap=True)) == ["修改后条文", "原条文"]
    assert heads.findall(page.table_page(found, language="en")) == ["Old text", "New text", "Note"]


@pytest.mark.parametrize("columns", [(), ("old", "old"), ("old", "third")])
def test_columns_that_are_none(found: Comparison, columns: tuple[str, ...]) -> None:
    with pytest.raises(RenderError, match="no columns"):
        page.table_page(found, columns=columns)


def test_a_view_that_is_none(found: Comparison) -> None:
    with pytest.raises(RenderError, match="no view"):
        page.view(found, "poster")
    with pytest.raises(RenderError, match="language"):
        page.view(found, language="fr")


def test_the_editors_own_template_wins(found: Comparison, tmp_path: Path) -> None:
    (tmp_path / "compare").mkdir()
    (tmp_path / "compare" / "summary.html.j2").write_text("{{ title }}：{{ rows|length }}")
    assert page.view(found, "summary", own_templates=tmp_path) == "修订概况：5"


def test_two_equal_texts() -> None:
    same = compare(parts(OLD), parts(OLD))
    html = page.table_page(same)
    assert "两个文本没有字句上的差别" in html
    assert "第一条至第四条" in html


def test_a_rewrite_is_said_to_be_one() -> None:
    old = parts("甲办法\n第一条　为了规范渔业捕捞活动，保护水产资源，制定本办法。")
    new = parts("乙规定\n第一条　科技企业孵化器应当具备独立法人资格和专业服务团队。")
    found = compare(old, new)
    assert found.rewritten
    assert "属于重新制定" in page.table_page(found)
    assert "属于重新制定" in comparison_text.lines(found)
    assert comparison_docx.write(found)


def test_terminal(found: Comparison) -> None:
    text = comparison_text.lines(found)
    assert text.startswith("旧<办法>→新办法\n未修改")
    assert "处[-一-]{+二+}万元罚款" in text
    assert "# 新增\n{+第三条　国家鼓励<b>创新</b>，支持高校开展基础研究。+}" in text
    assert "# 删除\n[-第六条　拒绝备案" in text
    assert "\n\n第二章　罚则\n\n" in text


def test_docx_holds_both_texts(found: Comparison) -> None:
    data = comparison_docx.write(found, fold_same=False)
    assert data == comparison_docx.write(found, page.words("zh"), fold_same=False)
    table = Document(io.BytesIO(data)).tables[0]
    for column, text in ((0, OLD), (1, NEW)):
        held = "\n".join(row.cells[column].text for row in table.rows[1:])
        assert sorted(line for line in held.split("\n") if line) == sorted(text.split("\n"))
    struck = [
        run.text
        for row in table.rows
        for run in row.cells[0].paragraphs[0].runs
        if run.font.strike
    ]
    assert "一" in struck
    assert b"w:tblHeader" in table.rows[0]._tr.xml.encode()


def test_docx_survives_what_xml_cannot_say() -> None:
    strange = parts("办法\n第一条　甲\x0b乙\ud800丙\x00。")
    data = comparison_docx.write(compare(strange, strange), fold_same=False)
    assert (
        "甲\ufffd乙\ufffd丙\ufffd。" in Document(io.BytesIO(data)).tables[0].rows[2].cells[0].text
    )
