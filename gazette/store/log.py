"""The commits of a history, parents before children, with the files each one changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gazette.errors import ArchiveError
from gazette.store.git import Git
from gazette.store.objects import Objects

_BATCH = 5000
_SHORT = 500
"""Commits; more than this many are asked of git at once."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as the repository holds it."""

    id: str
    raw: bytes
    changes: dict[str, str | None] = field(default_factory=dict)
    """For each path that it changed against any parent, the blob it has now."""


def read_log(git: Git, objects: Objects, old: str | None, new: str) -> Iterator[Commit]:
    """Yield the commits that `new` has and `old` has not, ordered by ancestry.

    Raises:
        ArchiveError: A commit is missing or damaged.
    """
    ids = line(objects, old, new) if old else None
    if ids is None:
        below = [f"^{old}"] if old else []
        words = ("rev-list", "--topo-order", "--reverse", "--end-of-options")
        ids = git.run(*words, new, *below).decode().split()
    for start in range(0, len(ids), _BATCH):
        yield from _batch(git, objects, ids[start : start + _BATCH])


def line(objects: Objects, old: str, new: str) -> list[str] | None:
    """Return the commits after `old` up to `new`, oldest first, if a short line without merges joins them.

    Git would answer too, but where the clock of a commit runs back it may walk the whole history.
    """
    ids: list[str] = []
    here = new
    while here != old:
        found = objects.get(here)
        parents = _parents(found.data) if found and found.type == "commit" else []
        if len(parents) != 1 or len(ids) >= _SHORT:
            return None
        ids.append(here)
        here = parents[0]
    return ids[::-1]


def _parents(commit: bytes) -> list[str]:
    head, _, _ = commit.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    return [each.removeprefix("parent ") for each in lines if each.startswith("parent ")]


def _batch(git: Git, objects: Objects, ids: list[str]) -> Iterator[Commit]:
    words = ("diff-tree", "--stdin", "-r", "-z", "-m", "--root", "--raw", "--no-renames")
    answer = git.run(*words, "--no-ext-diff", data="".join(f"{each}\n" for each in ids).encode())
    changes = _changes(answer.decode("utf-8", "surrogateescape"))
    for each in ids:
        found = objects.get(each)
        if found is None or found.type != "commit":
            raise ArchiveError(f"The commit {each} is missing.", "Restore a backup.")
        yield Commit(each, found.data, changes.get(each, {}))


def _changes(answer: str) -> dict[str, dict[str, str | None]]:
    """Read raw diffs: an id, then `:modes blobs status` and path in turn."""
    found: dict[str, dict[str, str | None]] = {}
    here: dict[str, str | None] = {}
    words = iter(answer.split("\0"))
    for word in words:
        if not word.startswith(":"):
            here = found.setdefault(word.strip(), {})
            continue
        _, mode, _, blob, _ = word.split(" ", 4)
        here[next(words)] = None if mode == "000000" else blob
    return found
