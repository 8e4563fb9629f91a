"""Doubts: one rule, one case it finds and one it leaves alone."""

from collections.abc import Sequence

import pytest

from gazette.collate.lint import RULES, lint
from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline


def doubts(*texts: str, role: Role = Role.PARAGRAPH) -> list[tuple[str, str]]:
    blocks: Sequence[Block] = outline([Block(text, role) for text in texts])
    found = lint([Part(PartKind.INSTRUMENT, None, tuple(blocks))])
    assert all(each.message for each in found)
    return [(each.code, each.text) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("现印发你们，请执行。", [("missing-word", "现印发你们")]),
        ("现印发给你们，请执行。", []),
        (
            "完善远传水表管理系统、分区计量管理系统，地下燃气监测系统，增加覆盖率。",
            [("odd-comma", "分区计量管理系统，地下燃气监测系统")],
        ),
        ("会同财政部门、教育部门，落实责任，推进工作。", []),
        ("要进行进行评估。", [("doubled", "进行进行")]),
        ("工作的的要求。", [("doubled", "的的")]),
        ("（一）开展（试点。", [("unbalanced", "（一）开展（试点。")]),
        ("服务“指尖办”、“网上办”。", [("comma-between-quotes", "“指尖办”、“网上办”")]),
        ("服务“指尖办”“网上办”。", []),
        ("依据《办法》、《条例》。", [("comma-between-quotes", "《办法》、《条例》")]),
        ("推进工作，。", [("two-marks", "，。")]),
        ("推进工作.落实", [("latin-stop", "推进工作.落实")]),
        ("按吉民发〔1923〕27号办理。", [("impossible-year", "〔1923〕27号")]),
        ("按吉民发〔2023〕27号办理。", []),
    ],
)
def test_each_rule(text: str, found: list[tuple[str, str]]) -> None:
    assert doubts(text) == found


def test_figures_of_two_kinds_in_one_row_of_labels() -> None:
    labels = ["一、甲", "第一条　乙。", "第2条　丙。", "第3条　丁。"]
    assert doubts(*labels) == [("label-style", "第2条")]
    assert doubts("第1条　乙。", "第2条　丙。") == []


def test_cells_of_a_table_need_no_partner() -> None:
    assert doubts("名称（\t数量", role=Role.TABLE) == []


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({code for code, _ in RULES}) == len(RULES)
