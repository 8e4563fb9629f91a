import pytest

from gazette import extract
from gazette.extract.html_furniture import line_note
from gazette.model.source import LineKind
from tests.extract.laws import check, kept, notes

PROSE = "各市（州）人民政府，各县（市、区）人民政府：为贯彻落实党中央、国务院决策部署，现将办法印发给你们，请认真贯彻执行。"
BODY = "<h1>关于印发办法的通知</h1><p>吉政办发〔2023〕1号</p>" + f"<p>{PROSE}</p>" * 6

PAGE = f"""<!DOCTYPE html><html><head><title>关于印发办法的通知_某省</title></head><body>
<header><div class="logo">某省人民政府</div><nav><a href=/>首页</a><a href=/a>公开</a></nav></header>
<div class="crumbs">当前位置：<a href=/>首页</a> &gt; <a href=/z>政策</a></div>
<div id="main-content">{BODY}
<p>附件：<a href="a.docx">1.任务表</a><a href="b.pdf">2.名单</a><a href="c.doc">3.表</a><a href="d.xls">4.表</a></p></div>
<div class="bdsharebuttonbox"><a href=w>微博</a></div>
<ul><li><a href=1>关于甲的通知</a><li><a href=2>关于乙的通知</a><li><a href=3>关于丙的通知</a><li><a href=4>关于丁的通知</a></ul>
<p>上一篇：关于甲的通知</p><p>打印本页</p>
<footer>版权所有：某省人民政府 吉ICP备1号</footer></body></html>"""


def test_the_document_is_kept_and_the_rest_is_marked() -> None:
    read = check(extract.read_bytes(PAGE.encode(), "a.html"))
    text = kept(read)
    assert text.startswith("关于印发办法的通知吉政办发[2023]1号")
    assert text.endswith("附件:1.任务表2.名单3.表4.表")
    marked = notes(read, LineKind.FURNITURE)
    assert marked["某省人民政府"] == "page header"
    assert marked["首页公开"] == "navigation"
    assert marked["当前位置：首页 > 政策"] == "breadcrumb"
    assert marked["微博"] == "share"
    assert marked["关于甲的通知"] == "list of links"
    assert marked["上一篇：关于甲的通知"] == "neighbours"
    assert marked["打印本页"] == "page tools"
    assert marked["版权所有：某省人民政府 吉ICP备1号"] == "footer"


@pytest.mark.parametrize(
    "wrapper", ["<div class='nav-wrapper'>", "<form>", "<div id=footer>", "<aside>", "<nav>"]
)
def test_running_text_is_never_furniture(wrapper: str) -> None:
    read = extract.read_bytes(f"<html>{wrapper}{BODY}".encode(), "a.html")
    assert not notes(read, LineKind.FURNITURE)


def test_contents_within_the_page_are_text() -> None:
    entries = "".join(f'<li><a href="#d{i}">关于第{i}件事的通知</a>' for i in range(8))
    read = extract.read_bytes(f"<html><ul>{entries}</ul>{BODY}".encode(), "a.html")
    assert not notes(read, LineKind.FURNITURE)


def test_a_page_of_nothing_but_furniture_is_shown() -> None:
    links = "".join(f"<li><a href=/{i}>通知{i}</a>" for i in range(6))
    read = extract.read_bytes(f"<html><nav><ul>{links}</ul></nav>".encode(), "a.html")
    assert {line.kind for line in read.lines} == {LineKind.TEXT}


def test_a_header_inside_an_article_is_its_title() -> None:
    markup = f"<html><article><header><h1>通知</h1></header>{BODY}</article>"
    assert kept(extract.read_bytes(markup.encode(), "a.html")).startswith("通知")


def test_roles_and_names() -> None:
    markup = f"<html><div role=navigation>导</div><div class='topBar x'>顶</div><button>钮</button>{BODY}"
    marked = notes(extract.read_bytes(markup.encode(), "a.html"), LineKind.FURNITURE)
    assert marked == {"导": "navigation", "顶": "page header", "钮": "form"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("扫一扫在手机打开当前页", "code to scan"),
        ("分享到：微信 微博", "share"),
        ("【打印】 【关闭】", "page tools"),
        ("返回顶部", "page tools"),
        ("首页 > 政府信息公开", "breadcrumb"),
        ("浏览次数：123", "counter"),
        ("主办单位：某厅", "footer"),
        ("第一条 为了规范打印管理，制定本办法。", None),
        ("分享到的经验应当推广。", None),
        ("下一篇章的任务是", None),
        ("返回顶部" + "字" * 100, None),
    ],
)
def test_lines_told_by_their_words(text: str, note: str | None) -> None:
    assert line_note(text) == note
