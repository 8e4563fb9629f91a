"""What is on the disk and when, and what becomes of processes, locks and descriptors."""

import os
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gazette.errors import ArchiveError
from gazette.store import Archive, index, journal, lock, recovery, working
from gazette.store.bulk import Batch
from gazette.store.git import Git
from gazette.store.journal import Journal
from gazette.store.working import blob_id

Person = Callable[..., str]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_staged_file_is_whole_before_it_is_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, real = [], os.fsync

    def fsync(descriptor: int) -> None:
        sizes.append(os.fstat(descriptor).st_size)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    working.stage(tmp_path / "a", b"x" * 10)
    assert sizes == [10]


def test_a_file_put_in_place_is_durable_at_once_or_all_are_at_the_end(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is synced after the rename; of many files, the whole disk once."""
    synced: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "sync", lambda: synced.append("all"))
    archive.save({"d/a": b"1"}, message="m", when=NOON)
    assert synced[-1] == "d"
    assert "all" not in synced
    synced.clear()
    archive.save_many([Batch({"e/a": b"1"}, "m", NOON), Batch({"e/b": b"1"}, "m", NOON)])
    assert "e" not in synced
    assert synced[-1] == "all"


def test_the_journal_is_on_the_disk_before_the_branch_moves(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, run = journal.sync, Git.run

    def note_sync(place: Path) -> None:
        events.append(f"sync {place.name}")
        sync(place)

    def note_run(self: Git, *words: str, **options: Any) -> bytes:
        events.append(words[0])
        return run(self, *words, **options)

    monkeypatch.setattr(journal, "sync", note_sync)
    monkeypatch.setattr(Git, "run", note_run)
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert events.index("commit-tree") < events.index("sync gazette") < events.index("update-ref")


def test_every_git_has_a_session_of_its_own_and_the_lock_if_it_writes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Ctrl-C ends us, not a git half-way; and while one writes, nobody else gets the lock."""
    locked: dict[str, set[bool]] = {}

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, words: list[str], **options: Any) -> None:
            verb = next(word for word in words if word in VERBS)
            locked.setdefault(verb, set()).add(len(options.get("pass_fds", ())) == 1)
            assert options["start_new_session"], verb
            super().__init__(words, **options)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    archive.save({"a": b"1"}, message="m", when=NOON)
    archive.save_many([Batch({"b": b"1"}, "m", NOON)])
    assert {verb: locked[verb] for verb in WRITING} == {verb: {True} for verb in WRITING}


WRITING = ("hash-object", "commit-tree", "update-ref", "update-index", "fast-import")
VERBS = (*WRITING, "rev-parse", "ls-files", "cat-file", "ls-tree", "merge-base", "read-tree")


def test_an_archive_that_is_closed_holds_nothing(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert archive.history("a")
    before = {each.name for each in Path("/proc/self/fd").iterdir()}
    archive.close()
    after = {each.name for each in Path("/proc/self/fd").iterdir()}
    assert len(before - after) >= 3
    assert archive.history("a")


def test_files_left_alone_keep_the_entries_they_were_edited_on(
    archive: Archive, git: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files are edited in the very moment of a save: one that was there, one that was not."""
    archive.save({"old": b"1\n"}, message="m", when=NOON)
    real = index.refresh

    def refresh(*words: Any, **options: Any) -> tuple[str, ...]:
        (archive.root / "old").write_bytes(b"edited\n")
        (archive.root / "new").write_bytes(b"added\n")
        return real(*words, **options)

    monkeypatch.setattr(index, "refresh", refresh)
    files: dict[str, bytes | None] = {"old": b"2\n", "new": b"2\n", "other": b"2\n"}
    saved = archive.save(files, message="m", when=NOON)
    assert saved.warnings == (
        "Saved; old was edited by hand meanwhile and is left alone.",
        "Saved; new was edited by hand meanwhile and is left alone.",
    )
    entries = index.entries(Git(archive.root), ["old", "new", "other"])
    assert entries == {"old": blob_id(b"1\n"), "other": blob_id(b"2\n")}
    assert {(edit.path, edit.outdated) for edit in archive.pending_edits()} == {
        ("old", True),
        ("new", False),
    }
    assert index.all_blobs(Git(archive.root), "HEAD") == [
        (name, blob_id(b"2\n")) for name in ("new", "old", "other")
    ]


def test_an_empty_lock_that_is_being_filled_is_not_taken_for_a_dead_one(
    archive: Archive, git: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person's git has just made the lock of the branch, and writes into it while we wait."""
    archive.save({"a": b"1"}, message="m", when=NOON)
    head = str(archive.head)
    journal.write(Git(archive.root), Journal("refs/heads/main", "2" * 40, {"a": (None, None)}))
    place = archive.root / ".git/refs/heads/main.lock"
    place.write_bytes(b"")
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        place.write_text(f"{head}\n", encoding="ascii")

    monkeypatch.setattr(recovery, "time", SimpleNamespace(sleep=sleep))
    Archive.open(archive.root).close()
    assert slept == [1.0]
    assert place.read_text(encoding="ascii") == f"{head}\n"


def test_the_lock_of_our_own_dead_save_is_not_waited_for(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    journal.write(Git(archive.root), Journal("refs/heads/main", "2" * 40, {}))
    place = archive.root / ".git/refs/heads/main.lock"
    place.write_text("2" * 40 + "\n", encoding="ascii")
    waits = SimpleNamespace(sleep=lambda _: pytest.fail("waited"))
    monkeypatch.setattr(recovery, "time", waits)
    Archive.open(archive.root).close()
    assert not place.exists()


def test_a_missing_object_is_told(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    assert archive.blob(blob_id(b"1")) == b"1"
    with pytest.raises(Exception, match="is missing"):
        archive.blob("1" * 40)


def test_the_note_in_the_lock_is_that_of_the_last_holder_alone(tmp_path: Path) -> None:
    place = tmp_path / "lock"
    place.write_text("4194399 a-machine-with-a-very-long-name-that-leaves-much-behind.example\n")
    with lock.locked(place):
        assert place.read_text() == f"{os.getpid()} {socket.gethostname()}\n"


def test_what_is_no_plain_file_is_let_go_again(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(ArchiveError, match="no plain file"):
            working.read(tmp_path, "pipe")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
