"""The catalogue in its three forms: the same rows, and hostile words harmless in each."""

import io
from datetime import date

import openpyxl
import pytest
from lxml import html
from markdown_it import MarkdownIt

from gazette.errors import RenderError
from gazette.model.event import Event, EventKind, Status, StatusKind
from gazette.render.catalogue import Entry, render

DAY = date(2023, 12, 1)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>|[x](y)", "a\x0bb\x00c")


def entry(name: str, kind: StatusKind, *, held: bool = True, title: str | None = None) -> Entry:
    because = Event(EventKind.IN_FORCE, DAY, True, "本办法自发布之日起施行", name)
    status = Status(kind, DAY, (because,), date(2028, 4, 30))
    return Entry(name, None, title or f"关于{name}的通知", date(2023, 4, 21), status, held)


ENTRIES = (
    entry("丙", StatusKind.REPEALED, held=False),
    entry("乙", StatusKind.IN_FORCE),
    entry("甲", StatusKind.IN_FORCE),
    entry("丁", StatusKind.UNKNOWN),
)


def test_markdown_groups_by_status_and_sorts_by_id() -> None:
    text = render(ENTRIES, DAY, "md").decode()
    places = [text.index(word) for word in ("现行有效", "关于乙", "关于甲", "已废止", "状态不明")]
    assert places == sorted(places)
    assert "关于丙的通知（未收录正文）" in text
    assert text.count("| 2028-04-30 |") == 4


def test_html_holds_no_script_and_asks_for_nothing() -> None:
    page = render(ENTRIES, DAY, "html").decode()
    tree = html.document_fromstring(page)
    assert tree.xpath("count(//script | //link | //img)") == 0
    assert tree.xpath("count(//tbody/tr)") == 4
    assert tree.xpath("//meta[@name='viewport']")
    assert "@media print" in page


def test_workbook_has_a_sheet_for_each_status() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(ENTRIES, DAY, "xlsx")))
    assert book.sheetnames == ["现行有效", "已废止", "状态不明"]
    rows = list(book["现行有效"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["乙", "甲"]
    assert book["现行有效"].freeze_panes == "A2"


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text(title: str) -> None:
    entries = [entry("甲", StatusKind.IN_FORCE, title=title)]
    book = openpyxl.load_workbook(io.BytesIO(render(entries, DAY, "xlsx")))
    cell = book["现行有效"]["B2"]
    assert cell.data_type == "s"
    assert len(cell.value) == len(title)
    tree = html.document_fromstring(render(entries, DAY, "html").replace(b"\x00", b""))
    assert tree.xpath("count(//script)") == 0
    shown = MarkdownIt("js-default").render(render(entries, DAY, "md").decode())
    assert "<script" not in shown
    assert "<a " not in shown
    assert shown.count("<tr>") == 2


def test_an_empty_catalogue_is_one_all_the_same() -> None:
    assert openpyxl.load_workbook(io.BytesIO(render([], DAY, "xlsx"))).sheetnames
    assert "2023-12-01" in render([], DAY, "md", language="en").decode()


def test_another_form_is_refused() -> None:
    with pytest.raises(RenderError, match="pdf"):
        render([], DAY, "pdf")
