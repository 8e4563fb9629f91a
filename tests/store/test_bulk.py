"""Many commits at once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from gazette.errors import ArchiveError
from gazette.store import Archive
from gazette.store.bulk import Batch

Git = Callable[..., str]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_commits_files_and_working_copy_arrive_together(archive: Archive, git: Git) -> None:
    archive.save({"old": b"1", "gone": b"x"}, message="before", when=NOON)
    batches = [
        Batch({f"policies/码/2023/{n}.md": b"%d\n" % n}, f"m{n}", NOON, [("Source", "x")])
        for n in range(150)
    ]
    batches += [
        Batch({"old": b"2", "gone": None}, "change", NOON),
        Batch({"old": b"2"}, "changes nothing", NOON),
    ]
    saved = archive.save_many(batches)
    assert saved.commit == archive.head
    assert saved.warnings == ()
    assert len(saved.changed) == 152
    assert (archive.root / "policies/码/2023/7.md").read_bytes() == b"7\n"
    assert not (archive.root / "gone").exists()
    assert archive.history("old")[0].message == "change"
    assert archive.history("policies/码/2023/7.md")[0].trailers == (("Source", "x"),)
    assert git("status", "--porcelain") == ""
    assert git("rev-list", "--count", "HEAD") == "152\n"
    assert archive.save_many([Batch({"old": b"2"}, "m", NOON)]).commit is None
    git("fsck", "--strict")
    assert not list((archive.root / ".git/refs").rglob("import*"))


def test_a_failure_half_way_imports_nothing(archive: Archive) -> None:
    first = archive.save({"a": b"1"}, message="m", when=NOON).commit
    (archive.root / "b").write_bytes(b"by hand")
    with pytest.raises(ArchiveError, match="edited by hand"):
        archive.save_many([Batch({"a": b"2"}, "m", NOON), Batch({"b": b"2"}, "m", NOON)])
    assert archive.head == first
    assert (archive.root / "b").read_bytes() == b"by hand"
    with pytest.raises(ZeroDivisionError):
        archive.save_many(Batch({"c": b"%d" % (1 // n)}, "m", NOON) for n in (1, 0))
    assert archive.head == first
    assert archive.save({"a": b"3"}, message="m", when=NOON).commit
