from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import DeskError, UnknownError
from gazette.issue import editing, manifest
from gazette.model.issue import Entry

SMALL = Path(__file__).with_name("small.toml").read_text(encoding="utf-8")


def names(text: str) -> list[list[str | None]]:
    return [
        [entry.policy or entry.title for entry in section.entries]
        for section in manifest.load(text).sections
    ]


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if "#" in line]


def test_a_new_issue_can_be_read() -> None:
    text = editing.new(2024, 4, name="某省人民政府公报", publisher="某省人民政府")
    order = manifest.load(text)
    assert (order.id, order.name, order.publisher, order.total) == (
        "2024-04", "某省人民政府公报", "某省人民政府", None,
    )  # fmt: skip


def test_an_issue_after_another_goes_on_counting(seed_issue: str) -> None:
    text = editing.new(2023, 22, name="", like=seed_issue)
    before, after = manifest.load(seed_issue), manifest.load(text)
    assert (after.number, after.total, after.published) == (22, 906, None)
    assert after.colophon == before.colophon
    assert [section.name for section in after.sections] == [s.name for s in before.sections]
    assert not any(section.entries for section in after.sections)


def test_a_new_year_counts_the_total_on(seed_issue: str) -> None:
    assert manifest.load(editing.new(2024, 1, name="", like=seed_issue)).total == 906


def test_add_remove_and_move_leave_the_comments(small: str) -> None:
    text = editing.add(small, "省政府文件", Entry("某政发/2024/7", printed_page=9), at=1)
    assert names(text)[0] == ["某政发/2024/7", "某政发/2024/2", "某政发/2024/1"]
    text = editing.move(text, "某政发〔2024〕1号", at=1)
    assert names(text)[0] == ["某政发/2024/1", "某政发/2024/7", "某政发/2024/2"]
    text = editing.move(text, "某政发/2024/7", section="政务要闻")
    assert names(text)[1] == ["政务要闻", "某政发/2024/7"]
    text = editing.remove(text, "某政发/2024/7")
    text = editing.move(text, "某政发/2024/2", at=1)
    assert names(text) == names(small)
    assert set(comments(small)) <= set(comments(text))


def test_an_entry_makes_its_section(small: str) -> None:
    text = editing.add(small, "大事记", Entry(title="2024年1月大事记"))
    assert names(text)[2] == ["2024年1月大事记"]
    emptied = editing.remove(text, "2024年1月大事记")
    assert names(emptied)[2] == []
    assert names(editing.add(emptied, "大事记", Entry(title="另")))[2] == ["另"]


def test_sections_are_added_in_place(small: str) -> None:
    text = editing.add_section(small, "省政府令", at=1)
    assert manifest.load(text).sections[0].name == "省政府令"
    with pytest.raises(DeskError, match="already has"):
        editing.add_section(text, "省政府令")


def test_fields_are_set_where_they_belong(small: str) -> None:
    text = editing.set_field(small, "published", date(2024, 2, 16))
    text = editing.set_field(text, "motto", ["传达政令"])
    order = manifest.load(text)
    assert (order.published, order.motto) == (date(2024, 2, 16), ("传达政令",))
    assert "# of twenty-four" in text
    with pytest.raises(UnknownError, match="no field"):
        editing.set_field(small, "colour", "red")
    with pytest.raises(DeskError):
        editing.set_field(small, "year", "soon")


def test_a_frozen_issue_is_pinned(small: str) -> None:
    commits = {"某政发/2024/1": "a" * 40, "某政发/2024/2": "b" * 40}
    text = editing.freeze(small, commits, by="王茜", on=date(2024, 2, 14))
    order = manifest.load(text)
    assert [entry.revision for entry in order.sections[0].entries] == ["b" * 40, "a" * 40]
    assert order.life == (("frozen", "王茜 2024-02-14"),)
    assert editing.is_frozen(order)
    assert not editing.is_frozen(manifest.load(small))
    with pytest.raises(UnknownError, match="No revision"):
        editing.freeze(small, {}, by="", on=date(2024, 2, 14))


def test_back_matter_is_pinned_too(small: str) -> None:
    text = small + '\n[[back]]\npolicy = "某政发/2024/1"\n'
    commits = {"某政发/2024/1": "a" * 40, "某政发/2024/2": "b" * 40}
    order = manifest.load(editing.freeze(text, commits, by="", on=date(2024, 2, 14)))
    assert order.back[0].revision == "a" * 40


def test_stages_follow_one_another(small: str) -> None:
    text = editing.live(small, "drafted", by="甲", on=date(2024, 2, 1))
    text = editing.live(text, "checked", by="乙", on=date(2024, 2, 2))
    assert [stage for stage, _ in manifest.load(text).life] == ["drafted", "checked"]
    with pytest.raises(UnknownError, match="no stage"):
        editing.live(small, "born", by="", on=date(2024, 2, 1))


def test_an_entry_that_is_not_there_or_not_the_only_one(small: str) -> None:
    with pytest.raises(UnknownError, match="no entry"):
        editing.remove(small, "某政发/2024/99")
    twice = editing.add(small, "政务要闻", Entry(title="政务要闻"))
    with pytest.raises(UnknownError, match="2 times"):
        editing.remove(twice, "政务要闻")
    with pytest.raises(UnknownError, match="no section"):
        editing.move(small, "政务要闻", section="大事记")


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.text("省市县〔〕《》“”·a1 \"'\\#[]=", min_size=1, max_size=12),
)
def test_what_is_added_and_removed_leaves_the_order_as_it_was(
    at: int, to: int, title: str
) -> None:
    entry = Entry(title=f"新{title}", note="说明")
    text = editing.add(SMALL, "省政府文件", entry, at=at)
    text = editing.move(text, f"新{title}", at=to)
    assert manifest.load(editing.remove(text, f"新{title}")) == manifest.load(SMALL)
    assert set(comments(SMALL)) <= set(comments(editing.remove(text, f"新{title}")))
