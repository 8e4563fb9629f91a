"""The marks of headings in Markdown: set aside, never read as words of a document."""

from collections.abc import Callable

import pytest

from gazette.model.source import Extraction, Medium
from gazette.segment.parts import strip_marks
from gazette.segment.pieces import pieces


def words(extraction: Extraction) -> list[tuple[str, str]]:
    text = extraction.text
    return [(text[each.start : each.end], each.reason) for each in pieces(extraction, text)]


@pytest.mark.parametrize("space", ["", " ", "\u3000"])
def test_the_mark_of_a_heading_is_set_aside(plain: Callable[..., Extraction], space: str) -> None:
    found = words(plain(f"##{space}第一章 总则\n\n第一条 为了管理"))
    aside = ("##", "mark of a Markdown heading")
    assert found == [aside, ("第一章 总则", ""), ("第一条 为了管理", "")]


def test_the_words_after_a_mark_keep_the_gap_before_the_line(
    plain: Callable[..., Extraction],
) -> None:
    extraction = plain("各市：\n\n#第一章 总则")
    assert [each.gap for each in pieces(extraction, extraction.text)] == [False, True, True]


@pytest.mark.parametrize("line", ["#1 路", "C#语言", "第#号", "#######七", "# title"])
def test_other_hashes_stay_words(plain: Callable[..., Extraction], line: str) -> None:
    assert words(plain(line)) == [(line, "")]


def test_a_page_has_no_marks_of_markdown(plain: Callable[..., Extraction]) -> None:
    assert words(plain("#话题", Medium.HTML)) == [("#话题", "")]


def test_a_text_to_compare_is_read_without_them() -> None:
    assert strip_marks("#办法\n\n##第一章 总则\n### Part\n#1") == "办法\n\n第一章 总则\nPart\n#1"
