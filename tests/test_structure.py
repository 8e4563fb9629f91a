"""Labels, levels, addresses, headings, and gaps in the count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.document import Block, Role
from gazette.structure import LADDER, breaks, find_label, outline


def placed(*texts: str) -> list[tuple[str, str, int]]:
    return [
        (block.role.value, block.address, block.heading) for block in outline(map(Block, texts))
    ]


def addresses(*texts: str) -> list[str]:
    return [address for _, address, _ in placed(*texts)]


@pytest.mark.parametrize(
    ("text", "rung", "styled", "count"),
    [
        ("第一编 总则", "编", "第一编", 1),
        ("第十二章 附 则", "章", "第十二章", 12),
        ("第三節　執行", "节", "第三节", 3),
        ("第二十条 本办法", "条", "第二十条", 20),
        ("第　一　條　本辦法", "条", "第一條", 1),
        ("第七条之一 新增", "条", "第七条之一", 7),
        ("第20条-1 新增", "条", "第20条-1", 20),
        ("一、总体要求", "一、", "一、", 1),
        ("一○二、食品", "一、", "一○二、", 102),
        ("(十一)健全机制", "（一）", "（十一）", 11),
        ("㈢说明", "㈠", "㈢", 3),
        ("1.3.2 坚持统一领导", "1.1", "1.3.2", 2),
        ("10．培育主体", "1.", "10.", 10),
        ("１、免稅額", "1.", "１.", 1),
        ("（3）报告", "（1）", "（3）", 3),
        ("⑪派出工作组", "①", "⑪", 11),
    ],
)
def test_labels(text: str, rung: str, styled: str, count: int) -> None:
    label = find_label(text)
    assert label
    assert (LADDER[label.rung].name, label.styled, label.count) == (rung, styled, count)
    assert text.startswith(label.printed)
    assert label.article == (rung == "条")


@pytest.mark.parametrize(
    "text",
    [
        "第二章的规定适用。", "第三条规定的情形", "第五条第二款", "第一年（2023年8月至2024年8月）",
        "2020版河湖划界成果", "5G网络建设", "3.5亿元", "2.5 万元", "一是党的领导", "10%以上", "",
    ],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert find_label(text) is None


def test_the_ladder_from_chapter_to_item() -> None:
    assert addresses("第三章 申报程序", "第七条 认定工作：", "（一）备案。登录。", "1. 申请。", "（1）材料；", "①证照。", "第四章 认定") == [
        "第三章",
        "第三章/第七条",
        "第三章/第七条/（一）",
        "第三章/第七条/（一）/1.",
        "第三章/第七条/（一）/1./（1）",
        "第三章/第七条/（一）/1./（1）/①",
        "第四章",
    ]  # fmt: skip


def test_sections_in_decimals() -> None:
    texts = ("1 总则", "1.1 编制目的", "以人为本。", "1.3.1 坚持原则。", "2 职责", "2.1 指挥机构")
    assert addresses(*texts) == ["1", "1/1.1", "1/1.1", "1/1.1/1.3.1", "2", "2/2.1"]
    assert placed(*texts)[0][0] == "heading"


def test_a_bare_number_is_no_section_where_nothing_is_numbered_so() -> None:
    assert addresses("12 个乡镇", "一、总则") == ["", "一、"]


def test_headings_are_told_from_paragraphs() -> None:
    texts = (
        "第一章 总 则",
        "一、总体要求",
        "二、本通知自印发之日起施行。",
        "（一）下列情形：",
        "第一条 目的",
    )
    assert [role for role, _, _ in placed(*texts)] == [
        "heading",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


def test_a_chapter_that_a_text_ran_onto_is_a_paragraph() -> None:
    assert placed("第一章 总则" + "为了规范管理，" * 10)[0][0] == "paragraph"


def test_run_in_headings_need_company() -> None:
    heading = "（一）加强组织领导。"
    both = placed(heading + "各级要重视。", "（二）加大扶持。各地要落实。", "正文。")
    assert [length for _, _, length in both] == [10, 8, 0]
    alone = placed(
        heading + "各级要重视。",
        "（二）各级各部门要按照职责分工做好有关工作，认真落实各项政策措施。",
    )
    assert alone[1][2] == 0


def test_the_label_of_an_article_is_its_heading() -> None:
    assert [length for _, _, length in placed("第一条 目的。", "第二条　范围。")] == [4, 4]


def test_a_title_closes_what_is_open() -> None:
    blocks = outline(
        [
            Block("一、甲"),
            Block("附件标题", Role.TITLE),
            Block("正文。"),
            Block("x\ty", Role.TABLE),
        ]
    )
    assert [block.address for block in blocks] == ["一、", "", "", ""]


def found(*texts: str) -> list[tuple[str, int, int]]:
    return [
        (each.address, each.expected, each.found) for each in breaks(outline(map(Block, texts)))
    ]


def articles(*numbers: str) -> list[str]:
    return [f"第{number}条 内容。" for number in numbers]


def test_a_lost_article_is_found() -> None:
    assert found("第一章 总则", *articles("一", "二"), "第二章 附则", *articles("四", "五")) == [
        ("第二章/第四条", 3, 4)
    ]


def test_a_lost_first_article_is_found() -> None:
    assert found(*articles("二", "三", "四")) == [("第二条", 1, 2)]


def test_a_repeated_article_is_found() -> None:
    assert found(*articles("一", "二", "二", "三")) == [("第二条", 3, 2)]


def test_an_inserted_article_is_no_break() -> None:
    assert found(*articles("一", "二"), "第二条之一 新增。", *articles("三")) == []


def test_an_excerpt_is_no_break() -> None:
    assert found(*articles("六", "十五", "二十")) == []
    assert found(*articles("二", "十九")) == []
    assert found("十三、单独一点。") == []


def test_counts_go_on_across_parents_or_begin_anew() -> None:
    assert found("（一）甲", "1.子。", "2.丑。", "（二）乙", "3.寅。", "4.卯。") == []
    assert found("（一）甲", "1.子。", "2.丑。", "（二）乙", "1.寅。", "2.卯。") == []
    assert (
        found("第五条 如下：", "一、甲。", "二、乙。", "前项如下：", "一、丙。", "二、丁。") == []
    )


def test_two_columns_read_across_are_no_breaks() -> None:
    texts = [text for n in range(1, 9) for text in (f"{n}.甲", f"{n + 20}.乙")]
    assert found(*texts) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "第一章 甲",
                "第二条 乙。",
                "一、丙",
                "（一）丁。戊。",
                "1. 己",
                "1.1 庚辛",
                "1 壬癸",
                "子。",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=100, deadline=None)
def test_outlining_twice_changes_nothing(texts: list[str]) -> None:
    once = outline(map(Block, texts))
    assert outline(once) == once
    for block in once:
        assert (block.label is None) == (find_label(block.text) is None) or "1.1" in "".join(texts)
        assert block.address.count("/") + 1 == block.level or not block.level
