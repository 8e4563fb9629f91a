"""Paragraphs that a page parted, joined again."""

from importlib import import_module
from typing import Any

import pytest

from gazette.model.source import Box, Line
from gazette.segment.draft import Piece
from gazette.segment.join import ends, join
from gazette.segment.para import Para

module = import_module("gazette.segment.join")


def lines(*texts: str, boxes: list[Box] | None = None) -> list[Para]:
    made, at = [], 0
    for number, text in enumerate(texts):
        line = Line(at, at + len(text), page=1, box=boxes[number] if boxes else None)
        made.append(Para(text, (Piece(at, at + len(text), line),)))
        at += len(text) + 1
    return made


def joined(*texts: str, boxes: list[Box] | None = None) -> list[str]:
    return [para.text for para in join(lines(*texts, boxes=boxes))]


def test_a_sentence_goes_on() -> None:
    above = "全面完成区域系统排查任务，形成清单和报告，报送省河长办，同时抄"
    assert joined(above, "送省直相关部门。") == [above + "送省直相关部门。"]


def test_a_heading_among_headings_stands() -> None:
    texts = ("一、总体目标", "坚持节水优先，系统治理。", "二、重点任务", "利用两年时间完成。")
    assert joined(*texts) == list(texts)


def test_a_cut_item_among_sentences_goes_on() -> None:
    texts = (
        "一、本通知所称商会，是指社会团体。",
        "二、异地商会实行省、地市",
        "级两级登记管理。",
        "三、只登记一个。",
    )
    assert joined(*texts) == [texts[0], texts[1] + texts[2], texts[3]]


def test_a_label_alone_takes_its_text() -> None:
    assert joined("第二条", "本办法所指孵化基地，", "是经认定的组织。") == [
        "第二条本办法所指孵化基地，是经认定的组织。"
    ]


def test_a_run_in_heading_takes_its_text_as_its_siblings_do() -> None:
    texts = (
        "1. 建设平台。依托基础，统筹推进。",
        "2. 推进改造。",
        "以县区为单位推进改造。",
        "3. 归并录入。精简系统。",
    )
    assert joined(*texts)[1] == "2. 推进改造。以县区为单位推进改造。"


def test_a_heading_with_a_stop_on_its_own_line_stands() -> None:
    texts = ("（一）营造环境。", "各地要做好工作。", "（二）加强领导。", "各部门要落实。")
    assert joined(*texts) == list(texts)


def test_an_aside_after_the_stop_ends_a_paragraph() -> None:
    assert ends("推动建设。（责任单位：省民政厅、有关县（市、区）政府）")
    assert not ends("推动建设（责任单位：省民政厅）")
    assert ends("本法自公布之日起施行.")
    assert not ends("增长3.")


def row(y: float, x0: float, x1: float) -> Box:
    return Box(x0, y, x1, y + 10)


def test_lines_of_a_page_are_joined_by_indent() -> None:
    boxes = [row(0, 20, 200), row(12, 0, 200), row(24, 0, 90), row(36, 20, 200), row(48, 0, 60)]
    texts = ("甲" * 18, "乙" * 20, "丙丙。", "丁" * 18, "戊。")
    assert joined(*texts, boxes=boxes) == ["".join(texts[:3]), "".join(texts[3:])]


def test_lines_without_indent_are_joined_where_they_are_full() -> None:
    boxes = [row(0, 0, 200), row(12, 0, 90), row(24, 0, 198), row(36, 0, 40)]
    texts = ("甲" * 20, "乙。", "丙" * 20, "丁。")
    assert joined(*texts, boxes=boxes) == ["".join(texts[:2]), "".join(texts[2:])]


def test_two_columns_have_margins_of_their_own() -> None:
    left = [row(y, 0 if y else 20, 90) for y in range(0, 60, 12)]
    right = [row(y + 1, 110 if y else 130, 200) for y in range(0, 60, 12)]
    texts = tuple("甲乙丙丁戊"[n] * 9 for n in range(5)) + tuple(
        "己庚辛壬癸"[n] * 9 for n in range(5)
    )
    assert joined(*texts, boxes=left + right) == ["".join(texts[:5]), "".join(texts[5:])]


def test_a_paragraph_of_many_lines_is_not_read_again_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    asked = module._belongs

    def belongs(above: Para, *rest: Any) -> bool:
        seen.append((len(above.text), len(above.pieces)))
        return bool(asked(above, *rest))

    monkeypatch.setattr(module, "_belongs", belongs)
    row = "吉林省人民政府关于印发《试点办法》的工作要求和"
    assert joined(*[row] * 1000) == [row * 1000]
    assert max(length for length, _ in seen) <= module.SEEN < len(row * 1000)
    assert max(pieces for _, pieces in seen) == 2
