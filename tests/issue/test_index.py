from dataclasses import replace
from typing import Any

import pytest

from gazette.issue import index, manifest
from gazette.model.issue import AnnualIndex, Entry, Section
from gazette.model.register import Issuer, Register


def test_a_years_issues_are_gathered_by_section(small: str, load: Any) -> None:
    third = manifest.load(small)
    fourth = replace(third, id="2024-04", number=4)
    other_year = replace(third, id="2023-01", year=2023)

    found = index.annual(2024, [fourth, other_year, third], load)

    assert found.name == "某省人民政府公报"
    assert found.issues == ("2024-03", "2024-04")
    assert [name for name, _ in found.sections] == ["省政府文件", "政务要闻"]
    documents = found.sections[0][1]
    assert [(line.issue, line.number, line.page) for line in documents] == [
        ("2024-03", "某政发〔2024〕2号", None),
        ("2024-03", "某政发〔2024〕1号", 5),
        ("2024-04", "某政发〔2024〕2号", None),
        ("2024-04", "某政发〔2024〕1号", 5),
    ]
    assert documents[0].title == "关于2的通知"


def test_a_year_without_issues_is_empty(load: Any) -> None:
    found = index.annual(1999, [], load)
    assert (found.name, found.sections) == ("", ())


@pytest.fixture
def year(small: str, make: Any) -> AnnualIndex:
    """Two issues: a joint document, one of another code, one not held, one that is lost."""
    held = {
        "某政发/2024/1": make("某政发/2024/1", "某省人民政府"),
        "某政发/2024/2": make("某政发/2024/2", "某省民政厅", "某省财政厅"),
        "某民发/2023/9": make("某民发/2023/9", "某省民政厅"),
    }
    third = manifest.load(small)
    fourth = replace(
        third,
        id="2024-04",
        number=4,
        sections=(Section("部门文件", (Entry("某民发/2023/9"), Entry("某民发/2024/7"))),),
    )
    wanted = ("部门文件", "省政府文件")
    return index.annual(2024, [third, fourth], lambda name, _: held.get(name), wanted)


REGISTER = Register(
    (Issuer("某省人民政府", codes=("某政发",), rank=20), Issuer("某省民政厅", rank=40))
)


def test_sections_stand_in_the_order_of_the_gazette(year: AnnualIndex) -> None:
    assert [name for name, _ in year.sections] == ["部门文件", "省政府文件", "政务要闻"]


def test_every_entry_of_the_running_orders_is_indexed_once(year: AnnualIndex) -> None:
    assert sum(issue.entries for issue in year.covered) == len(year.lines) == 5
    assert len({(line.issue, line.policy, line.title) for line in year.lines}) == 5
    assert [issue.total for issue in year.covered] == [103, 103]


def test_numbers_are_sorted_by_code_year_and_serial(year: AnnualIndex) -> None:
    groups = index.by_number(year, REGISTER)
    assert [(code, [line.policy for line in lines]) for code, lines in groups] == [
        ("某政发", ["某政发/2024/1", "某政发/2024/2"]),
        ("某民发", ["某民发/2023/9"]),
    ]


def test_a_joint_document_stands_under_all_who_signed_it(year: AnnualIndex) -> None:
    groups = dict(index.by_issuer(year, REGISTER))
    assert list(groups) == ["某省人民政府", "某省民政厅", "某省财政厅"]
    assert [line.policy for line in groups["某省民政厅"]] == ["某民发/2023/9", "某政发/2024/2"]
    assert [line.policy for line in groups["某省财政厅"]] == ["某政发/2024/2"]


def test_what_is_named_and_not_to_be_had_is_lost(year: AnnualIndex) -> None:
    assert [line.policy for line in index.lost(year)] == ["某民发/2024/7"]
    assert [line.held for line in year.lines] == [True, False, True, True, False]
