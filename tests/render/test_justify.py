import itertools
from typing import Any

import pytest
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from gazette.render import engine, justify, pdf_text, spacing

TEXT = (
    "为进一步推动现代技术与城乡社区治理服务深度融合，不断提升治理服务智慧化、智能化水平（含5G网络）。"
    "《办法》《条例》规定：“两个”、“三个”等，见https页面，2023年1月起施行，由ABC公司负责——不得延误……"
)
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>题</title><style>
body {{ margin: 0 }}
@page {{ size: 300pt 400pt; margin: 20pt }}
p {{ font: 12pt/24pt "Noto Serif CJK SC"; width: 216pt; text-align: {align}; margin: 0; {more} }}
span {{ font-family: "AR PL KaitiM GB"; line-height: 0 }}
</style></head><body><p>{text}</p></body></html>"""


def lines(text: str, align: str = "justify", more: str = "") -> list[pdf_text.Line]:
    page = PAGE.format(align=align, text=text, more=more)
    return pdf_text.lines(pdf_text.read(engine.typeset(page, engine.Options())).pages[0].chars)


def edges(found: list[pdf_text.Line]) -> list[float]:
    """Return how far each line but the last stays from the right edge."""
    return [round(236 - line.x1, 2) for line in found[:-1]]


def test_the_right_edge_is_flush_and_the_last_line_is_left_alone() -> None:
    ragged, flush = lines(TEXT, "left"), lines(TEXT)
    assert sum(edge > 1 for edge in edges(ragged)) >= 3
    assert all(abs(edge) <= 0.5 for edge in edges(flush))
    assert [line.text for line in flush] == [line.text for line in ragged]
    assert flush[-1].x1 == pytest.approx(ragged[-1].x1, abs=0.1)


def test_it_is_flush_over_runs_of_several_faces() -> None:
    mixed = TEXT.replace("城乡社区", "<span>城乡社区</span>").replace("2023", "<span>2023</span>")
    assert all(abs(edge) <= 0.6 for edge in edges(lines(mixed * 2)))


def test_it_is_flush_with_tracking() -> None:
    assert all(abs(edge) <= 0.6 for edge in edges(lines(TEXT * 2, more="letter-spacing: .3pt;")))


def test_spaces_grow_no_more_than_other_gaps() -> None:
    found = lines("民政部 财政部关于进一步推动现代技术与治理服务深度融合的通知" * 2)
    chars = found[0].chars
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(chars) if " " not in (a.text, b.text)]
    assert max(gaps) - min(gaps) < 0.2


def test_dashes_and_dots_stay_joined() -> None:
    text = "甲乙丙丁戊己庚辛——壬癸子丑寅卯，“辰巳午未申酉戌亥金木……水火土”。"
    for line in lines(text * 3):
        for a, b in itertools.pairwise(line.chars):
            if a.text == b.text and a.text in "—…":
                assert b.x0 - a.x1 < 0.3


def test_neighbouring_marks_lose_half_their_width() -> None:
    (line,) = lines("见（甲）、《乙》《丙》。", "left")
    starts = {index: char.x0 for index, char in enumerate(line.chars)}
    assert starts[4] - starts[3] == pytest.approx(6, abs=0.2)
    assert line.x1 - line.x0 == pytest.approx(12 * 12 - 4 * 6, abs=0.5)


def test_a_line_that_would_be_torn_apart_stays_short() -> None:
    found = lines(
        "中文 Donaudampfschiffahrtsgesellschaftskapitaen中", more="overflow-wrap: normal;"
    )
    assert 236 - found[0].x1 > 50


def test_words_come_back_as_they_were() -> None:
    assert "".join(line.text for line in lines(TEXT)).replace(" ", "") == TEXT


def test_an_engine_it_does_not_know_leaves_lines_flush_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def other(context: Any, line: Any) -> None:
        raise AssertionError("stock justification would tear holes")

    monkeypatch.setattr(inline, "justify_line", other)
    assert not justify.is_known()
    found = lines("民政部 财政部关于进一步推动现代技术与治理服务深度融合（含5G网络）的通知。")
    assert any(edge > 1 for edge in edges(found))
    assert inline.justify_line is other


def test_what_was_replaced_is_put_back() -> None:
    before = inline.justify_line, Layout.set_text
    with justify.between_characters() as able:
        assert able
        assert before != (inline.justify_line, Layout.set_text)
    assert before == (inline.justify_line, Layout.set_text)


def gap(line: pdf_text.Line, pair: str) -> float:
    """Return the room between two characters of a line, in em."""
    at = line.text.index(pair)
    return (line.chars[at + 1].x0 - line.chars[at].x1) / 12


def test_latin_stands_a_quarter_of_an_em_from_chinese() -> None:
    (line,) = lines(spacing.marked("由ABC公司在5日内", last=False), "left")
    for pair in ("由A", "C公", "在5", "5日"):
        assert gap(line, pair) == pytest.approx(0.25, abs=0.03)
    assert gap(line, "AB") == pytest.approx(0, abs=0.03)
    assert line.text == "由ABC公司在5日内"


def test_the_gap_is_gone_where_the_line_ends_and_the_edge_is_flush() -> None:
    text = "全面完成流域面积二十平方公里以上2023年河湖管理范围划界复核修订第5项工作由ABC公司负责"
    found = lines(spacing.marked(text * 3))
    assert any(line.text[-1] in "上第" for line in found)
    assert all(abs(edge) <= 0.6 for edge in edges(found))
    assert all(abs(line.x0 - 20) < 0.6 for line in found[1:])


def test_lines_break_at_quotes_and_two_characters_stay_for_the_last() -> None:
    text = "激发吉林振兴发展的潜力和活力，落实省委以“放”为先、以“放”促活、以“放”育机的总体要求。"
    found = lines(spacing.marked(text))
    ragged = [236 - line.x1 for line in lines(spacing.marked(text), "left")[:-1]]
    stock = [236 - line.x1 for line in lines(text, "left")[:-1]]
    assert max(ragged) < max(stock)
    assert "".join(line.text for line in found) == text
    for count in range(30, 37):
        last = lines(spacing.marked("城" * count + "建设。"))[-1]
        assert last.text not in {"设。", "。"}
