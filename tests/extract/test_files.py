import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.errors import SourceError
from gazette.extract import files
from gazette.extract.files import read_file


def test_a_regular_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert read_file(tmp_path / "a") == b"abc"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_what_is_no_file_is_refused_and_nothing_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    cases = {
        tmp_path / "fifo": "no ordinary file",
        tmp_path / "link": "symbolic link",
        tmp_path / "missing": "no file",
        tmp_path / "file" / "below": "no file",
        tmp_path: "folder",
        Path("/dev/zero"): "no ordinary file",
        tmp_path / ("x" * 300): "too long",
        Path("a\0b"): "cannot be read",
    }
    for path, word in cases.items():
        with pytest.raises(SourceError, match=word) as caught:
            read_file(path)
        assert caught.value.hint


@pytest.fixture
def nobody() -> Iterator[None]:
    """Let a test run without root's right to read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_a_file_without_the_right_to_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "a").chmod(0)
    request.getfixturevalue("nobody")
    with pytest.raises(SourceError, match="may not be read"):
        read_file(tmp_path / "a")


def test_a_file_above_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_SOURCE", 10)
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(SourceError, match="larger than"):
        read_file(tmp_path / "a")


def test_a_sparse_giant_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "giant").open("wb") as file:
        file.truncate(10**11)
    with pytest.raises(SourceError, match="64 MiB"):
        read_file(tmp_path / "giant")
