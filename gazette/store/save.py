"""One attempt at a save: blobs, tree, commit, branch, working copy, in that order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.model.store import Saved
from gazette.store import index, journal, states, trees, working
from gazette.store.git import Git, GitError
from gazette.store.journal import Changes, Journal
from gazette.store.names import Names
from gazette.store.objects import Objects
from gazette.store.paths import check_path


@dataclass(frozen=True, slots=True)
class Job:
    """What to save."""

    files: dict[str, bytes | None]
    message: str
    identity: Mapping[str, str]


def save_once(git: Git, objects: Objects, job: Job) -> Saved | None:
    """Try to save on top of the newest commit; `None` if the branch moved meanwhile.

    Raises:
        ArchiveError: Nothing was saved, and why.
    """
    try:
        head = states.tip(git)
        staged = _stage(git, job.files)
        changes = _changes(git, objects, head, staged, job.files)
        if not changes:
            journal.clear(git)
            return Saved(None)
        _refuse_edits(git, changes)
        commit = _commit(git, objects, head, changes, job)
        if not move(git, head, commit, changes):
            return None
    except OSError as error:
        raise nothing_saved(error) from error
    return Saved(
        commit, tuple(sorted(changes)), finish(git, changes, lambda path, _: staged[path])
    )


def nothing_saved(error: OSError) -> ArchiveError:
    """Say that a failure of the system came before the save was done."""
    return ArchiveError(
        f"Nothing was saved: {error.strerror or error}.",
        "Check the disk's free space and your rights on the archive, then try again.",
    )


def _stage(git: Git, files: Mapping[str, bytes | None]) -> dict[str, Path]:
    """Write the new files aside, whole and on the disk."""
    place = journal.stage_folder(git)
    staged: dict[str, Path] = {}
    for number, (path, data) in enumerate(files.items()):
        check_path(path)
        if data is not None:
            staged[path] = place / f"{number}"
            working.stage(staged[path], data)
    return staged


def _changes(
    git: Git,
    objects: Objects,
    head: str | None,
    staged: Mapping[str, Path],
    files: Iterable[str],
) -> Changes:
    """Store the new blobs and tell which paths they change."""
    places = "".join(f"{place}\n" for place in staged.values())
    words = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    written = git.ids(len(staged), *words, data=places.encode()) if staged else []
    new = dict(zip(staged, written, strict=True))
    old = {path: blob_at(objects, head, path) for path in files}
    names = Names(objects, head)
    for path in new:
        if old[path] is None:
            names.admit(path)
    return {path: (old[path], new.get(path)) for path in files if old[path] != new.get(path)}


def blob_at(objects: Objects, commit: str | None, path: str) -> str | None:
    """Return the blob id of a file at a commit."""
    found = objects.get(f"{commit}:{path}") if commit else None
    return found.id if found and found.type == "blob" else None


def _refuse_edits(git: Git, changes: Changes) -> None:
    """Refuse to save over files that someone edited or staged by hand."""
    bases = index.entries(git, list(changes))
    for path, change in changes.items():
        refuse_edit(git, path, change)
        if bases.get(path, change[0]) not in change:
            raise _edited(path)


def refuse_edit(git: Git, path: str, change: tuple[str | None, str | None]) -> None:
    """Refuse to save over a file that holds neither the old bytes nor the new ones.

    Raises:
        ArchiveError: It was edited by hand.
    """
    if working.current(git.root, path) not in change:
        raise _edited(path)


def _edited(path: str) -> ArchiveError:
    return ArchiveError(
        f"Nothing was saved: {path} was edited by hand and is not committed yet.",
        "Commit or undo the edits first; `gazette verify` lists them.",
    )


def _commit(git: Git, objects: Objects, head: str | None, changes: Changes, job: Job) -> str:
    tree = trees.write(git, objects, head, changes)
    parents = ["-p", head] if head else []
    words = ("commit-tree", tree, *parents)
    return git.ids(1, *words, data=job.message.encode(), extra=job.identity)[0]


def move(git: Git, head: str | None, commit: str, changes: Changes) -> bool:
    """Move the branch from `head` to `commit`; this is the moment of the save."""
    branch = states.branch(git)
    journal.write(git, Journal(branch, commit, changes))
    try:
        door = Git(git.root, git.keep, journal.door(git))
        door.run("update-ref", "-m", "gazette: save", branch, commit, head or "0" * 40)
    except GitError:
        now = states.tip(git)
        if now == commit:
            return True
        journal.clear(git)
        if now == head:
            raise
        return False
    return True


def finish(
    git: Git, changes: Changes, fetch: Callable[[str, str], Path], *, durable: bool = True
) -> tuple[str, ...]:
    """Show the saved state in the working copy; what fails here is a warning.

    Args:
        git: The repository.
        changes: What was saved.
        fetch: Gives a staged file with the bytes for a path, of which the blob is given.
        durable: Whether each file is made durable by itself, or all of them at the end.
    """
    try:
        warnings = index.refresh(git, changes, fetch, durable=durable)
        journal.clear(git)
    except (OSError, ArchiveError) as error:
        return (f"Saved; but the working copy could not be brought up to date: {error}",)
    return warnings
