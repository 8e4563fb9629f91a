import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import extract
from gazette.errors import SourceError
from gazette.extract import html, html_tables
from gazette.model.source import Extraction, LineKind
from gazette.text.fold import fold
from tests.extract.laws import check, kept, notes, said


def page(body: str, name: str = "a.html") -> Extraction:
    return check(extract.read_bytes(f"<!DOCTYPE html><html>{body}".encode(), name))


@pytest.mark.cases
def test_portal_pages_keep_all_their_text(cases: Path) -> None:
    files = sorted(cases.glob("issues/govcn_pages/*.html")) + sorted(
        cases.glob("copies/*/*_govcn.html")
    )
    assert files
    for file in files:
        read = check(extract.read(file))
        expected = fold(file.with_suffix(".txt").read_text("utf-8"))
        assert fold(read.text) == expected
        assert kept(read) == expected.removesuffix("扫一扫在手机打开当前页")


@pytest.mark.cases
def test_header_fields_stand_in_rows(cases: Path) -> None:
    folder = cases / "issues" / "govcn_pages"
    for document in json.loads((folder / "meta.json").read_text("utf-8"))["docs"]:
        rows = said(extract.read(folder / f"{document['n']}.html"), LineKind.ROW)
        fields = document["header_fields"]
        assert any(fields["发文字号"] in row.split("\t") for row in rows)
        assert any(fields["成文日期"] in row.split("\t") for row in rows)


@pytest.mark.cases
@pytest.mark.parametrize("name", ["issue_body.html", "issue.xml"])
def test_whole_issues_keep_all_their_text(cases: Path, name: str) -> None:
    files = sorted(cases.glob(f"issues/*/{name}"))
    assert files
    for file in files:
        read = check(extract.read(file))
        assert kept(read) == fold(file.with_name("issue.txt").read_text("utf-8"))


def test_a_page_of_a_seed(seeds: Path) -> None:
    lines = (seeds / "001_7dbb9fe1df8c5f2f.txt").read_text("utf-8").splitlines()
    read = page("".join(f"<p>{line}</p>\n" for line in lines))
    assert kept(read) == fold("".join(lines))


def test_lines_end_at_blocks_and_breaks() -> None:
    read = page(
        "<title> 页 名 </title><h2>第一章　总则</h2><p>甲<b>乙</b>\n丙<br>丁&nbsp;戊<div>己</div>庚"
    )
    assert said(read) == ["第一章　总则", "甲乙 丙", "丁\u00a0戊", "己", "庚"]
    assert read.lines[0].heading == 2
    assert read.lines[1].heading is None
    assert read.title == "页 名"


def test_scripts_are_left_out_and_counted() -> None:
    read = page("<style>p{}</style><p>甲</p><script>var a='乙'</script><template>丙</template>")
    assert read.text == "甲"
    assert read.warnings == ("2 script(s) and style sheet(s) were left out.",)


@pytest.mark.parametrize(
    ("markup", "note"),
    [
        ('<p style="display:none">隐</p>', "display:none"),
        ("<div hidden>隐</div>", "hidden attribute"),
        ('<span style="font-size:0px">隐</span>', "font-size:0"),
        ('<span style="FONT-SIZE: 0">隐</span>', "font-size:0"),
        ('<span style="visibility:hidden">隐</span>', "visibility:hidden"),
        ('<font color="#FFFFFF">隐</font>', "white on white"),
        ('<span style="color: rgb(255, 255, 255)">隐</span>', "white on white"),
        ('<div style="position:absolute;left:-9999px">隐</div>', "off screen"),
        ('<div style="text-indent:-2000px">隐</div>', "off screen"),
        ('<div style="opacity:0">隐</div>', "opacity:0"),
        ('<div style="height:0;overflow:hidden">隐</div>', "no size"),
        ('<div style="clip:rect(0,0,0,0)">隐</div>', "no size"),
    ],
)
def test_hidden_text_is_kept_apart(markup: str, note: str) -> None:
    read = page(f"<p>看得见的{markup}文字</p>")
    assert notes(read, LineKind.HIDDEN) == {"隐": note}
    assert kept(read) == "看得见的文字"


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="background:#036"><b style="color:#fff">显</b></div>',
        '<td bgcolor="#003366"><font color="white">显</font></td>',
        '<ul style="font-size:0"><li style="font-size:14px">显</li></ul>',
        '<div style="visibility:hidden"><p style="visibility:visible">显</p></div>',
        '<p style="margin-left:-20px;height:0;width:x">显</p>',
        '<div style="background-image:url(a.png);color:white">显</div>',
    ],
)
def test_what_is_seen_is_not_hidden(markup: str) -> None:
    assert "显" in kept(page(f"<p>文</p><table><tr>{markup}</tr></table>"))


def test_figures_raised_and_lowered() -> None:
    read = page("<p>10 m<sup>2</sup>，CO<sub>2</sub>，注<sup>[1]</sup></p>")
    assert read.text == "10 m²，CO₂，注[1]"


def test_ruby_stands_aside() -> None:
    read = page("<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>")
    assert kept(read) == "漢字"
    assert notes(read, LineKind.FURNITURE) == {"(hàn)": "ruby"}


def test_preformatted_lines() -> None:
    read = page("<pre>第一条  甲\n  第二条\n\n第三条</pre>")
    assert said(read) == ["第一条  甲", "第二条", "第三条"]
    assert "  第二条" in read.text


def test_a_style_keeps_line_feeds_too() -> None:
    assert said(page('<div style="white-space:pre-wrap">第一条\n第二条</div>')) == [
        "第一条",
        "第二条",
    ]
    assert said(page("<div>第一条\n第二条</div>")) == ["第一条 第二条"]


def test_a_dump_in_one_line() -> None:
    text = "关于印发办法的通知　各市（州）人民政府：　现将办法印发给你们。" * 300
    read = page(f"<body>{text}</body>")
    assert said(read) == [text]


def test_a_data_table_gives_rows() -> None:
    read = page(
        "<table><caption>任务表</caption><tr><th>序号<th colspan=2>任务<tr><td rowspan=2>1<td>甲<br>乙"
        "<td>丙<tr><td>丁<td><span hidden>隐</span>戊</table>"
    )
    assert said(read) == ["任务表", "序号\t任务\t", "1\t甲 乙\t丙", "\t丁\t戊", "隐"]
    assert [line.kind.value for line in read.lines] == ["text", "row", "row", "row", "hidden"]


def test_a_layout_table_gives_lines() -> None:
    read = page("<table><tr><td>左<td><table><tr><td>一<td>二<tr><td>三<td>四</table></table>")
    assert said(read) == ["左", "一\t二", "三\t四"]
    one_row = page("<table><tr><td>内政部令<td>98年1月5日<br>第1号</table>")
    assert said(one_row) == ["内政部令", "98年1月5日", "第1号"]


def test_wild_spans_are_bounded() -> None:
    cell = "<td colspan=999999999999 rowspan=-3>甲<td colspan=x rowspan=100000>乙"
    read = page(f"<table><tr>{cell}<tr>{cell}</table>")
    assert len(read.text) < 1000
    with pytest.raises(SourceError, match="cells"):
        page("<table>" + ("<tr>" + "<td colspan=200>甲" * 20) * 60 + "</table>")


def test_too_many_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "MAX_NODES", 50)
    with pytest.raises(SourceError, match="elements"):
        html.read(b"<html>" + b"<p>x</p>" * 100)


def test_an_xhtml_page_with_a_document_type_is_a_page() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>'
    assert check(extract.read_bytes(f"{head}<p>甲</p></html>".encode(), "a")).text == "甲"


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8", "big5"])
def test_declared_charsets(charset: str) -> None:
    body = f'<html><meta charset="{charset}"><p>行政院令：公告'
    read = extract.read_bytes(body.encode(charset), "a.html")
    assert read.text == "行政院令：公告"


WORDS = st.text(st.sampled_from("第一条总则，。（） ab12"), min_size=1, max_size=8)
TAGS = st.sampled_from(
    ["p", "div", "b", "span", "td", "tr", "table", "li", "ul", "h3", "a href=x", "nav", "footer",
     "sup", "section class=share", "p style=display:none", "pre", "ruby", "rt", "form", "button"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map(lambda t: f"</{t.split()[0]}>")),
        max_size=40,
    )
)
def test_no_word_is_lost_whatever_the_tags(pieces: list[str]) -> None:
    words = "".join(piece for piece in pieces if not piece.startswith("<"))
    layout = html.read(("<html><body>始" + "".join(pieces)).encode())
    assert sorted(fold(layout.text)) == sorted(fold("始" + words))


def test_a_link_that_hides_in_the_head_of_a_broken_page() -> None:
    assert kept(page("<p>一<p>二<div>三</p></div></span>四")) == "一二三四"
