"""The log's files: read back as written, and refused when they are not."""

from pathlib import Path

import pytest

from gazette.errors import DeskError
from gazette.release import log
from gazette.release.tree import is_consistent
from gazette.release.verifier import parse_head
from tests.release.make_site import put


def grow(folder: Path, number: int) -> log.Leaf:
    path = f"2023-{number:02}/manifest.json"
    for name, data in log.appended(
        log.load(folder), path, path.encode(), "2023-01-01T00:00:00Z"
    ).items():
        put(folder, name, data)
    return log.load(folder)[-1]


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    assert log.load(tmp_path / "none") == ()
    last = [grow(tmp_path, number) for number in range(1, 6)]
    assert log.load(tmp_path) == tuple(last)
    assert last[-1].issue == "2023-05"


def test_each_log_proves_that_it_continues_the_one_before(tmp_path: Path) -> None:
    heads = []
    for number in range(1, 10):
        grow(tmp_path, number)
        head = parse_head((tmp_path / "head").read_text())
        assert head
        heads.append((head[0], bytes.fromhex(head[1])))
        sizes, *proof = (tmp_path / "consistency").read_text().splitlines()
        assert sizes == f"{number - 1} {number}"
        if number > 1:
            assert is_consistent(heads[-2], heads[-1], [bytes.fromhex(node) for node in proof])


def test_a_release_that_did_not_come_to_its_end_is_none(tmp_path: Path) -> None:
    grow(tmp_path, 1)
    head = (tmp_path / "head").read_bytes()
    grow(tmp_path, 2)
    put(tmp_path, "head", head)
    assert len(log.load(tmp_path)) == 1


@pytest.mark.parametrize("name", ["leaves", "head"])
@pytest.mark.parametrize("data", [b"", b"noise\n", b"\xff", None])
def test_a_damaged_log_is_never_begun_anew(tmp_path: Path, name: str, data: bytes | None) -> None:
    grow(tmp_path, 1)
    if data is None:
        (tmp_path / name).unlink()
    else:
        put(tmp_path, name, data)
    with pytest.raises(DeskError, match="damaged"):
        log.load(tmp_path)


def test_a_changed_line_shows(tmp_path: Path) -> None:
    grow(tmp_path, 1)
    text = (tmp_path / "leaves").read_text()
    put(tmp_path, "leaves", (("0" if text[0] != "0" else "1") + text[1:]).encode())
    with pytest.raises(DeskError, match="damaged"):
        log.load(tmp_path)
