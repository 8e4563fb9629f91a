"""Dates as documents write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.text.dates import find_dates, parse_date, write_date


@pytest.mark.parametrize(
    "printed",
    [
        "2020年8月28日",
        "2020 年 8 月 28 日",
        "20 20 年 8 月 28 日",
        "二〇二〇年八月二十八日",
        "2020-08-28",
        "2020/8/28",
        "中華民國109年8月28日",
    ],
)
def test_every_way_to_write_a_day(printed: str) -> None:
    assert parse_date(printed) == date(2020, 8, 28)


def test_a_day_that_is_not_in_the_calendar_is_none() -> None:
    assert parse_date("2023年2月30日") is None
    assert find_dates("12023年1月1日、2023-13-01") == []


def test_days_are_found_where_they_stand() -> None:
    text = "自2023年4月21日起至2024-01-02止"
    assert [text[each.start : each.end] for each in find_dates(text)] == [
        "2023年4月21日",
        "2024-01-02",
    ]


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_what_is_written_is_read(day: date) -> None:
    assert parse_date(write_date(day)) == day
