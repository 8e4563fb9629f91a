"""What fails, at which step, and what the editor is told."""

import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazette.errors import ArchiveError, GazetteError, UnknownError
from gazette.store import Archive, index, journal, lock, working
from gazette.store import git as git_module
from gazette.store.backup import backup, restore
from gazette.store.bulk import Batch
from gazette.store.codec import load_json, load_rulings
from gazette.store.git import Git
from gazette.store.journal import Journal
from gazette.store.objects import Objects
from gazette.store.records import (
    check_edit,
    read_policy,
    source_path,
    witness_folder,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Person = Callable[..., str]
HOLD = "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, 2); time.sleep(1.6)"


def test_without_git_the_message_says_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ArchiveError, match="not installed"):
        archive.resolve("x")
    with pytest.raises(ArchiveError, match="cannot be read"):
        archive.blob("1" * 40)


def test_a_git_that_hangs_is_given_up(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "TIMEOUT", 0.0)
    with pytest.raises(ArchiveError, match="did not answer"):
        archive.resolve("x")


def test_a_git_that_cannot_be_started_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(ArchiveError, match="Cannot allocate memory"):
        archive.resolve("x")


def test_an_answer_cut_short_is_no_id(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    before = archive.head
    real = Git.run

    def run(self: Git, *words: str, **options: object) -> bytes:
        answer = real(self, *words, **options)  # type: ignore[arg-type]
        return answer[:7] if words[: len(cut)] == cut else answer

    monkeypatch.setattr(Git, "run", run)
    for cut in (("hash-object", "-w"), ("hash-object", "-t", "tree"), ("commit-tree",)):
        with pytest.raises(ArchiveError, match=f"git {cut[0]} gave no full answer"):
            archive.save({"a": "".join(cut).encode()}, message="m", when=NOON)
    monkeypatch.undo()
    assert archive.head == before
    assert archive.save({"a": b"2"}, message="m", when=NOON).warnings == ()


def test_a_branch_that_moves_meanwhile_is_built_upon(
    archive: Archive, git: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person commits in the moment between reading the head and moving the branch."""
    archive.save({"a": b"1"}, message="m", when=NOON)
    real, turns = journal.write, iter(range(2))

    def write(place: Git, entry: Journal) -> None:
        real(place, entry)
        if next(turns, None) is not None:
            git("commit", "-q", "--allow-empty", "-m", "by hand")

    monkeypatch.setattr(journal, "write", write)
    saved = archive.save({"a": b"2"}, message="ours", when=NOON)
    assert saved.commit == archive.head
    assert git("log", "--format=%s") == "ours\nby hand\nby hand\nm\n"


def test_a_branch_that_never_rests_is_given_up(
    archive: Archive, git: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    real = journal.write

    def write(place: Git, entry: Journal) -> None:
        real(place, entry)
        git("commit", "-q", "--allow-empty", "-m", "by hand")

    monkeypatch.setattr(journal, "write", write)
    with pytest.raises(ArchiveError, match="keeps changing"):
        archive.save({"a": b"2"}, message="m", when=NOON)
    with pytest.raises(ArchiveError, match="keeps changing"):
        archive.save_many([Batch({"a": b"2"}, "m", NOON)])
    assert archive.read("a") == b"1"


def test_a_move_that_was_done_although_git_complained_is_a_save(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Git.run

    def run(self: Git, *words: str, **options: object) -> bytes:
        answer = real(self, *words, **options)  # type: ignore[arg-type]
        if words[0] == "update-ref":
            raise git_module.GitError("update-ref", 1, "fatal: late complaint.")
        return answer

    monkeypatch.setattr(Git, "run", run)
    assert archive.save({"a": b"1"}, message="m", when=NOON).commit == archive.head


def interrupted(archive: Archive, git: Person, moved: bool) -> str:
    """Leave what a save killed just before or after the move of the branch leaves."""
    archive.save({"a": b"1", "gone": b"x"}, message="m", when=NOON)
    old = git("rev-parse", "HEAD").strip()
    archive.save({"a": b"2", "gone": None, "new": b"n"}, message="killed", when=NOON)
    new = git("rev-parse", "HEAD").strip()
    git("reset", "-q", "--hard", old)
    ones = {path: git("rev-parse", name).strip() for path, name in
            {"a": f"{old}:a", "gone": f"{old}:gone", "a2": f"{new}:a", "new": f"{new}:new"}.items()}  # fmt: skip
    changes: journal.Changes = {
        "a": (ones["a"], ones["a2"]),
        "gone": (ones["gone"], None),
        "new": (None, ones["new"]),
    }
    journal.write(Git(archive.root), Journal("refs/heads/main", new, changes))
    if moved:
        git("update-ref", "refs/heads/main", new)
    archive.close()
    return new


def test_a_save_killed_after_the_move_is_finished(archive: Archive, git: Person) -> None:
    new = interrupted(archive, git, moved=True)
    place = archive.root / ".git"
    os.link(place / "index", place / "gazette/index")
    os.link(place / "gazette/index", place / "index.lock")
    (place / "gazette/index.lock").write_bytes(b"")
    with Archive.open(archive.root) as again:
        assert again.head == new
        assert (again.root / "a").read_bytes() == b"2"
        assert (again.root / "new").read_bytes() == b"n"
        assert not (again.root / "gone").exists()
        assert again.pending_edits() == ()
    assert list(place.rglob("*.lock")) == []


@pytest.mark.parametrize("content", ["commit", "empty"])
def test_a_save_killed_before_the_move_is_forgotten(
    archive: Archive, git: Person, content: str
) -> None:
    new = interrupted(archive, git, moved=False)
    lock = archive.root / ".git/refs/heads/main.lock"
    lock.write_text(f"{new}\n" if content == "commit" else "", encoding="ascii")
    with Archive.open(archive.root) as again:
        assert (again.root / "a").read_bytes() == b"1"
        assert again.pending_edits() == ()
        assert not lock.exists()
        assert again.save({"a": b"3"}, message="m", when=NOON).warnings == ()


def test_the_lock_of_a_persons_git_is_left_alone(archive: Archive, git: Person) -> None:
    interrupted(archive, git, moved=False)
    locks = [
        archive.root / ".git" / name
        for name in ("refs/heads/main.lock", "index.lock", "HEAD.lock")
    ]
    for each in locks:
        each.write_text("1" * 40 + "\n", encoding="ascii")
    Archive.open(archive.root).close()
    assert all(each.exists() for each in locks)


def test_an_edit_made_on_a_half_done_save_is_left_alone(archive: Archive, git: Person) -> None:
    interrupted(archive, git, moved=True)
    (archive.root / "a").write_bytes(b"edited by hand")
    with Archive.open(archive.root) as again:
        assert (again.root / "a").read_bytes() == b"edited by hand"
        assert (again.root / "new").read_bytes() == b"n"
        (edit,) = again.pending_edits()
        assert (edit.path, edit.outdated) == ("a", True)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"branch": "x", "new": "y", "changes": {"a": 1}}']
)
def test_a_journal_that_is_no_journal_is_dropped(archive: Archive, text: str) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    place = archive.root / ".git/gazette/journal.json"
    place.write_text(text, encoding="utf-8")
    with Archive.open(archive.root) as again:
        assert again.read("a") == b"1"
    assert not place.exists()


def test_what_fails_after_the_move_is_a_warning(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(working, "put", full)
    saved = archive.save({"a": b"1"}, message="m", when=NOON)
    assert saved.commit == archive.head
    assert "Saved; but" in saved.warnings[0]
    monkeypatch.undo()
    assert archive.save({"b": b"1"}, message="m", when=NOON).warnings == ()
    assert (archive.root / "a").read_bytes() == b"1"


def test_what_fails_before_the_move_is_no_save(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("stage_folder", "write", "folder"):
        with monkeypatch.context() as patch:
            patch.setattr(journal, name, full)
            with pytest.raises(ArchiveError, match="Nothing was saved: No space left"):
                archive.save({"a": b"1"}, message="m", when=NOON)
    for name in ("write", "folder"):
        with monkeypatch.context() as patch:
            patch.setattr(journal, name, full)
            with pytest.raises(ArchiveError, match="Nothing was saved: No space left"):
                archive.save_many([Batch({"a": b"1"}, "m", NOON)])
    assert archive.head is None


def test_fast_import_that_stops_listening_imports_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Git.command

    def command(self: Git, words: list[str]) -> list[str]:
        found = real(self, words)
        return [*found, "--no-such-option"] if words[0] == "fast-import" else found

    monkeypatch.setattr(Git, "command", command)
    with pytest.raises(ArchiveError, match="fast-import"):
        archive.save_many(Batch({f"{n}": b"x" * 100_000}, "m", NOON) for n in range(20))
    assert archive.head is None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match="No archive can be made"):
        Archive.create(tmp_path / "file/below")


def test_an_archive_that_cannot_be_looked_at_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gazette.store.states.check", fail)
    with pytest.raises(ArchiveError, match="cannot be opened: Input/output error"):
        Archive.open(archive.root)


def test_the_reader_starts_again_after_git_died(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert archive.read("a") == b"1"
    process = archive._objects._process
    assert process
    process.kill()
    process.wait()
    assert archive.read("a") == b"1"


def test_an_index_of_another_version_is_built_again(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    archive.derived().execute("UPDATE state SET version = 0")
    assert len(archive.history("a")) == 1
    archive.derived().execute("DROP TABLE changes")
    archive.derived().execute("UPDATE state SET head = NULL")
    assert len(archive.history("a")) == 1


def test_a_lost_history_leaves_an_empty_index(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert archive.history("a")
    (archive.root / ".git/refs/heads/main").unlink()
    assert archive.history("a") == ()


def test_backups_that_cannot_be_written_or_read(archive: Archive, tmp_path: Path) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    with pytest.raises(ArchiveError):
        backup(archive, tmp_path / "none/x.bundle")
    bundle = tmp_path / "x.bundle"
    backup(archive, bundle)
    assert not bundle.with_name("x.bundle.part").exists()
    bundle.with_name("x.bundle.sha256").write_bytes(b"\xff")
    with pytest.raises(ArchiveError, match="cannot be read"):
        restore(bundle, tmp_path / "r")
    shutil.rmtree(archive.root / ".git/objects")
    with pytest.raises(ArchiveError):
        backup(archive, tmp_path / "y.bundle")


@pytest.mark.parametrize(
    "text",
    ["x = 1", "[[ruling]]\n", "[[ruling]]\ntext = 1\n", "not toml", "ruling = 5", '[[ruling]]\non = "x"\n',
     '[[ruling]]\ntext=""\nreason=""\nbefore=""\nafter=""\nwhy=""\n'],
)  # fmt: skip
def test_rulings_got_wrong_by_hand_are_told(text: str) -> None:
    with pytest.raises(ArchiveError, match="rulings/x"):
        load_rulings(text, "rulings/x.toml")


@pytest.mark.parametrize("value", [5, {"a": 1}, "x", None, [[]]])
def test_a_record_of_the_wrong_shape_is_told(value: object) -> None:
    with pytest.raises(ArchiveError, match="damaged"):
        load_json(json.dumps(value).encode(), Journal, "x.json")


def test_names_and_bytes_of_the_wrong_kind_are_told() -> None:
    with pytest.raises(ArchiveError, match="no id"):
        witness_folder("../x")
    with pytest.raises(ArchiveError, match="no SHA-256"):
        source_path("x")
    with pytest.raises(ArchiveError, match="not UTF-8"):
        read_policy(b"\xff", "x")
    with pytest.raises(GazetteError):
        check_edit("policies/a/2023/1.md", b"no policy")
    check_edit("policies/a/2023/1.md", None)
    check_edit("README", b"anything")


def test_the_index_can_be_told_whole(archive: Archive) -> None:
    assert not index.is_whole(Git(archive.root))
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert index.is_whole(Git(archive.root))


def test_where_no_index_can_be_written_memory_serves(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    (archive.root / ".git/gazette/index.sqlite").mkdir()
    assert len(archive.history("a")) == 1


def test_an_index_that_never_works_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise sqlite3.DatabaseError("malformed")

    monkeypatch.setattr("gazette.store.derived._add", broken)
    archive.save({"a": b"1"}, message="m", when=NOON)
    with pytest.raises(ArchiveError, match="cannot be built"):
        archive.history("a")


def test_a_history_with_a_hole_is_told(archive: Archive, git: Person) -> None:
    first = archive.save({"a": b"1"}, message="m", when=NOON).commit
    archive.save({"a": b"2"}, message="m", when=NOON)
    archive.close()
    assert first
    (archive.root / ".git/objects" / first[:2] / first[2:]).unlink()
    with pytest.raises(ArchiveError):
        archive.history("a")


def test_revisions_have_many_names(archive: Archive, git: Person) -> None:
    saved = archive.save({"a": b"1"}, message="m", when=NOON)
    assert saved.commit
    git("tag", "v1")
    for name in ("HEAD", "main", "v1", saved.commit, saved.commit[:9]):
        assert archive.resolve(name) == saved.commit
    with pytest.raises(UnknownError):
        archive.resolve("1" * 40)
    assert archive.exists("a", "v1")
    assert not archive.exists("b", "v1")


def test_nothing_reads_over_a_line_feed(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    with pytest.raises(UnknownError):
        archive.read("a\nHEAD:a")
    with pytest.raises(ArchiveError, match="cannot be read"):
        archive.read("\ud800")
    assert archive.read("a") == b"1"


@pytest.mark.parametrize("answer", [b"", b"noise", b"noise\n", b"1 blob 99\nshort"])
def test_a_reader_that_answers_nonsense_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    monkeypatch.setattr(Objects, "_pipes", lambda _: (io.BytesIO(), io.BytesIO(answer)))
    with pytest.raises(ArchiveError, match="cannot be read from the archive"):
        archive.read("a")


@pytest.mark.parametrize(
    ("note", "dead"), [("", False), ("x y", False), ("0 elsewhere", False), ("4194399 {host}", True),
                       ("4194399 elsewhere", False), ("{pid} {host}", False), ("9" * 30 + " {host}", False)]
)  # fmt: skip
def test_a_dead_holder_is_known(tmp_path: Path, note: str, dead: bool) -> None:
    path = tmp_path / "lock"
    path.write_text(note.format(host=socket.gethostname(), pid=os.getpid()), encoding="utf-8")
    assert lock.holder_is_dead(path) is dead


def test_opening_waits_for_the_last_git_of_a_dead_writer(archive: Archive, git: Person) -> None:
    """The writer is dead, but a git it started still holds the lock for a while."""
    new = interrupted(archive, git, moved=True)
    path = archive.root / ".git/gazette/lock"
    orphan = subprocess.Popen([sys.executable, "-c", HOLD, str(path)])
    time.sleep(0.3)
    path.write_text(f"4194399 {socket.gethostname()}\n", encoding="utf-8")
    with Archive.open(archive.root) as again:
        assert again.head == new
        assert (again.root / "new").read_bytes() == b"n"
        assert again.pending_edits() == ()
    orphan.wait()
