"""What becomes of provisions, one small text for each answer."""

import dataclasses

import pytest

from gazette.compare import as_json, check_table, compare
from gazette.errors import RenderError
from gazette.model.comparison import Change, Comparison, Op, Run, count
from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline

A = "第一条　为了规范渔业捕捞活动，保护水产资源，根据有关法律，制定本办法。"
B = "第二条　从事捕捞的单位和个人，应当向县级渔业部门申请领取捕捞许可证。"
C = "第三条　捕捞许可证有效期五年，期满三十日前可以申请延续一次。"
D = "第四条　禁止使用炸鱼、毒鱼、电鱼等破坏资源的方法进行捕捞。"


def part(*lines: str, kind: PartKind = PartKind.INSTRUMENT) -> Part:
    return Part(kind, None, outline(map(Block, lines)))


def renumber(text: str, number: str) -> str:
    return f"第{number}条{text[3:]}"


def told(found: Comparison) -> list[tuple[list[str], list[str], str]]:
    return [
        ([one.address for one in pair.old], [one.address for one in pair.new], pair.change.value)
        for pair in found.pairs
    ]


def test_moved() -> None:
    found = compare(
        (part(A, B, C, D),),
        (part(A, renumber(C, "二"), renumber(D, "三"), renumber(B, "四")),),
    )
    assert [pair.moved for pair in found.pairs] == [False, False, False, True]
    assert [pair.renumbered for pair in found.pairs] == [False, True, True, True]
    assert {pair.change for pair in found.pairs} == {Change.SAME}


def test_split_and_merged() -> None:
    joined = B + C[4:]
    there = compare((part(A, joined, renumber(D, "三")),), (part(A, B, C, D),))
    assert (["第二条"], ["第二条", "第三条"], "edited") in told(there)
    assert count(there)["split"] == 1
    back = compare((part(A, B, C, D),), (part(A, joined, renumber(D, "三")),))
    assert (["第二条", "第三条"], ["第二条"], "edited") in told(back)
    assert count(back)["merged"] == 1


def test_below_a_likeness_an_article_is_new() -> None:
    other = "第二条　科技企业孵化器应当具备独立法人资格和专业服务团队，运营满两年。"
    found = told(compare((part(A, B, C),), (part(A, other, C),)))
    assert (["第二条"], [], "deleted") in found
    assert ([], ["第二条"], "added") in found


def test_typography_is_no_change_of_words() -> None:
    found = compare(
        (part("第一条 企业(含分公司)，应当备案."),),
        (part("第一条　企业（含分公司），应当备案。"),),
    )
    assert [(pair.change, pair.typography) for pair in found.pairs] == [(Change.SAME, True)]


def test_a_title_printed_twice_in_the_preamble_is_no_change() -> None:
    blocks = [Block("捕捞管理办法", role=Role.TITLE), Block(A)]
    twice = [blocks[0], Block("捕捞"), Block("管理办法"), Block(A)]
    old, new = (Part(PartKind.INSTRUMENT, None, outline(each)) for each in (blocks, twice))
    found = compare((old,), (new,))
    check_table(found, (old,), (new,))
    assert {pair.change for pair in found.pairs} == {Change.SAME}


def test_notice_against_notice_and_instrument_against_instrument() -> None:
    notice = part("各市：", "现印发给你们。", kind=PartKind.NOTICE)
    both = compare((notice, part(A, B)), (notice, part(A, C)))
    assert told(both)[0] == ([""], [""], "same")
    lone = compare((part(A, B),), (part(A, B, kind=PartKind.ATTACHMENT),))
    assert {pair.change for pair in lone.pairs} == {Change.SAME}


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("处一万元以下罚款", "处三万元以下罚款", ("numeral",)),
        ("期限为20日", "期限为30日", ("date",)),
        ("自2020年5月1日起施行", "自2023年6月1日起施行", ("date",)),
        ("依照本办法第十条处理", "依照本办法第十二条处理", ("citation",)),
        ("由市政府批准", "由省政府批准", ("wording",)),
        ("由市政府批准，期限20日", "由省政府批准，期限30日", ("date", "wording")),
        ("经2020年5月1日批准", "经批准", ("date",)),
    ],
)
def test_kinds_of_words(old: str, new: str, kinds: tuple[str, ...]) -> None:
    text = "第一条　从事渔业捕捞活动的单位和个人{}，应当保护水产资源。"
    found = compare((part(text.format(old)),), (part(text.format(new)),))
    assert found.pairs[0].classes == kinds


def test_whole_paragraphs_come_and_go() -> None:
    found = compare((part(A),), (part(A, "禁渔期由省渔业部门规定。"),))
    assert [run.text for run in found.pairs[0].runs if run.op is Op.INSERT] == [
        "\n禁渔期由省渔业部门规定。"
    ]


def test_json() -> None:
    found = compare((part(A, B),), (part(A, renumber(D, "二")),), old_name="旧", new_name="新")
    shape = as_json(found)
    assert list(shape) == ["old", "new", "rewritten", "summary", "pairs"]
    assert shape["summary"] == count(found)
    assert shape["pairs"][0] == {
        "old": ["第一条"],
        "new": ["第一条"],
        "change": "same",
        "renumbered": False,
        "moved": False,
        "typography": False,
        "classes": [],
        "runs": [["=", A]],
    }


def test_a_table_that_lost_something_is_refused() -> None:
    old, new = (part(A, B, C),), (part(A, renumber(C, "二"), D),)
    found = compare(old, new)
    check_table(found, old, new)
    with pytest.raises(RenderError, match="old text"):
        check_table(dataclasses.replace(found, pairs=found.pairs[1:]), old, new)
    with pytest.raises(RenderError, match="old text"):
        check_table(dataclasses.replace(found, pairs=found.pairs * 2), old, new)
    first, *rest = found.pairs
    for wrong in (
        dataclasses.replace(first, runs=(Run(Op.EQUAL, A[:-1]),)),
        dataclasses.replace(first, change=Change.DELETED),
    ):
        with pytest.raises(RenderError, match="第一条"):
            check_table(dataclasses.replace(found, pairs=(wrong, *rest)), old, new)


def test_same_is_refused_where_the_words_differ() -> None:
    old, new = (part(A),), (part(A.replace("渔业", "农业")),)
    found = compare(old, new)
    wrong = dataclasses.replace(found.pairs[0], change=Change.SAME)
    with pytest.raises(RenderError, match="other words"):
        check_table(dataclasses.replace(found, pairs=(wrong,)), old, new)
    joined = compare((part(A, B + C[4:]),), (part(A, B, C),))
    wrong = dataclasses.replace(joined.pairs[1], change=Change.SAME)
    with pytest.raises(RenderError, match="other words"):
        check_table(
            dataclasses.replace(joined, pairs=(joined.pairs[0], wrong)),
            (part(A, B + C[4:]),),
            (part(A, B, C),),
        )
