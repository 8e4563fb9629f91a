"""Whole texts side by side: folding with offsets, noise counted, moves found."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.align import align, normalise
from gazette.align.moves import find_moves
from gazette.text.fold import fold
from gazette.words import Hunk, edits, replay

TEXT = st.text(alphabet="创业新，,。（(）) \n\u3000-—ｱ㈠…\u200b12Ａ", max_size=60)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_every_key_character_comes_from_where_it_says(text: str) -> None:
    normal = normalise(text)
    assert len(normal.key) == len(normal.where)
    assert list(normal.where) == sorted(normal.where)
    for char, index in zip(normal.key, normal.where, strict=True):
        assert char in fold(text[index])


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT)
def test_keys_replay_and_places_answer_each_other(left: str, right: str) -> None:
    found = align(left, right)
    assert replay(found.a.key, found.b.key, found.hunks) == found.b.key
    inside = {k for hunk in found.hunks for k in range(hunk.a0, hunk.a1)}
    for place in range(len(found.a.key)):
        if place not in inside:
            there = found.across(place, letter=True)
            assert found.a.key[place] == found.b.key[there]


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT)
def test_across_and_back_agree_outside_hunks(left: str, right: str) -> None:
    found = align(left, right)
    edges = {at for h in found.hunks for at in range(h.a0, h.a1 + 1)}
    for place in range(len(found.a.key) + 1):
        if place not in edges:
            assert found.back(found.across(place)) == place


def test_typography_is_noise_counted_by_class() -> None:
    web = "现将《办法(试行)》印发给你们,请执行。   2022-2024年  “一”\n- (一)甲"
    pdf = '现将《办法（试行）》印发\n给你们，请执行。2022—2024年"一"\n（一）\u200b甲'
    found = align(web, pdf)
    assert not found.hunks
    assert found.noise == {
        "width": 5, "break": 1, "space": 2, "dash": 1, "quote": 2, "list-mark": 1, "invisible": 1,
    }  # fmt: skip


def test_romanised_tails_are_dropped_but_not_other_brackets() -> None:
    assert normalise("衛(wèi)生(PPP)和(a)").key == "衛生(PPP)和(a)"
    assert align("衛(wèi)生", "衛生").noise == {"romanised-tail": 1}


def test_other_forms_of_a_character_are_noise() -> None:
    assert align("㈠甲×乙", "(一)甲＊乙").noise["mark"] == 1
    assert align("行⾏", "行行").noise


def test_an_empty_stretch_stands_behind_the_letter_before_it() -> None:
    normal = normalise("甲 乙")
    assert normal.raw(1, 1) == (1, 1)
    assert normal.raw(0, 0) == (0, 0)
    assert normal.raw(0, 2) == (0, 3)
    assert align("甲 丙", "甲 乙丙").raw(Hunk(1, 1, 1, 2)) == Hunk(1, 1, 2, 3)


def test_a_passage_of_clauses_that_stands_elsewhere_is_a_move() -> None:
    passage = "各地应当建立健全工作机制，定期报送相关信息，确保数据真实完整。"
    rest = [f"第{n}项工作由第{n}处负责落实并报告，时限为{n}个月。" for n in range(1, 9)]
    old = "".join([*rest[:2], passage, *rest[2:]])
    new = "".join([*rest[:6], passage, *rest[6:]])
    found = align(old, new)
    assert len(found.moves) == 1
    move = found.moves[0]
    assert found.a.key[move.a0 : move.a1] == found.b.key[move.b0 : move.b1]
    assert found.a.key[move.a0 : move.a1] == fold(passage)[:-1]


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("短句移动。", "短句移动。"),
        ("这一句只有一个分句但是相当长超过二十个字的门槛。", "这一句只有一个分句但是相当长超过二十个字的门槛。"),
        ("建立健全工作协调推进机制，定期报送工作进展情况。", "建立健全工作协调推进机制，" + "另外的话" * 30 + "，定期报送工作进展情况。"),
    ],
)  # fmt: skip
def test_less_than_a_passage_or_unlike_ones_are_no_move(gone: str, come: str) -> None:
    stem = "中间的文字保持原样没有改动，它把两处隔开，足够长，不会被认错。另有一句也在这里，同样不变。"
    old, new = gone + stem, stem + come
    assert find_moves(old, new, edits(old, new).hunks) == ()


def test_the_real_pair_has_no_more_than_words(seeds: Path) -> None:
    """Raw, the two carriers differ in more than a thousand characters; folded, in a few places."""
    web = (seeds / "000_f2d15ceeebf86512.txt").read_text(encoding="utf-8")
    pdf = (seeds / "001_7dbb9fe1df8c5f2f.txt").read_text(encoding="utf-8")
    left = web[web.rindex("吉林省工业和信息化厅关于印发") :][:3948]
    right = pdf[pdf.rindex("吉林省工业和信息化厅关于印发") :][:3928]
    found = align(left, right)
    assert len(found.hunks) == 6
    assert found.noise["width"] > 150
    assert not found.cut
