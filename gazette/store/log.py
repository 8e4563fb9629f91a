"""The commits of a history, parents before children, with the files each one changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gazette.errors import ArchiveError
from gazette.store.git import Git
from gazette.store.objects import Objects

_BATCH = 5000


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
    below = [f"^{old}"] if old else []
    words = ("rev-list", "--topo-order", "--reverse", "--end-of-options")
    ids = git.run(*words, new, *below).decode().split()
    for start in range(0, len(ids), _BATCH):
        yield from _batch(git, objects, ids[start : start + _BATCH])


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
