"""Saving and reading, in real repositories."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazette.errors import ArchiveError, UnknownError
from gazette.store import Archive

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_save_is_one_commit_with_files_and_trailers(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a") as archive:
        assert archive.head is None
        assert archive.list() == ()
        saved = archive.save(
            {"policies/吉民发/2023/27.md": b"x\n", "b.txt": b"y", "same": b"y"},
            message="Import",
            when=NOON,
            trailers=[("Source", "a.txt")],
        )
        assert saved.commit == archive.head
        assert saved.changed == ("b.txt", "policies/吉民发/2023/27.md", "same")
        assert saved.warnings == ()
        assert archive.read("b.txt") == b"y"
        assert archive.list("policies") == ("policies/吉民发/2023/27.md",)
        assert (tmp_path / "a/policies/吉民发/2023/27.md").read_bytes() == b"x\n"
        again = archive.save({"b.txt": b"y"}, message="Import", when=NOON)
        assert again.commit is None
        assert list((tmp_path / "a/.git/gazette/stage").iterdir()) == []
        gone = archive.save({"b.txt": None}, message="Drop", when=NOON)
        assert gone.changed == ("b.txt",)
        assert not (tmp_path / "a/b.txt").exists()
        assert archive.read("b.txt", str(saved.commit)) == b"y"
        with pytest.raises(UnknownError):
            archive.read("b.txt")


def test_a_hand_edit_is_never_overwritten(tmp_path: Path) -> None:
    with Archive.create(tmp_path) as archive:
        archive.save({"a": b"1"}, message="m", when=NOON)
        (tmp_path / "a").write_bytes(b"mine")
        with pytest.raises(ArchiveError, match="edited by hand"):
            archive.save({"a": b"2"}, message="m", when=NOON)
        assert (tmp_path / "a").read_bytes() == b"mine"
        assert archive.save({"b": b"2"}, message="m", when=NOON).commit
