"""Git's index: the person's own, kept in step with what is saved.

It tells what each file of the working copy was based on.  Only the entries of saved paths are touched,
so that what someone staged by hand stays staged.  Git changes a copy of ours; that one takes its place.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store import journal, working
from gazette.store.git import Git
from gazette.store.journal import Changes

_MODE = "100644"
_HEADER, _HASH = 12, 20
"""Bytes at the two ends of an index."""
_TRIES = 4


def _private(git: Git) -> dict[str, str]:
    """Give the variable that names an index of our own, with what a killed git left of it removed."""
    ours = journal.folder(git) / "index"
    ours.unlink(missing_ok=True)
    ours.with_name("index.lock").unlink(missing_ok=True)
    return {"GIT_INDEX_FILE": str(ours)}


def set_entries(git: Git, blobs: Mapping[str, str | None], extra: Mapping[str, str]) -> None:
    """Set or remove entries of an index."""
    lines = (
        f"{_MODE} {blob}\t{path}\0" if blob else f"0 {'0' * 40}\t{path}\0"
        for path, blob in blobs.items()
    )
    git.run("update-index", "-z", "--index-info", data="".join(lines).encode(), extra=extra)


def entries(git: Git, paths: Sequence[str]) -> dict[str, str]:
    """Return the blob each of `paths` has in the person's index."""
    found: dict[str, str] = {}
    for start in range(0, len(paths), 500):
        some = paths[start : start + 500]
        listed = git.run("ls-files", "--stage", "-z", "--", *some).decode("utf-8", "replace")
        for line in listed.split("\0")[:-1]:
            stat, _, path = line.partition("\t")
            found[path] = stat.split()[1]
    return found


def blobs_at(git: Git, commit: str, paths: Sequence[str]) -> dict[str, str]:
    """Return the blob each of `paths` has at a commit."""
    found: dict[str, str] = {}
    for start in range(0, len(paths), 500):
        some = paths[start : start + 500]
        listed = git.run("ls-tree", "-z", commit, "--", *some).decode("utf-8", "replace")
        for line in listed.split("\0")[:-1]:
            stat, _, path = line.partition("\t")
            found[path] = stat.split()[2]
    return found


def is_whole(git: Git) -> bool:
    """Tell whether the person's index is there, and all of it: its last bytes are a hash of the others.

    Git may be told to leave the hash out (`index.skipHash`); it is zero then.
    """
    try:
        data = memoryview((git.folder / "index").read_bytes())
    except OSError:
        return False
    found, rest = bytes(data[-_HASH:]), data[:-_HASH]
    if len(rest) < _HEADER or bytes(rest[:4]) != b"DIRC":
        return False
    return found in (hashlib.sha1(rest, usedforsecurity=False).digest(), bytes(_HASH))


def build(git: Git, head: str) -> None:
    """Build the person's index afresh from the commit `head`."""
    private = _private(git)
    theirs, ours = git.folder / "index", journal.folder(git) / "index"
    based = _state(theirs)
    git.run("read-tree", head, extra=private)
    git.run("update-index", "-q", "--refresh", extra=private, accept=(0, 1))
    _swap_in(ours, theirs, based)
    ours.unlink(missing_ok=True)


def all_blobs(git: Git, commit: str) -> list[tuple[str, str]]:
    """Return path and blob of every file at a commit."""
    listed = git.run("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
    pairs = (line.partition("\t") for line in listed.split("\0")[:-1])
    return [(path, stat.split()[2]) for stat, _, path in pairs]


def refresh(
    git: Git, changes: Changes, fetch: Callable[[str, str], Path], *, durable: bool = True
) -> tuple[str, ...]:
    """Bring files and index up to the saved state; files edited meanwhile stay as they are.

    Args:
        git: The repository.
        changes: The paths, with the blob each had and the one it should have.
        fetch: Gives a staged file with the bytes for a path, of which the blob is given.
        durable: Whether each file is made durable by itself, or all of them at the end.

    Returns:
        A warning for each file that was left alone.
    """
    left = []
    for path, (old, new) in changes.items():
        now = working.current(git.root, path)
        if now == new:
            continue
        if now != old:
            left.append(path)
        elif new is None:
            working.remove(git.root, path)
        else:
            working.put(git.root, path, fetch(path, new), durable=durable)
    if not durable:
        os.sync()
    _sync_index(git, changes, left)
    return tuple(f"Saved; {path} was edited by hand meanwhile and is left alone." for path in left)


def _sync_index(git: Git, changes: Changes, left: Sequence[str]) -> None:
    """Enter the files in a copy of the person's index, and swap it in as git would.

    If a person staged something meanwhile, that is built upon, not lost.
    """
    theirs, ours = git.folder / "index", journal.folder(git) / "index"
    for _ in range(_TRIES):
        private = _private(git)
        based = _state(theirs)
        if based:
            os.link(theirs, ours)  # git never writes into an index, it puts another in its place
        _enter(git, changes, left, private)
        if based and ours.samefile(theirs):
            return  # nothing to change
        if _swap_in(ours, theirs, based):
            return
    raise ArchiveError("another git keeps changing .git/index.")


def _enter(git: Git, changes: Changes, left: Sequence[str], private: Mapping[str, str]) -> None:
    """Enter files as they are; those that were left alone keep the entry they were edited on top of."""
    shown = "".join(f"{path}\0" for path in changes if path not in left)
    words = ("update-index", "--add", "--remove", "-z", "--stdin")
    git.run(*words, data=shown.encode(), extra=private)
    if left:
        set_entries(git, {path: changes[path][0] for path in left}, private)


_State = tuple[int, int, int] | None


def _state(index: Path) -> _State:
    """Return what changes whenever a git puts another index in place; `None`: there is none."""
    try:
        stat = index.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _swap_in(ours: Path, theirs: Path, based: _State) -> bool:
    """Replace the index under git's own lock, taken by linking: so the lock is known as ours.

    Where theirs is not the one that ours was `based` on any more, nothing is replaced.
    """
    lock = theirs.with_name("index.lock")
    try:
        os.link(ours, lock)
    except FileExistsError:
        raise ArchiveError("another git holds .git/index.lock.") from None
    if _state(theirs) != based:
        lock.unlink()
        return False
    lock.replace(theirs)
    return True
