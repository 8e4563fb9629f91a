from dataclasses import replace
from typing import Any

from gazette.issue import index, manifest


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
