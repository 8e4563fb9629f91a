"""What speaks for a reading: one rule, one case where it speaks and one where it is silent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gazette.collate import collate
from gazette.collate.evidence import Voice, balanced, say, verdict
from gazette.model.collation import Variant, VariantClass
from gazette.model.document import Flag, Witness
from gazette.model.source import Source, Span

Make = Callable[..., Witness]
MakeSource = Callable[..., Source]


@pytest.fixture
def pair(make_witness: Make, make_source: MakeSource) -> Callable[..., tuple[Variant, ...]]:
    """Collate two texts and return their variants."""

    def hold(
        left: str,
        right: str,
        flags: tuple[Flag, ...] = (),
        carrier: str | None = None,
    ) -> tuple[Variant, ...]:
        a = make_witness(left, Span(0, len(left)), "a")
        b = replace(make_witness(right, Span(0, len(right)), "b"), flags=flags)
        sources = {"a": make_source("a"), "b": make_source("b", carrier)}
        return collate([a, b], sources).variants

    return hold


Hold = Callable[..., tuple[Variant, ...]]


def test_usage_needs_company(pair: Hold) -> None:
    rest = "落实专业人才政策。关心专业人才成长。"
    (variant,) = pair(f"{rest}加强专业人才队伍。", f"{rest}加强专业队伍。")
    assert variant.suggestion == "人才"
    assert variant.evidence == (say("usage", "专业人才", 2, "专业队伍"),)
    (alone,) = pair("人才很重要。加强专业人才队伍。", "人才很重要。加强专业队伍。")
    assert alone.suggestion is None
    (particle,) = pair(
        "甲管理和保障，乙管理和防护，管理和。", "甲管理保障，乙管理和防护，管理和。"
    )
    assert particle.suggestion is None


def test_a_word_that_sounds_better_is_no_evidence(pair: Hold) -> None:
    (variant,) = pair("充实调解组织，巩固队伍建设。", "充实调解组织，现固队伍建设。")
    assert (variant.suggestion, variant.confidence, variant.evidence) == (None, None, ())


def test_brackets_that_do_not_pair(pair: Hold) -> None:
    (variant,) = pair("各县（市、区）要抓好工作落实。", "各县（市、区要抓好工作落实。")
    assert variant.suggestion == "）"
    assert variant.evidence == (say("balance", ""),)


def test_numbering_that_does_not_go_on(pair: Hold) -> None:
    head = "一、第一项工作内容。\n二、第二项工作内容。\n"
    (variant,) = pair(head + "三、第三项工作内容。", head + "五、第三项工作内容。")
    assert variant.suggestion == "三"
    assert say("count", "五") in variant.evidence


def test_a_word_written_twice(pair: Hold) -> None:
    (variant,) = pair("要进一步推进落实工作任务。", "要进一步推进推进落实工作任务。")
    assert variant.suggestion == ""
    assert say("doubled", "推进") in variant.evidence


def test_a_copy_with_signs_of_tampering(pair: Hold) -> None:
    text = "{}关于加强管理的通知要求如下。"
    flag = Flag("issuer-mismatch", "…", "b", Span(0, 4), grave=True)
    (variant,) = pair(text.format("省财政厅"), text.format("某某娱乐"), (flag,))
    assert variant.kind is VariantClass.TAMPERING
    assert variant.suggestion == "省财政厅"
    assert any("tampering" in sentence for sentence in variant.evidence)


def test_of_two_good_readings_the_rarer_if_a_recogniser_wrote_the_other(pair: Hold) -> None:
    rest = "支持创新创业。鼓励创新创业。"
    left, right = f"{rest}国家创业创新示范基地。", f"{rest}国家创新创业示范基地。"
    (variant,) = pair(left, right, (), "pdf")
    assert variant.suggestion == "创业创新"
    assert variant.evidence == (say("rarer", "创业创新"),)
    (typed,) = pair(left, right)
    assert typed.suggestion is None


def test_a_page_break_close_by_is_told_but_weighs_nothing(pair: Hold) -> None:
    left = "要求各地各部门认真贯彻落实上级文件精神，巩固充实调解组织。"
    right = "要求各地各部门认真贯彻落实上级\n\n文件精神，现固充实调解组织。"
    (variant,) = pair(left, right)
    assert variant.evidence == (say("page", 5),)
    assert variant.suggestion is None


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("（甲）“乙”", True),
        ("(甲）", True),
        ("（甲", False),
        ("甲）", False),
        ("（甲”", False),
        ("", True),
    ],
)
def test_balance(text: str, fine: bool) -> None:
    assert balanced(text) is fine


def test_voices_that_contradict_each_other_leave_it_open() -> None:
    one, other = Voice(frozenset({"甲"}), 1.0, ""), Voice(frozenset({"乙"}), 0.8, "")
    assert verdict([one]) == ("甲", 0.8)
    assert verdict([one, other]) == (None, None)
    assert verdict([Voice(frozenset({"甲"}), 0.3, "")]) == (None, None)
    assert verdict([]) == (None, None)
