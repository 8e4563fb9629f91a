"""The annual index: what its pages say, and what the proof makes of a page that does not."""

from dataclasses import replace
from datetime import date

import pytest

from gazette.model.issue import AnnualIndex, IndexedIssue, IndexLine
from gazette.render import annual, labels, pdf, profile
from gazette.render.annual import Order

LABEL = labels.load("issue", "zh")


def line(count: int, **changes: object) -> IndexLine:
    made = IndexLine(
        f"某省人民政府关于<第{count}件>事的通知……", f"某政发〔2024〕{count}号", f"2024-0{count}",
        count, count * 10, f"某政发/2024/{count}", "省政府文件", ("某省人民政府",), held=True,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


LINES = (line(1), line(2, page=None), line(3, number=None, policy=None, held=False))
INDEX = AnnualIndex(
    "某省人民政府公报",
    2024,
    (("省政府文件", LINES[:2]), ("政务要闻", LINES[2:])),
    ("2024-01", "2024-02"),
    (
        IndexedIssue("2024-01", 1, 101, date(2024, 1, 15), 1),
        IndexedIssue("2024-02", 2, None, None, 2),
    ),
)
ORDER = Order((("某政发", LINES[:2]),), (("某省人民政府", LINES),))
VIEWS = annual.views(INDEX, LABEL, ORDER)


def test_a_page_says_every_entry_in_every_order() -> None:
    page = annual.page(INDEX, order=ORDER)
    assert annual.unsaid(VIEWS, annual.page_words(page)) == ()
    for words in ("按栏目", "按文号", "按发文机关", "共2期，3条，收录正文2条", "第1期 第10页"):
        assert words in page
    assert "<第1件>" not in page, "titles are escaped"


def test_a_page_without_an_entry_is_found_out() -> None:
    page = annual.page(replace(INDEX, sections=INDEX.sections[:1]), order=ORDER)
    assert annual.unsaid(VIEWS, annual.page_words(page))
    swapped = replace(INDEX, sections=(("省政府文件", LINES[1::-1]), INDEX.sections[1]))
    assert annual.unsaid(VIEWS, annual.page_words(annual.page(swapped, order=ORDER)))


def test_a_wrong_page_number_is_found_out() -> None:
    page = annual.page(INDEX, order=ORDER).replace("第10页", "第11页")
    assert annual.unsaid(VIEWS, annual.page_words(page))


def test_the_pdf_says_every_entry_and_has_bookmarks() -> None:
    layout = profile.load("gazette-jilin")
    html = annual.print_page(INDEX, layout, order=ORDER)
    data = pdf.write(html)
    assert annual.unsaid(VIEWS, annual.pdf_words(data)) == ()
    assert data == pdf.write(html)
    short = annual.print_page(replace(INDEX, sections=INDEX.sections[:1]), layout, order=ORDER)
    assert annual.unsaid(VIEWS, annual.pdf_words(pdf.write(short)))


def test_the_day_in_the_file_is_the_last_issues() -> None:
    layout = profile.load("gazette-jilin")
    assert 'content="2024-01-15T00:00:00+08:00"' in annual.print_page(INDEX, layout)
    undated = replace(INDEX, covered=())
    assert "dcterms" not in annual.print_page(undated, layout)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_have_all_words(language: str) -> None:
    page = annual.page(INDEX, language, order=ORDER)
    assert "None" not in page
    assert INDEX.name in page


def test_links_lead_where_they_are_told() -> None:
    page = annual.page(INDEX, order=ORDER, address=lambda issue, _: f"{issue}.html")
    assert page.count('href="2024-01.html"') == 3
