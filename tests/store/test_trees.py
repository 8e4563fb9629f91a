"""Trees written folder by folder are the trees that git writes."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette.errors import ArchiveError
from gazette.store import Archive, trees
from gazette.store.git import Git
from gazette.store.journal import Changes
from gazette.store.objects import Found, Objects
from gazette.store.working import blob_id

Person = Callable[..., str]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
NAMES = ("a", "a.md", "a-b", "a0", "b", "吉", "吉.md")
"""Names whose order is another one with a slash behind them than without."""
FOLDERS = ("", "a/", "b/", "吉/", "吉/c/")
PATHS = [f"{folder}x{name}" for folder in FOLDERS for name in NAMES]


def by_git(archive: Archive, head: str | None, files: dict[str, str | None]) -> str:
    """Let git's own index write the tree."""
    index = archive.root / ".git/gazette/reference"
    index.unlink(missing_ok=True)
    git, extra = Git(archive.root), {"GIT_INDEX_FILE": str(index)}
    git.run("read-tree", head or "--empty", extra=extra)
    lines = [f"100644 {b}\t{p}\0" if b else f"0 {'0' * 40}\t{p}\0" for p, b in files.items()]
    git.run("update-index", "-z", "--index-info", data="".join(lines).encode(), extra=extra)
    return git.line("write-tree", extra=extra)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.dictionaries(st.sampled_from(PATHS), st.none() | st.sampled_from([b"1", b"2", b"3"]),
                                      min_size=1, max_size=8), min_size=1, max_size=3))  # fmt: skip
def test_a_tree_is_the_one_that_git_writes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, bytes | None]]
) -> None:
    with Archive.create(tmp_path_factory.mktemp("trees") / "a") as archive:
        for step in steps:
            head = archive.head
            archive.save(step, message="m", when=NOON)
            if archive.head is None:
                continue
            blobs = {path: blob_id(data) if data else None for path, data in step.items()}
            wanted = by_git(archive, head, blobs)
            assert Git(archive.root).line("rev-parse", "HEAD^{tree}") == wanted


def test_an_emptied_archive_has_the_empty_tree(archive: Archive, git: Person) -> None:
    archive.save({"a/b/c": b"1"}, message="m", when=NOON)
    archive.save({"a/b/c": None}, message="m", when=NOON)
    assert git("rev-parse", "HEAD^{tree}").strip() == EMPTY
    assert git("status", "--porcelain") == ""


def test_what_else_lies_in_a_folder_stays_as_it_is(archive: Archive, git: Person) -> None:
    """Programs, links and names that a save would refuse, committed by a person's git."""
    (archive.root / "d").mkdir()
    (archive.root / "d/run").write_text("x")
    (archive.root / "d/run").chmod(0o755)
    (archive.root / "d/link").symlink_to("run")
    (archive.root / "d/line\nfeed").mkdir()
    (archive.root / "d/line\nfeed/x").write_text("x")
    git("add", "-A")
    git("commit", "-qm", "by hand")
    before = git("ls-tree", "-r", "HEAD")
    archive.save({"d/new": b"1"}, message="m", when=NOON)
    after = git("ls-tree", "-r", "HEAD").splitlines()
    assert [line for line in after if not line.endswith("d/new")] == before.splitlines()
    assert git("status", "--porcelain") == ""


def test_only_the_folders_on_the_way_are_read_and_written(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, bytes | None] = {f"p/{n}/{m}": b"x" for n in range(20) for m in range(3)}
    archive.save(files, message="m", when=NOON)
    asked, get = [], Objects.get
    ran, run = [], subprocess.run

    def note_asked(self: Objects, name: str) -> Found | None:
        asked.append(name)
        return get(self, name)

    def note_run(words: list[str], **options: object) -> object:
        ran.append(words)
        return run(words, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Objects, "get", note_asked)
    monkeypatch.setattr(subprocess, "run", note_run)
    archive.save({"p/7/1": b"y"}, message="m", when=NOON)
    assert len(asked) <= 6
    assert not any(word in ("read-tree", "write-tree") for words in ran for word in words)


def test_a_file_where_a_folder_must_be_is_told(archive: Archive) -> None:
    archive.save({"a": b"1"}, message="m", when=NOON)
    changes: Changes = {"a/b": (None, blob_id(b"1"))}
    with pytest.raises(ArchiveError, match="'a' stands where a folder"):
        trees.write(Git(archive.root), archive._objects, archive.head, changes)


def test_a_folder_that_is_gone_is_told_and_never_taken_for_empty(archive: Archive) -> None:
    archive.save({"d/a": b"1", "e": b"1"}, message="m", when=NOON)
    git = Git(archive.root)
    tree = git.line("rev-parse", "HEAD:d")
    archive.close()
    (archive.root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    head = archive.head
    with pytest.raises(ArchiveError, match="missing"):
        archive.save({"d/b": b"2"}, message="m", when=NOON)
    assert archive.head == head
    with pytest.raises(ArchiveError, match="missing"):
        trees.write(git, archive._objects, "1" * 40, {})


def test_git_that_names_a_tree_otherwise_is_not_believed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Git.ids

    def ids(self: Git, count: int, *words: str, data: bytes = b"", **rest: object) -> list[str]:
        found = real(self, count, *words, data=data, **rest)  # type: ignore[arg-type]
        return ["1" * 40] if "tree" in words else found

    monkeypatch.setattr(Git, "ids", ids)
    with pytest.raises(ArchiveError, match="other folders"):
        archive.save({"a": b"1"}, message="m", when=NOON)
    assert archive.head is None


def test_parse_and_compose_are_inverse(archive: Archive, tmp_path: Path) -> None:
    archive.save(dict.fromkeys(PATHS, b"1"), message="m", when=NOON)
    for folder in FOLDERS:
        found = archive._objects.get(f"HEAD:{folder}")
        assert found
        assert trees.compose(trees.parse(found.data)) == found.data
