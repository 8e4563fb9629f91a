from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette import site
from gazette.errors import RenderError
from gazette.model.document import Policy, Subject
from gazette.site import Library, Page
from gazette.site.writing import tree
from tests.site.conftest import compared, edition, library, policy

Build = Callable[..., Path]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in tree(folder)}


def page(path: str, text: str) -> Page:
    return Page(path, text, text.encode)


def test_the_same_library_gives_the_same_bytes_twice(build: Build) -> None:
    made = library(*map(policy, range(1, 5)))
    assert bytes_of(build(made, "a")) == bytes_of(build(made, "b"))


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    made = library(*map(policy, range(1, 5)))
    state = tmp_path / "state" / "s.json"
    site.write(site.plan(made), tmp_path / "out", state)
    again = site.write(site.plan(made), tmp_path / "out", state)
    assert again.changed == again.removed == ()


def test_an_edit_of_words_writes_what_it_touches_alone(tmp_path: Path) -> None:
    policies = [policy(n) for n in range(1, 41)]
    state = tmp_path / "state" / "s.json"
    site.write(site.plan(library(*policies)), tmp_path / "out", state)
    policies[6] = policy(7, "另行规定。")
    done = site.write(site.plan(library(*policies)), tmp_path / "out", state)
    own = [path for path in done.changed if path.startswith("policies/")]
    assert own == [f"policies/甲政发/2024/7.{e}" for e in ("html", "json", "txt", "xml")]
    rest = {path.split("/")[0] for path in done.changed} - {"policies"}
    assert rest == {"bulk", "search"}


def test_an_edit_of_what_a_text_cites_writes_the_database(tmp_path: Path) -> None:
    policies = [policy(n) for n in range(1, 5)]
    state = tmp_path / "state" / "s.json"
    site.write(site.plan(library(*policies)), tmp_path / "out", state)
    policies[1] = policy(2, "依照《某省档案管理条例》执行。")
    done = site.write(site.plan(library(*policies)), tmp_path / "out", state)
    assert "gazette.sqlite" in done.changed
    site.write(site.plan(library(*policies)), tmp_path / "fresh", tmp_path / "state2" / "s.json")
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")


_EDIT = st.tuples(
    st.sampled_from(["edit", "add", "drop", "retitle", "classify"]),
    st.integers(1, 12),
    st.text("甲乙丙丁戊己庚辛 2023ab", max_size=12),
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(_EDIT, min_size=1, max_size=3))
def test_an_incremental_build_equals_a_full_one(
    edits: list[tuple[str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("site")
    state = folder / "state" / "s.json"
    held = {n: policy(n) for n in range(1, 9)}
    site.write(site.plan(_with_issue(held)), folder / "out", state)
    for what, number, words in edits:
        if what == "drop" and len(held) > 3:
            held.pop(number, None)
        else:
            title = f"关于{words.strip()}的办法" if what == "retitle" else ""
            held[number] = policy(number, words.strip(), title=title)
            if what == "classify":
                given = (Subject(words.strip() or "其他", "editor"),)
                made = held[number]
                held[number] = replace(made, meta=replace(made.meta, subjects=given))
        site.write(site.plan(_with_issue(held)), folder / "out", state)
    fresh = folder / "fresh"
    site.write(site.plan(_with_issue(held)), fresh, folder / "state2" / "s.json")
    assert bytes_of(folder / "out") == bytes_of(fresh)


def _with_issue(held: dict[int, Policy]) -> Library:
    policies = [held[n] for n in sorted(held)]
    both = (compared(policies[0], policies[-1]),)
    return library(*policies, comparisons=both, issues=(edition(*policies[:2]),))


def test_a_page_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    out, state = tmp_path / "out", tmp_path / "state" / "s.json"
    site.write([page("a.html", "old"), page("b.html", "old")], out, state)

    def broken() -> bytes:
        raise RenderError("It fails.")

    with pytest.raises(RenderError):
        site.write([page("a.html", "new"), Page("b.html", "new", broken)], out, state)
    assert bytes_of(out) == {"a.html": b"old", "b.html": b"old"}
    site.write([page("a.html", "new"), page("b.html", "new")], out, state)
    assert bytes_of(out) == {"a.html": b"new", "b.html": b"new"}


def test_a_file_changed_by_another_hand_is_mended(tmp_path: Path) -> None:
    out, state = tmp_path / "out", tmp_path / "state" / "s.json"
    site.write([page("a.html", "right")], out, state)
    (out / "a.html").write_text("wrong", "utf-8")
    assert site.write([page("a.html", "right")], out, state).changed == ("a.html",)
    assert (out / "a.html").read_text("utf-8") == "right"


def test_pages_no_longer_planned_go_and_other_files_stay(tmp_path: Path) -> None:
    out, state = tmp_path / "out", tmp_path / "state" / "s.json"
    site.write([page("deep/er/a.html", "a"), page("b.html", "b")], out, state)
    (out / "CNAME").write_text("example.cn", "utf-8")
    done = site.write([page("b.html", "b")], out, state)
    assert done.removed == ("deep/er/a.html",)
    assert list(tree(out)) == ["CNAME", "b.html"]
    assert not (out / "deep").exists()


def test_a_lost_or_damaged_state_makes_the_site_anew(tmp_path: Path) -> None:
    out, state = tmp_path / "out", tmp_path / "state" / "s.json"
    site.write([page("a.html", "a")], out, state)
    state.write_text("{", "utf-8")
    assert site.write([page("a.html", "a")], out, state).files.keys() == {"a.html"}


def test_two_pages_at_one_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"a\.html"):
        site.write(
            [page("a.html", "a"), page("a.html", "b")], tmp_path / "out", tmp_path / "s/s.json"
        )


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(RenderError, match="cannot be written"):
        site.write([page("a.html", "a")], tmp_path / "out", tmp_path / "s/s.json")


def test_the_day_alone_touches_no_page_of_a_policy(tmp_path: Path) -> None:
    state = tmp_path / "state" / "s.json"
    made = library(*map(policy, range(1, 5)))
    site.write(site.plan(made), tmp_path / "out", state)
    later = replace(made, day=made.day.replace(day=9))
    done = site.write(site.plan(later), tmp_path / "out", state)
    assert not [path for path in done.changed if path.startswith(("policies/", "search/"))]
    assert "index.html" in done.changed
