from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import DeskError, UnknownError
from gazette.issue import chunks, editing, manifest
from gazette.model.issue import Entry, Stage

SMALL = Path(__file__).with_name("small.toml").read_text(encoding="utf-8")
SEED = Path(__file__).resolve().parents[2] / "issues" / "2023-21.toml"
ODD = """\
# head
[gazette]  # the office
name = "某"

[[section]]
name = "甲"
# below the name

# right above the first
  [[ section . "entry" ]]   # beside
  title = "一"   # beside the title
  note = '''
# no comment
[[section.entry]]
'''
# below the first

[[section.entry]]
title = "二"
[[section.entry]]
title = "三"
[[section]]
name = "乙"
[issue]
year = 2024
number = 1
[[colophon]]
label = "主编"
lines = [
  # in a list
  "某",
]
# at the end"""
FILES = {"small": SMALL, "seed": SEED.read_text(encoding="utf-8"), "odd": ODD}


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
    assert order.life == (Stage("frozen", "王茜", date(2024, 2, 14)),)
    assert editing.is_frozen(order)
    assert not editing.is_frozen(manifest.load(small))
    with pytest.raises(UnknownError, match="No revision"):
        editing.freeze(small, {}, by="甲", on=date(2024, 2, 14))


def test_back_matter_is_pinned_too(small: str) -> None:
    text = small + '\n[[back]]\npolicy = "某政发/2024/1"\n'
    commits = {"某政发/2024/1": "a" * 40, "某政发/2024/2": "b" * 40}
    order = manifest.load(editing.freeze(text, commits, by="甲", on=date(2024, 2, 14)))
    assert order.back[0].revision == "a" * 40


def test_stages_follow_one_another(small: str) -> None:
    text = editing.live(small, "drafted", by="甲", on=date(2024, 2, 1))
    text = editing.live(text, "checked", by="乙", on=date(2024, 2, 2))
    assert [stage.name for stage in manifest.load(text).life] == ["drafted", "checked"]
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


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "remove", "move", "over", "section", "live")),
        st.integers(0, 8),
        st.integers(0, 8),
        st.text("省〔“#\"'\\[]=a1 ", min_size=1, max_size=6).map(lambda text: f"新{text}。"),
    ),
    max_size=8,
)


def done(text: str, step: tuple[str, int, int, str]) -> str:
    """Do one step an editor may do; which entry and section is meant is taken round."""
    act, one, two, title = step
    order = manifest.load(text)
    places = [f"{s.name}:{at}" for s in order.sections for at in range(1, len(s.entries) + 1)]
    section = order.sections[two % len(order.sections)].name
    if act == "add":
        return editing.add(text, section, Entry(title=title, printed_page=one), at=one or None)
    if act == "section":
        return editing.add_section(text, f"{title}{len(text)}", at=one or None)
    if act == "live":
        return editing.live(text, "drafted", by=title, on=date(2024, 1, 1 + one))
    if not places:
        return text
    name = places[one % len(places)]
    if act == "remove":
        return editing.remove(text, name)
    return editing.move(text, name, at=two or None, section=section if act == "over" else None)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.sampled_from(("small", "seed", "odd")))
def test_no_row_of_edits_loses_a_comment_or_leaves_what_cannot_be_read(
    steps: list[tuple[str, int, int, str]], which: str
) -> None:
    text = FILES[which]
    kept = Counter(chunks.comments(text))
    for step in steps:
        text = done(text, step)
        manifest.load(text)
        assert Counter(chunks.comments(text)) == kept


@settings(max_examples=60, deadline=None)
@given(st.text("[]#\"' \n\r\tab=.{}", max_size=80))
def test_chunks_are_the_text(text: str) -> None:
    assert chunks.join(chunks.cut(text)) == text


def test_the_lines_that_are_not_edited_stay_as_they_were() -> None:
    text = editing.move(FILES["seed"], "吉民发〔2023〕55号", at=1)
    assert sorted(text.split("\n")) == sorted(FILES["seed"].split("\n"))
    back = editing.move(text, "吉民发〔2023〕55号", at=4)
    assert back == FILES["seed"]


def test_comments_go_with_their_entry_and_stay_when_it_goes(small: str) -> None:
    moved = editing.move(small, "某政发/2024/2", section="政务要闻", at=1)
    lines = moved.splitlines()
    assert lines[lines.index("# the one that all wait for") + 2] == 'policy = "某政发/2024/2"'
    assert "# the one that all wait for" in editing.remove(small, "某政发/2024/2")


def test_an_entry_is_named_by_its_place() -> None:
    text = editing.add(SMALL, "政务要闻", Entry(title="政务要闻"), at=1)
    with pytest.raises(UnknownError) as caught:
        editing.remove(text, "政务要闻")
    assert "政务要闻:1, 政务要闻:2" in caught.value.hint
    assert names(editing.remove(text, "政务要闻:2")) == names(SMALL)


@pytest.mark.parametrize("name", ["", " ", "政务要闻:0", "政务要闻:9", "部门文件:1", "\x1b[31m"])
def test_a_name_that_means_nothing_removes_nothing(name: str) -> None:
    with pytest.raises(UnknownError) as caught:
        editing.remove(SMALL, name)
    assert "\x1b" not in caught.value.message


def test_a_slip_is_answered_with_the_entry_that_is_meant() -> None:
    with pytest.raises(UnknownError) as caught:
        editing.remove(SMALL, "某政发〔2024〕3号")
    assert "Did you mean 某政发/2024/2" in caught.value.hint


def test_what_is_written_in_another_way_is_left_alone() -> None:
    inline = '[gazette]\nname = "x"\n[issue]\nyear = 2024\nnumber = 1\n'
    listed = 'section = [{name = "甲", entry = [{title = "乙"}]}]\n'
    changes: tuple[Callable[[str], str], ...] = (
        lambda text: editing.remove(text, "乙"),
        lambda text: editing.add(text, "甲", Entry(title="丙")),
        lambda text: editing.add_section(text, "丁"),
    )
    for change in changes:
        with pytest.raises(DeskError):
            change(listed + inline)


def test_lines_inside_a_text_are_no_headers(small: str) -> None:
    noted = small.replace(
        'title = "政务要闻"', 'title = "政务要闻"\nnote = """\n[[section]]\n# 不是注释\n"""'
    )
    assert names(editing.move(noted, "某政发/2024/1", at=1))[1] == ["政务要闻"]


def test_an_entry_that_is_pinned_keeps_its_revision(small: str) -> None:
    pinned = small.replace('"某政发/2024/2"', f'"某政发/2024/2"\nrevision = "{"c" * 40}"')
    commits = {"某政发/2024/1": "a" * 40, "某政发/2024/2": "b" * 40}
    order = manifest.load(editing.freeze(pinned, commits, by="甲", on=date(2024, 2, 14)))
    assert [entry.revision for entry in order.sections[0].entries] == ["c" * 40, "a" * 40]


def test_an_issue_after_a_frozen_one_is_pinned_to_nothing(small: str) -> None:
    text = small + '\n[[back]]\npolicy = "某政发/2024/1"\n'
    commits = {"某政发/2024/1": "a" * 40, "某政发/2024/2": "b" * 40}
    frozen = editing.freeze(text, commits, by="甲", on=date(2024, 2, 14))
    after = manifest.load(editing.new(2024, 4, name="", like=frozen))
    assert (after.life, after.back[0].revision) == ((), None)


def test_the_head_of_a_new_issue_names_the_new_one(seed_issue: str) -> None:
    first = editing.new(2023, 22, name="", like=seed_issue).splitlines()[0]
    assert "2023年第22期" in first


def test_a_stage_needs_a_name(small: str) -> None:
    with pytest.raises(DeskError, match="Nobody"):
        editing.live(small, "checked", by=" ", on=date(2024, 2, 1))


def test_an_empty_section_is_taken_out_and_no_other(small: str) -> None:
    text = editing.add_section(small, "大事记")
    assert manifest.load(editing.remove_section(text, "大事记")) == manifest.load(small)
    with pytest.raises(DeskError, match="has 2 entries"):
        editing.remove_section(small, "省政府文件")
    with pytest.raises(UnknownError):
        editing.remove_section(small, "没有")
