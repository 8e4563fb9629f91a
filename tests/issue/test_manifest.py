from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import DeskError, GazetteError
from gazette.issue import manifest
from gazette.model.issue import Stage


def test_it_reads_the_issue_of_the_seeds(seed_issue: str) -> None:
    order = manifest.load(seed_issue)

    assert (order.id, order.year, order.number, order.total) == ("2023-21", 2023, 21, 905)
    assert order.total_label == "复总"
    assert order.published == date(2023, 11, 15)
    assert order.motto == ("传达政令", "宣传政策", "指导工作", "服务社会")
    assert [section.name for section in order.sections] == [
        "卷首语", "省政府办公厅文件", "部门文件", "政策解读", "人事任免", "政务要闻",
    ]  # fmt: skip
    pages = [entry.printed_page for section in order.sections for entry in section.entries]
    assert pages == [1, 4, 13, 18, 22, 29, 31, 35, 37, 38]
    assert len(order.back) == 1
    colophon = dict(order.colophon.items)
    assert colophon["国际标准刊号"] == ("ISSN2097-1818",)
    assert len(colophon["委员"]) == 7


def test_the_colophon_says_what_the_source_prints(seed_issue: str, seeds: Any) -> None:
    source = (seeds / "001_7dbb9fe1df8c5f2f.txt").read_text(encoding="utf-8")
    front = "".join(source[: source.index("吉林省人民政府办公厅关于印发 ")].split())
    for label, lines in manifest.load(seed_issue).colophon.items:
        assert label + ("：" if lines else "") + "".join("".join(lines).split()) in front


def test_a_policy_may_be_named_by_its_number(small: str) -> None:
    entries = manifest.load(small).sections[0].entries
    assert [entry.policy for entry in entries] == ["某政发/2024/2", "某政发/2024/1"]


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ("year = 2024", "", "`year` is missing"),
        ("year = 2024", 'year = "2024"', "`year` must be a whole number"),
        ("published = 2024-02-15", 'published = "heute"', "`published` must be a date"),
        (
            "published = 2024-02-15",
            "published = 2024-02-15T10:00:00",
            "`published` must be a date",
        ),
        ("printed_page = 5", "printed_pages = 5", "`printed_pages` is no field"),
        ('title = "政务要闻"', "", "neither a policy nor a title"),
        (
            'title = "政务要闻"',
            'title = "政务要闻"\nrevision = "abc"',
            "`revision` must be left out",
        ),
        ('title = "政务要闻"', f'title = "{"长" * 3000}"', "no longer than"),
        ('name = "省政府文件"', "name = 3", "`name` must be a text"),
        ("[gazette]", "[gazettes]", "`gazettes` is no field"),
        ("[gazette]", "[gazette", "is not valid TOML"),
        ('publisher = "某省人民政府"', "motto = [1]", "`motto` must be a list of texts"),
        ('publisher = "某省人民政府"', "[[life]]\nstage = 'born'", "`stage` must be one of"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    small: str, line: str, instead: str, says: str
) -> None:
    with pytest.raises(DeskError) as caught:
        manifest.load(small.replace(line, instead, 1), "issues/2024-03.toml")
    assert says in caught.value.message
    assert caught.value.message.startswith("issues/2024-03.toml")
    assert caught.value.hint


def test_a_slip_of_the_pen_is_answered_with_the_word_meant(small: str) -> None:
    with pytest.raises(DeskError) as caught:
        manifest.load(small.replace("total = 103", "totals = 103"))
    assert caught.value.hint == "Did you mean `total`?"


def test_tables_of_the_wrong_kind_are_refused() -> None:
    for text in (
        "gazette = 1",
        "section = 1",
        "[issue]\nyear = 1\nnumber = 1\n[gazette]\nname='x'\n[section]\na=1",
    ):
        with pytest.raises(DeskError):
            manifest.load(text)


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(DeskError, match="too large"):
        manifest.load("#" * (manifest.MAX_SIZE + 1))


def test_a_life_is_read_in_order(small: str) -> None:
    order = manifest.load(small + '\n[[life]]\nstage = "drafted"\nby = "王茜"\non = 2024-02-01\n')
    assert order.life == (Stage("drafted", "王茜", date(2024, 2, 1)),)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_it_fail_in_any_other_way(text: str) -> None:
    with suppress(GazetteError):
        manifest.load(text)
