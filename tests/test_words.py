"""Characters inside one pair: replay, the editor's merge, and engines held against each other."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.comparison import Op
from gazette.words import diff, edits, replay
from gazette.words.clauses import clauses, longest_run, unique_matches
from gazette.words.display import merge
from gazette.words.engine import raw_edits
from gazette.words.leaf import EXACT_EDITS, Hunk, exact, fast, leaf

TEXT = st.text(alphabet="创业新地区产权，。、的和甲乙丙12", max_size=60)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[h.a0 : h.a1], new[h.b0 : h.b1]) for h in edits(old, new).hunks]


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_runs_replay_both_sides(old: str, new: str) -> None:
    runs = diff(old, new)
    assert "".join(run.text for run in runs if run.op is not Op.INSERT) == old
    assert "".join(run.text for run in runs if run.op is not Op.DELETE) == new
    assert all(run.text for run in runs)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_hunks_replay_and_do_not_touch(old: str, new: str) -> None:
    hunks = edits(old, new).hunks
    assert replay(old, new, hunks) == new
    for one, other in pairwise(hunks):
        assert one.a1 < other.a0
        assert old[one.a1 : other.a0] == new[one.b1 : other.b0]


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_leaf_engines_agree(old: str, new: str) -> None:
    """Both replay; the exact one never keeps fewer letters than the fast one."""
    one, other = exact(old, new), fast(old, new)
    assert other is not None
    assert replay(old, new, tuple(one)) == replay(old, new, tuple(other)) == new
    assert sum(h.a1 - h.a0 + h.b1 - h.b0 for h in one) <= sum(
        h.a1 - h.a0 + h.b1 - h.b0 for h in other
    )


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("企业创业创新示范", "企业创新创业示范", [("创业创新", "创新创业")]),
        ("或有违规违法经营", "或有违法违规经营", [("违规违法", "违法违规")]),
        ("长春市、吉林市可", "吉林市、长春市可", [("长春市、吉林市", "吉林市、长春市")]),
        ("孵化场地产权和用途", "孵化场地区产权和用途", [("", "区")]),
        ("内容及形式、服务", "内容、形式、服务", [("及", "、")]),
        ("一个甲乙丙丁的", "一个己乙庚丁的", [("甲乙丙", "己乙庚")]),
        ("前一甲，乙二后", "前一己，庚二后", [("甲", "己"), ("乙", "庚")]),
        ("一、甲事。二、乙事。", "一、甲事。丙事。二、乙事。", [("", "丙事。")]),
        ("不变", "不变", []),
        ("", "新的", [("", "新的")]),
        ("旧的", "", [("旧的", "")]),
    ],
)
def test_changes_are_told_as_an_editor_would(
    old: str, new: str, changes: list[tuple[str, str]]
) -> None:
    assert shown(old, new) == changes


def test_unlike_texts_are_replaced_whole() -> None:
    old, new = "各地要落实好最低生活保障制度", "本办法由省工业厅负责解释权限"
    assert leaf(old, new) == [Hunk(0, len(old), 0, len(new))]


def test_many_edits_go_to_the_fast_engine() -> None:
    old = "甲乙丙丁戊己庚辛" * 40
    new = old.replace("丁", "王")
    assert leaf(old, new) == fast(old, new)
    assert len(leaf(old, new) or []) == 40 > EXACT_EDITS // 2


def test_beyond_the_budget_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette.words.leaf.FAST_BUDGET", 1)
    old, new = "".join(map(chr, range(0x4E00, 0x5000))), "".join(map(chr, range(0x6000, 0x6200)))
    found = raw_edits(old, new)
    assert found.cut
    assert replay(old, new, found.hunks) == new
    assert fast(old, new) is None


def test_repeated_clauses_are_matched_as_a_row() -> None:
    old = "按月报送。" * 300
    new = "按月报送。" * 150 + "按季报送。" + "按月报送。" * 149
    found = edits(old, new)
    assert [(old[h.a0 : h.a1], new[h.b0 : h.b1]) for h in found.hunks] == [("月", "季")]


def test_symbols_beyond_the_budget_fall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette.words.engine.fast", lambda _old, _new: None)
    old = "按月报送。" * 60 + "甲"
    new = "乙" + "按月报送。" * 60
    assert replay(old, new, edits(old, new).hunks) == new


def test_clauses_and_their_longest_run() -> None:
    old, new = "甲甲，乙乙，丙丙，丁丁。", "丙丙，甲甲，乙乙，丁丁。"
    left, right = clauses(old), clauses(new)
    assert [clause.text for clause in left] == ["甲甲", "乙乙", "丙丙", "丁丁"]
    run = longest_run(unique_matches(left, right, 2))
    assert [old[m.a : m.a + m.length] for m in run] == ["甲甲", "乙乙", "丁丁"]


def test_merge_never_crosses_a_mark() -> None:
    old, new = "甲，乙", "丙，丁"
    assert len(merge(old, new, [Hunk(0, 1, 0, 1), Hunk(2, 3, 2, 3)])) == 2


def inject(text: str, count: int, rng: random.Random) -> tuple[str, list[Hunk]]:
    """Put edits of the kinds a copyist makes into `text`, three letters apart at least."""
    pieces: list[str] = []
    made: list[Hunk] = []
    at = length = 0
    for place in sorted(rng.sample(range(5, len(text) - 20), count)):
        if made and place < made[-1].a1 + 3:
            continue
        size = rng.choice([1, 1, 2, 3, 4])
        kind = rng.choice("rid")
        old = "" if kind == "i" else text[place : place + size]
        start = rng.randrange(len(text) - 10)
        new = "" if kind == "d" else text[start : start + size]
        if old == new:
            continue
        length += place - at
        pieces += (text[at:place], new)
        made.append(Hunk(place, place + len(old), length, length + len(new)))
        length += len(new)
        at = place + len(old)
    return "".join((*pieces, text[at:])), made


def told(old: str, new: str, made: Hunk, hunks: tuple[Hunk, ...]) -> bool:
    """Tell whether one hunk makes the same change as an injected edit, wherever it slid."""
    for hunk in hunks:
        low, high = min(made.a0, hunk.a0), max(made.a1, hunk.a1)
        if high - low > made.a1 - made.a0 + 12:
            continue
        wanted = old[low : made.a0] + new[made.b0 : made.b1] + old[made.a1 : high]
        if old[low : hunk.a0] + new[hunk.b0 : hunk.b1] + old[hunk.a1 : high] == wanted:
            return True
    return False


def test_injected_edits_are_each_one_change(seeds: Path) -> None:
    """A short form of the benchmark: edits a few letters apart in real text."""
    text = "".join((seeds / "001_7dbb9fe1df8c5f2f.txt").read_text(encoding="utf-8").split())
    rng = random.Random(4)  # noqa: S311 (nothing secret)
    total = good = 0
    for _ in range(6):
        start = rng.randrange(1000, len(text) - 4000)
        old = text[start : start + 4000]
        new, made = inject(old, 60, rng)
        hunks = edits(old, new).hunks
        assert replay(old, new, hunks) == new
        total += len(made)
        good += sum(told(old, new, each, hunks) for each in made)
    assert total > 300
    assert good / total >= 0.95
