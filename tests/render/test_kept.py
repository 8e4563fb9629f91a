from pathlib import Path

import pytest

from gazette.render import kept

KEY = "0" * 64


def test_what_was_kept_is_found_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "er"
    assert kept.fetch(folder, KEY, "pdf") is None
    kept.keep(folder, KEY, "pdf", b"whole")
    kept.keep(folder, KEY, "json", b"{}")
    assert kept.fetch(folder, KEY, "pdf") == b"whole"
    assert kept.fetch(folder, KEY, "json") == b"{}"
    assert kept.fetch(folder, "1" * 64, "pdf") is None
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("changed", [b"whol", b"", b"wholE", b"whole "])
def test_what_was_changed_is_removed(tmp_path: Path, changed: bytes) -> None:
    kept.keep(tmp_path, KEY, "pdf", b"whole")
    (path,) = tmp_path.iterdir()
    path.write_bytes(changed)
    assert kept.fetch(tmp_path, KEY, "pdf") is None
    assert not path.exists()


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    kept.keep(tmp_path, KEY, "pdf", b"whole")
    (path,) = tmp_path.iterdir()
    other = path.rename(tmp_path / "elsewhere")
    path.symlink_to(other)
    assert kept.fetch(tmp_path, KEY, "pdf") is None
    assert other.exists()
    (tmp_path / f"{KEY}.x.pdf").mkdir()
    assert kept.fetch(tmp_path, KEY, "pdf") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept.keep(tmp_path / "file", KEY, "pdf", b"whole")
    assert kept.fetch(tmp_path / "file", KEY, "pdf") is None
    (tmp_path / "taken").mkdir()
    kept.keep(tmp_path / "taken", KEY, "pdf", b"whole")
    (path,) = (tmp_path / "taken").iterdir()
    path.unlink()
    path.mkdir()
    kept.keep(tmp_path / "taken", KEY, "pdf", b"whole")
    assert list((tmp_path / "taken").iterdir()) == [path]


def test_another_source_is_another_hash(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = kept.hash_of_modules(tmp_path, ["a"])
    (tmp_path / "a.py").write_text("2")
    assert kept.hash_of_modules(tmp_path, ["a"]) != before
