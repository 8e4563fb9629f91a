from dataclasses import replace
from typing import Any

import pytest

from gazette.issue import manifest, order
from gazette.model.issue import Entry, Section
from gazette.model.register import Issuer, Register

REGISTER = Register(
    (
        Issuer("某省人民政府", codes=("某政发", "某政函", "某政令"), rank=20),
        Issuer("某省人民政府办公厅", codes=("某政办*",), rank=21),
        Issuer("某省民政厅", rank=40),
    )
)
ORDERED = [
    "某政令/2024/1",
    "某政发/2024/1",
    "某政发/2024/2",
    "某政函/2023/9",
    "某政办发/2024/1",
    "某民发/2024/5",
]


def test_rank_kind_and_number_decide_in_this_order(small: str, make: Any) -> None:
    held = {name: make(name, "某省民政厅") for name in ORDERED}
    mixed = (Entry(title="卷首语"), *(Entry(name) for name in reversed(ORDERED)))
    before = replace(manifest.load(small), sections=(Section("文件", mixed),))

    better = order.ordered(before, lambda name, _: held[name], REGISTER)

    found = [entry.policy for entry in better.sections[0].entries]
    assert found == [None, *ORDERED]
    assert order.suggest(better, lambda name, _: held[name], REGISTER) == ()


def test_a_move_says_from_where_to_where_and_why(small: str, load: Any) -> None:
    moves = order.suggest(manifest.load(small), load, REGISTER)
    assert [(move.policy, move.at, move.to) for move in moves] == [
        ("某政发/2024/1", 2, 1),
        ("某政发/2024/2", 1, 2),
    ]
    assert "某省人民政府 (rank 20), 发, 2024 No. 1" in moves[0].reason


def test_unknown_issuers_come_last(small: str, make: Any) -> None:
    held = {name: make(name) for name in ("某商发/2024/1", "某政办发/2024/1")}
    text = small.replace("某政发/2024/2", "某商发/2024/1").replace(
        "某政发〔2024〕1号", "某政办发/2024/1"
    )
    moves = order.suggest(manifest.load(text), lambda name, _: held[name], REGISTER)
    assert [move.policy for move in moves] == ["某政办发/2024/1", "某商发/2024/1"]
    assert "unknown" in moves[1].reason


@pytest.mark.parametrize(
    ("code", "kind"), [("某政令", 0), ("某政发", 1), ("某工信创业", 2), ("某政办函", 3)]
)
def test_kinds_are_read_from_the_code(code: str, kind: int) -> None:
    assert order.kind_of(code) == kind
