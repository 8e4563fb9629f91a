"""Edits made by hand in the working copy: seen, shown, offered for commit, never overwritten."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from gazette.errors import ArchiveError
from gazette.store import index, states, working
from gazette.store.git import Git
from gazette.store.paths import check_path


class EditKind(StrEnum):
    """What was done by hand."""

    CHANGED = "changed"
    ADDED = "added"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of the working copy that is not as the newest commit has it."""

    path: str
    kind: EditKind
    outdated: bool = False
    """It was made on top of an older version: committing it would undo what was saved since."""


def pending_edits(git: Git) -> tuple[Edit, ...]:
    """Return the edits that are not committed, ordered by path."""
    head = states.tip(git)
    candidates = _candidates(git)
    saved = index.blobs_at(git, head, candidates) if head else {}
    bases = index.entries(git, candidates)
    found = []
    for path in candidates:
        now, old = working.current(git.root, path), saved.get(path)
        if now == old:
            continue
        kind = EditKind.ADDED if old is None else EditKind.CHANGED
        outdated = path in bases and bases[path] not in (old, now)
        found.append(Edit(path, EditKind.DELETED if now is None else kind, outdated))
    return tuple(found)


def _candidates(git: Git) -> list[str]:
    """Let git name every path that might differ; files it is told to ignore are left out."""
    words = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    lines = git.run("status", *words, "--ignore-submodules=all").decode("utf-8", "surrogateescape")
    paths = {line[3:] for line in lines.split("\0") if line}
    return sorted(path for path in paths if not path.endswith("/"))


def read_edits(
    git: Git, edits: tuple[Edit, ...], check: Callable[[str, bytes | None], None]
) -> dict[str, bytes | None]:
    """Return the files to commit, each looked at by `check` first.

    Raises:
        ArchiveError: An edit is outdated, or `check` refuses one.
    """
    files: dict[str, bytes | None] = {}
    for edit in edits:
        if edit.outdated:
            raise ArchiveError(
                f"{edit.path} was edited on top of an older version than the newest one.",
                f"Compare with `git -C {git.root} diff HEAD`, take over what is missing, and "
                f"run `git -C {git.root} add` on it.",
            )
        check_path(edit.path)
        files[edit.path] = working.read(git.root, edit.path)
        check(edit.path, files[edit.path])
    return files
