"""Editions of a policy: which text held on a day, and which came before which."""

from datetime import date

import pytest

from gazette.workflow import editions

IDS = ["甲/2015/1", "甲/2015/1@2023-03-13", "甲/2015/1@2020-01-01", "乙/2020/2"]


@pytest.mark.parametrize(
    ("policy_id", "split"),
    [
        ("甲/2015/1", ("甲/2015/1", None)),
        ("甲/2015/1@2023-03-13", ("甲/2015/1", date(2023, 3, 13))),
        ("甲/2015/1@soon", ("甲/2015/1@soon", None)),
    ],
)
def test_split(policy_id: str, split: tuple[str, date | None]) -> None:
    assert editions.split(policy_id) == split


def test_an_edition_of_an_edition_is_one_of_the_policy() -> None:
    assert editions.edition_id("甲/2015/1@2020-01-01", date(2023, 1, 2)) == "甲/2015/1@2023-01-02"


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2016, 1, 1), "甲/2015/1"),
        (date(2019, 12, 31), "甲/2015/1"),
        (date(2020, 1, 1), "甲/2015/1@2020-01-01"),
        (date(2024, 1, 1), "甲/2015/1@2023-03-13"),
    ],
)
def test_the_text_that_held(day: date, held: str) -> None:
    assert editions.edition_at(IDS, "甲/2015/1", day) == held
    assert editions.edition_at(IDS, "甲/2015/1@2020-01-01", day) == held


def test_no_text_held() -> None:
    assert editions.edition_at(["甲/2015/1@2020-01-01"], "甲/2015/1", date(2016, 1, 1)) is None


def test_predecessors() -> None:
    assert editions.predecessors(IDS) == {
        "甲/2015/1@2020-01-01": "甲/2015/1",
        "甲/2015/1@2023-03-13": "甲/2015/1@2020-01-01",
    }
