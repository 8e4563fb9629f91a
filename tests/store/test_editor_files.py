"""Errata and an editor's events: kept as TOML, read back the same, damage told in one sentence."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gazette.errors import ArchiveError
from gazette.model.correction import Correction
from gazette.model.event import Event, EventKind, Target
from gazette.store import corrections, editor
from gazette.store.archive import Archive
from gazette.store.blame import blame

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
LATER = datetime(2026, 2, 3, tzinfo=UTC)
ID = "甲发/2023/1"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as opened:
        yield opened


def keep(archive: Archive, path: str, data: bytes, when: datetime = WHEN) -> None:
    archive.save({path: data}, message="Keep", when=when)


def test_errata_are_read_back_in_order_of_days(archive: Archive) -> None:
    late = Correction("乙", "丙", "更正", date(2024, 1, 5), by="王")
    early = Correction("甲", "乙", "更正", date(2023, 1, 5))
    keep(archive, corrections.path_of(ID), corrections.dump((late, early)))
    assert corrections.load(archive, ID) == (early, late)
    assert corrections.load(archive, "甲发/2023/2") == ()


def test_events_are_read_back(archive: Archive) -> None:
    said = Event(
        EventKind.REPEALED,
        date(2024, 1, 5),
        certain=True,
        quote="废止",
        source="editor",
        target=Target(id="乙发/2024/1"),
        reason="asked",
    )
    open_ = Event(EventKind.EXPIRES, None, certain=False, quote="", source="editor", reason="x")
    keep(archive, editor.path_of(ID), editor.dump((said, open_)))
    assert editor.load(archive, ID) == (said, open_)
    assert editor.load_all(archive) == {ID: (said, open_)}
    assert editor.load(archive, "甲发/2023/2") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"not toml",
        b'[[correction]]\nfind = "a"\n',
        b'[[correction]]\nfind="a"\nreplace="b"\nreason="c"\non="today"\n',
        b'[[correction]]\nfind=1\nreplace="b"\nreason="c"\non=2023-01-01\n',
        b'[[correction]]\nfind="a"\nreplace="b"\nreason="c"\non=2023-01-01\nmore=1\n',
    ],
)
def test_damaged_errata(archive: Archive, data: bytes) -> None:
    keep(archive, corrections.path_of(ID), data)
    with pytest.raises(ArchiveError, match="damaged"):
        corrections.load(archive, ID)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b'[[event]]\nevent = "no such"\nreason = "x"\n',
        b'[[event]]\nevent = "expires"\n',
        b'[[event]]\nevent = "expires"\nreason = "x"\ndate = "soon"\n',
    ],
)
def test_damaged_events(archive: Archive, data: bytes) -> None:
    keep(archive, editor.path_of(ID), data)
    with pytest.raises(ArchiveError, match="damaged"):
        editor.load(archive, ID)


def test_blame_names_the_save_of_each_line(archive: Archive) -> None:
    path = f"policies/{ID}.md"
    keep(archive, path, "第一行\n第二行\n".encode())
    keep(archive, path, "第一行\n改了的第二行\n".encode(), LATER)
    lines = blame(archive, path)
    assert [(line.number, line.text, line.when) for line in lines] == [
        (1, "第一行", WHEN),
        (2, "改了的第二行", LATER),
    ]
    assert lines[0].message == "Keep"


def test_blame_heeds_no_environment(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = f"policies/{ID}.md"
    keep(archive, path, b"line\n")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    assert [line.text for line in blame(archive, path)] == ["line"]


@pytest.mark.parametrize("run", [lambda a: blame(a, "policies/甲发/2023/9.md")])
def test_blame_of_nothing(archive: Archive, run: Callable[[Archive], object]) -> None:
    keep(archive, f"policies/{ID}.md", b"line\n")
    with pytest.raises(ArchiveError, match="git blame"):
        run(archive)
