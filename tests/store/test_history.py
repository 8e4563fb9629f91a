"""History: by ancestry, over recorded renames, from an index that can always be lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gazette.store import Archive
from gazette.store.history import renamed
from gazette.store.objects import Found, Objects

Git = Callable[..., str]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_newest_first_by_ancestry_whatever_the_clock_says(archive: Archive) -> None:
    for number, hours in enumerate((0, 5, 2)):
        archive.save({"a": b"%d" % number}, message=f"m{number}", when=NOON + hours * HOUR)
    archive.save({"b": b"x"}, message="other", when=NOON)
    assert [each.message for each in archive.history("a")] == ["m2", "m1", "m0"]
    assert archive.history("none") == ()
    newest = archive.history("a")[0]
    assert newest.when == NOON + 2 * HOUR
    assert newest.author == "gazette <gazette@localhost>"
    assert archive.read("a", newest.commit) == b"2"


def test_what_the_archive_held_at_a_moment(archive: Archive) -> None:
    for number in range(3):
        archive.save({"a": b"%d" % number}, message=f"m{number}", when=NOON + number * HOUR)
    before = archive.revision_before("a", NOON + HOUR + HOUR / 2)
    assert before is not None
    assert before.message == "m1"
    assert archive.revision_before("a", NOON - HOUR) is None


def test_only_recorded_renames_are_followed(archive: Archive) -> None:
    archive.save({"old": b"text"}, message="first", when=NOON)
    archive.save({"twin": b"text"}, message="same bytes", when=NOON)
    archive.save(
        {"old": None, "new": b"text"},
        message="rename",
        when=NOON,
        trailers=[renamed("old", "new")],
    )
    archive.save({"old": b"another"}, message="again", when=NOON)
    assert [each.message for each in archive.history("new")] == ["rename", "first"]
    assert [each.path for each in archive.history("new")] == ["new", "old"]
    assert [each.message for each in archive.history("twin")] == ["same bytes"]
    assert [(each.message, each.blob is None) for each in archive.history("old")] == [
        ("again", False),
        ("rename", True),
        ("first", False),
    ]


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough" * 200])
def test_the_index_is_built_again_when_lost_or_damaged(archive: Archive, damage: bytes) -> None:
    archive.save({"a": b"1"}, message="m1", when=NOON)
    archive.save({"a": b"2"}, message="m2", when=NOON)
    before = archive.history("a")
    archive.close()
    place = archive.root / ".git/gazette/index.sqlite"
    assert place.exists()
    place.write_bytes(damage)
    assert archive.history("a") == before


def test_the_index_follows_a_history_that_was_rewritten(archive: Archive, git: Git) -> None:
    archive.save({"a": b"1"}, message="m1", when=NOON)
    archive.save({"a": b"2"}, message="m2", when=NOON)
    assert len(archive.history("a")) == 2
    git("reset", "-q", "--hard", "HEAD~1")
    assert [each.message for each in archive.history("a")] == ["m1"]


def test_a_clock_that_runs_back_costs_no_walk_through_the_history(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        archive.save({"a": b"%d" % number}, message=f"m{number}", when=NOON + number * HOUR)
    assert len(archive.history("a")) == 12
    archive.save({"a": b"early"}, message="early", when=NOON - HOUR)
    asked, real = [], Objects.get

    def get(self: Objects, name: str) -> Found | None:
        asked.append(name)
        return real(self, name)

    def walk(self: object, *words: str, **_: object) -> bytes:
        raise AssertionError(words)

    monkeypatch.setattr(Objects, "get", get)
    monkeypatch.setattr("gazette.store.git.Git.line", walk)
    assert archive.history("a")[0].message == "early"
    assert len(asked) <= 3


def test_many_new_commits_are_asked_of_git_at_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.save({"a": b"x"}, message="m", when=NOON)
    assert len(archive.history("a")) == 1
    monkeypatch.setattr("gazette.store.log._SHORT", 2)
    for number in range(4):
        archive.save({"a": b"%d" % number}, message=f"m{number}", when=NOON)
    assert [each.message for each in archive.history("a")] == ["m3", "m2", "m1", "m0", "m"]


def test_a_merge_counts_where_it_decides(archive: Archive, git: Git) -> None:
    archive.save({"a": b"1\n", "b": b"1\n"}, message="base", when=NOON)
    git("switch", "-qc", "side")
    (archive.root / "a").write_bytes(b"side\n")
    git("commit", "-qam", "side")
    git("switch", "-q", "main")
    archive.save({"b": b"main\n"}, message="main", when=NOON)
    git("merge", "-q", "-s", "ours", "-m", "merge", "side")
    assert archive.read("a") == b"1\n"
    newest = archive.history("a")[0]
    assert newest.message == "merge"
    assert archive.read("a", newest.commit) == b"1\n"
    assert archive.history("b")[0].message == "main"
