"""Units of search: brackets, spaces and widths never stand between a query and its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.text.units import excerpt, find_units, is_word, units


def keys(text: str) -> list[str]:
    return [unit.key for unit in units(text)]


@pytest.mark.parametrize(
    "written",
    [
        "吉民发〔2023〕27号",
        "吉民发[2023] 27 号",
        "吉民发（２０２３）27号",
        "吉 民发【2023】\n27号",
    ],
)
def test_a_number_is_the_same_units_in_any_brackets(written: str) -> None:
    assert keys(written) == ["吉", "民", "发", "2023", "27", "号"]


def test_foreign_words_fold_case() -> None:
    assert keys("APP、5G网络") == ["app", "5", "g", "网", "络"]


@given(st.text(max_size=60))
def test_every_unit_is_read_where_it_says(text: str) -> None:
    for unit in units(text):
        assert keys(text[unit.start : unit.end])
        assert 0 <= unit.start < unit.end <= len(text)


@given(st.text(alphabet="年检降级 ，2〔", max_size=30), st.integers(0, 20), st.integers(1, 5))
def test_what_stands_in_a_text_is_found_there(text: str, at: int, size: int) -> None:
    read = units(text)
    wanted = [unit.key for unit in read[at : at + size]]
    places = find_units(wanted, read)
    assert bool(places) == bool(wanted)
    for start, end in places:
        assert keys(text[start:end]) == wanted


def test_an_excerpt_is_cut_on_both_sides() -> None:
    text = "甲" * 50 + "年检" + "乙" * 50
    assert excerpt(text, (50, 52), 3) == ("甲甲甲", "年检", "乙乙乙")


def test_words_and_characters() -> None:
    assert is_word("2023")
    assert is_word("g")
    assert not is_word("年")
