"""What a state does to saves and edits in detail; test_state_table.py runs all of them from the command line."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gazette.errors import ArchiveError
from gazette.store import Archive, index, lock, working
from gazette.store.records import check_edit

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Git = Callable[..., str]


def output(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def run(*words: str) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@y")
        output("git", "-C", str(root), *who, *words)

    return do


@pytest.fixture
def root(archive: Archive) -> Path:
    """The folder of an archive with one save, closed again."""
    archive.save({"a": b"1\n"}, message="m", when=NOON)
    archive.close()
    return archive.root


@pytest.mark.parametrize("names", [("HEAD",), ("objects",)])
def test_only_a_whole_repository_is_called_bare(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).mkdir() if name == "objects" else (tmp_path / name).touch()
    with pytest.raises(ArchiveError, match=r"no \.git folder") as caught:
        Archive.open(tmp_path)
    assert "gazette init" in caught.value.hint


def test_a_link_to_an_archive_is_followed_once(root: Path) -> None:
    link = root.with_name("link")
    link.symlink_to(root)
    with Archive.open(link) as archive:
        assert archive.root == root
        assert archive.save({"a": b"2\n"}, message="m", when=NOON).warnings == ()


HOSTILE = {
    "GIT_DIR": "/nonexistent",
    "GIT_WORK_TREE": "/nonexistent",
    "GIT_INDEX_FILE": "/nonexistent/index",
    "GIT_OBJECT_DIRECTORY": "/nonexistent",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.hooksPath",
    "GIT_CONFIG_VALUE_0": "/nonexistent",
    "GIT_EXTERNAL_DIFF": "false",
    "GIT_AUTHOR_NAME": "someone else",
    "GIT_AUTHOR_DATE": "1 +0000",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_NAMESPACE": "x",
    "GIT_TRACE": "1",
}


def test_an_archive_set_to_be_bare_works_all_the_same(root: Path) -> None:
    run("config", "core.bare", "true")(root)
    with Archive.open(root) as archive:
        assert archive.save({"a": b"2\n"}, message="m", when=NOON).warnings == ()
        assert archive.pending_edits() == ()


def test_variables_of_git_mean_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    with Archive.open(root) as archive:
        archive.save({"b": b"2"}, message="m", when=NOON)
        (revision,) = archive.history("b")
        assert (revision.author, revision.when) == ("gazette <gazette@localhost>", NOON)
    with Archive.create(tmp_path / "second") as second:
        assert second.head is None
        assert (tmp_path / "second/.git").is_dir()


def test_hooks_filters_and_helpers_of_the_repository_never_run(root: Path, git: Git) -> None:
    trap = root.with_name("sprung")
    script = f"#!/bin/sh\ntouch {trap}\nexit 1\n"
    for hook in ("pre-commit", "post-index-change", "reference-transaction", "post-update"):
        path = root / ".git/hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
    git("config", "core.fsmonitor", f"touch {trap}")
    git("config", "filter.x.clean", f"touch {trap}; cat")
    git("config", "diff.x.textconv", f"touch {trap}; cat")
    (root / ".git/info/attributes").unlink()
    (root / ".gitattributes").write_text("* filter=x diff=x text=auto\n", encoding="utf-8")
    trap.unlink(missing_ok=True)
    with Archive.open(root) as archive:
        archive.save({"b": b"1\r\n"}, message="m", when=NOON)
        (root / "b").write_bytes(b"2\r\n")
        assert [edit.path for edit in archive.pending_edits()] == [".gitattributes", "b"]
        archive.history("b")
        assert archive.read("b") == b"1\r\n"
    assert not trap.exists()


def test_an_index_that_is_gone_or_broken_is_mended(root: Path) -> None:
    for damage in (None, b"", b"DIRC noise", b"\0" * 5000):
        place = root / ".git/index"
        place.unlink(missing_ok=True)
        if damage is not None:
            place.write_bytes(damage)
        with Archive.open(root) as archive:
            saved = archive.save({"a": b"%d\n" % hash(damage)}, message="m", when=NOON)
            assert saved.commit
            assert saved.warnings == ()
            assert archive.pending_edits() == ()


def test_a_locked_index_leaves_the_save_done_and_says_so(root: Path) -> None:
    (root / ".git/index.lock").write_bytes(b"")
    with Archive.open(root) as archive:
        saved = archive.save({"a": b"2\n"}, message="m", when=NOON)
        assert saved.commit == archive.head
        assert "index.lock" in saved.warnings[0]
        assert (root / "a").read_bytes() == b"2\n"
        assert (root / ".git/index.lock").exists()
    (root / ".git/index.lock").unlink()
    with Archive.open(root) as archive:
        assert archive.pending_edits() == ()


def test_a_locked_branch_refuses_the_save(root: Path) -> None:
    (root / ".git/refs/heads/main.lock").write_bytes(b"")
    with Archive.open(root) as archive:
        before = archive.head
        with pytest.raises(ArchiveError, match=r"main\.lock"):
            archive.save({"a": b"2\n"}, message="m", when=NOON)
        assert archive.head == before
        assert (root / "a").read_bytes() == b"1\n"
        assert (root / ".git/refs/heads/main.lock").exists()


def test_packed_references_and_a_packed_repository_are_read(root: Path, git: Git) -> None:
    git("pack-refs", "--all")
    git("gc", "-q")
    assert not (root / ".git/refs/heads/main").exists()
    with Archive.open(root) as archive:
        assert archive.read("a") == b"1\n"
        assert archive.save({"a": b"2\n"}, message="m", when=NOON).commit


def test_another_branch_is_used_as_it_is(root: Path, git: Git) -> None:
    git("switch", "-qc", "draft")
    with Archive.open(root) as archive:
        archive.save({"a": b"2\n"}, message="m", when=NOON)
    assert git("show", "draft:a") == "2\n"
    assert git("show", "main:a") == "1\n"


def test_a_person_committing_meanwhile_is_built_upon(root: Path, git: Git) -> None:
    with Archive.open(root) as archive:
        (root / "b").write_bytes(b"person\n")
        git("add", "b")
        git("commit", "-qm", "by hand")
        archive.save({"c": b"ours\n"}, message="ours", when=NOON)
        assert archive.list() == ("a", "b", "c")
        assert git("status", "--porcelain") == ""


def test_what_a_person_staged_stays_staged(root: Path, git: Git) -> None:
    (root / "b").write_bytes(b"staged\n")
    git("add", "b")
    with Archive.open(root) as archive:
        archive.save({"c": b"ours\n"}, message="ours", when=NOON)
        assert git("status", "--porcelain") == "A  b\n"
        with pytest.raises(ArchiveError, match="edited by hand"):
            archive.save({"b": b"ours\n"}, message="ours", when=NOON)
        (root / "b").unlink()
        with pytest.raises(ArchiveError, match="edited by hand"):
            archive.save({"b": b"ours\n"}, message="ours", when=NOON)


def test_what_a_person_stages_in_the_moment_of_a_save_stays_staged(
    root: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the copy of the index and its swap, a person stages a file; once, or without end."""
    real, turns = index._enter, iter("ab")

    def enter(*words: Any) -> None:
        real(*words)
        for name in turns:
            (root / f"staged-{name}").write_bytes(b"staged\n")
            git("add", f"staged-{name}")
            break

    monkeypatch.setattr(index, "_enter", enter)
    with Archive.open(root) as archive:
        assert archive.save({"c": b"ours\n"}, message="ours", when=NOON).warnings == ()
        assert git("status", "--porcelain") == "A  staged-a\nA  staged-b\n"
        assert not list((root / ".git").rglob("*.lock"))
        turns = iter("cdefghij")
        saved = archive.save({"c": b"more\n"}, message="ours", when=NOON)
        assert "keeps changing .git/index" in saved.warnings[0]
        monkeypatch.undo()
    Archive.open(root).close()
    assert git("status", "--porcelain", "c") == ""


@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "folder", "linked folder"])
def test_nothing_is_written_through_what_is_no_plain_file(root: Path, kind: str) -> None:
    outside = root.with_name("outside")
    outside.mkdir()
    (outside / "x").write_bytes(b"theirs")
    path = root / "d/x"
    if kind == "linked folder":
        path.parent.symlink_to(outside)
    else:
        path.parent.mkdir()
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to(outside / ("x" if kind == "link" else "none"))
    with Archive.open(root) as archive:
        before = archive.head
        with pytest.raises(ArchiveError, match="d/x"):
            archive.save({"d/x": b"ours"}, message="m", when=NOON)
        assert archive.head == before
    assert (outside / "x").read_bytes() == b"theirs"
    assert sorted(each.name for each in outside.iterdir()) == ["x"]


UNSAFE = [
    "", ".", "..", "/etc/x", "a//b", "../x", "a/../../x", "a/./b", ".git/config", ".GIT/x", "a/.git/x", "git~1/x",
    ".gitmodules", "a\\b", "a:b", "con", "CON.md", "a/nul.txt", "com1", "a ", "a.", " a", "a\nb", "a\0b", "a\u200bb",
    "a\u202eb", "e\u0301", "*", "?", '"', "<", ">", "|", "长" * 41, "/".join("abcdefghi"), "\udcff",
]  # fmt: skip


@pytest.mark.parametrize("path", UNSAFE)
def test_a_name_some_system_cannot_hold_is_refused(root: Path, path: str) -> None:
    with Archive.open(root) as archive:
        before = archive.head
        with pytest.raises(ArchiveError, match="cannot hold"):
            archive.save({path: b"x"}, message="m", when=NOON)
        assert archive.head == before


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("A", "a"),
        ("x/B/c", "x/b/d"),
        ("x/y/B/c", "x/y/b/d"),
        ("x/y/z/k", "x/y/z/K"),
        ("a/b", "a"),
        ("k", "\u212a"),
    ],
)
def test_no_two_names_are_one_when_folded(archive: Archive, one: str, two: str) -> None:
    archive.save({one: b"1"}, message="m", when=NOON)
    with pytest.raises(ArchiveError, match="cannot hold"):
        archive.save({two: b"2"}, message="m", when=NOON)


def test_edits_by_hand_are_seen_and_committed(root: Path) -> None:
    with Archive.open(root) as archive:
        archive.save({"b": b"1\n", "c": b"1\n"}, message="m", when=NOON)
        (root / "a").write_bytes(b"edited\n")
        (root / "b").unlink()
        (root / "neu 新.txt").write_bytes(b"new\n")
        (root / "a~").write_bytes(b"an editor's own copy")
        found = [(edit.path, str(edit.kind)) for edit in archive.pending_edits()]
        assert found == [("a", "changed"), ("b", "deleted"), ("neu 新.txt", "added")]
        saved = archive.commit_edits(check_edit, message="By hand", when=NOON)
        assert saved.changed == ("a", "b", "neu 新.txt")
        assert archive.pending_edits() == ()
        assert archive.read("a") == b"edited\n"


def test_an_edit_on_top_of_an_older_version_is_not_committed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone saves in an editor in the very moment between the commit and the working copy."""
    real = working.put

    def put(place: Path, path: str, staged: Path, *, durable: bool) -> None:
        (place / "b").write_bytes(b"edited meanwhile\n")
        real(place, path, staged, durable=durable)

    with Archive.open(root) as archive:
        archive.save({"b": b"1\n"}, message="m", when=NOON)
        monkeypatch.setattr(working, "put", put)
        saved = archive.save({"a": b"2\n", "b": b"2\n"}, message="m", when=NOON)
        monkeypatch.undo()
        assert saved.commit == archive.head
        assert "b was edited by hand meanwhile" in saved.warnings[0]
        assert (root / "b").read_bytes() == b"edited meanwhile\n"
        (edit,) = archive.pending_edits()
        assert edit.outdated
        with pytest.raises(ArchiveError, match="older version"):
            archive.commit_edits(check_edit, message="m", when=NOON)
        assert archive.read("b") == b"2\n"


def test_sources_and_witnesses_are_not_edited(root: Path) -> None:
    with Archive.open(root) as archive:
        (root / "sources").mkdir()
        (root / "sources/x").write_bytes(b"")
        with pytest.raises(ArchiveError, match="stay as they were read"):
            archive.commit_edits(check_edit, message="m", when=NOON)


def test_who_holds_the_archive_is_named(root: Path) -> None:
    with Archive.open(root, wait=0.1) as archive, lock.locked(root / ".git/gazette/lock"):
        with pytest.raises(ArchiveError, match=f"process {os.getpid()} on"):
            archive.save({"a": b"2\n"}, message="m", when=NOON)
        assert archive.read("a") == b"1\n"


def test_a_folder_with_something_in_it_is_no_place_for_an_archive(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveError, match="not empty"):
        Archive.create(tmp_path)
    with pytest.raises(ArchiveError, match="not a folder"):
        Archive.create(tmp_path / "x")


@pytest.mark.parametrize(
    "revision", ["", "none", "--all", "-h", "HEAD --output=x", "a\0b", "HEAD:a", "@{u}"]
)
def test_a_revision_is_never_an_option(root: Path, revision: str) -> None:
    with Archive.open(root) as archive, pytest.raises(Exception, match="no revision"):
        archive.read("a", revision)


def test_messages_and_authors_are_data(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no author"):
        archive.save({"a": b"1"}, message="m", when=NOON, author="x\nparent 1 <y>")
    with pytest.raises(ArchiveError, match="needs a message"):
        archive.save({"a": b"1"}, message=" \n", when=NOON)
    with pytest.raises(ArchiveError, match="name a trailer"):
        archive.save({"a": b"1"}, message="m", when=NOON, trailers=[("Bad key", "x")])
    with pytest.raises(ArchiveError, match="before 1970"):
        archive.save({"a": b"1"}, message="m", when=datetime(1949, 10, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="zone"):
        archive.save({"a": b"1"}, message="m", when=datetime(2026, 1, 1))  # noqa: DTZ001
    message = "--amend\n\n#1 not a comment\nSource: not a trailer\n\ntext"
    archive.save({"a": b"1"}, message=message, when=NOON, trailers=[("Source", "x\nSigned: y")])
    (revision,) = archive.history("a")
    assert revision.message == message
    assert revision.trailers == (("Source", "x Signed: y"),)
