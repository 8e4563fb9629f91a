"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.text.numerals import to_chinese, to_int


@given(st.integers(1, 9999))
def test_what_is_written_is_read(number: int) -> None:
    assert to_int(to_chinese(number)) == number
    assert to_int(str(number)) == number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("二〇二三", 2023), ("廿一", 21), ("两百", 200), ("１２", 12), ("三六", 36)],
)
def test_other_ways(numeral: str, number: int) -> None:
    assert to_int(numeral) == number


@pytest.mark.parametrize("numeral", ["", "甲", "一甲", "1a", "²"])
def test_what_is_no_numeral(numeral: str) -> None:
    assert to_int(numeral) is None


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_no_article_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match="no article number"):
        to_chinese(number)
