"""Finishing or undoing what a killed save left, under the lock.

No writer of ours is alive then, nor a git of one, for they would hold the lock.  So a lock file
of git that carries the mark of the unfinished save is a dead one.  Any other is a person's,
and is left alone.
"""

import time
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store import index, journal, lock, states, working
from gazette.store.git import Git
from gazette.store.journal import Journal

_WAIT = 1.0
"""Seconds to wait for a living writer, and for a lock of git to be filled."""


def settle(git: Git) -> None:
    """Do at opening what a killed process or a damaged index leaves to be done.

    A living writer is not waited for long: it does the same for itself.  Where the disk is full or we may
    not write, reading must go on; the next save tries again, and says why if it cannot.
    """
    try:
        states.set_attributes(git)
        head = states.tip(git)
        lost = head is not None and not index.is_whole(git)
        if lost or journal.pending(git):
            path = journal.lock_path(git)
            wait = lock.WAIT if lock.holder_is_dead(path) else _WAIT
            with lock.locked(path, wait) as descriptor:
                held = Git(git.root, (descriptor,))
                recover(held)
                if head is not None and not index.is_whole(held):
                    index.build(held, head)
    except (ArchiveError, OSError):
        return


def recover(git: Git) -> tuple[str, ...]:
    """Finish the save of the journal if its commit is there, else forget it; then tidy up.

    Returns:
        Warnings about files that were edited by hand and therefore left alone.
    """
    if not journal.pending(git):
        return ()
    _drop_dead_index_lock(git)
    entry = journal.read(git)
    warnings: tuple[str, ...] = ()
    if entry:
        _drop_dead_branch_lock(git, entry)
        warnings = _finish(git, entry)
    journal.clear(git)
    return warnings


def _finish(git: Git, entry: Journal) -> tuple[str, ...]:
    """Bring files and index to what the newest commit holds for the journal's paths.

    If the branch was never moved, that is what they were before, and nothing happens.
    """
    head = states.tip(git)
    now = index.blobs_at(git, head, list(entry.changes)) if head else {}
    changes = {path: (old, now.get(path)) for path, (old, _) in entry.changes.items()}

    def fetch(_: str, blob: str) -> Path:
        place = journal.stage_folder(git) / blob
        working.stage(place, git.run("cat-file", "blob", blob))
        return place

    return index.refresh(git, changes, fetch)


def _drop_dead_index_lock(git: Git) -> None:
    """Remove .git/index.lock if it is a link to our own index, as only a killed save leaves it."""
    lock, ours = git.folder / "index.lock", git.folder / "gazette" / "index"
    if lock.exists() and ours.exists() and lock.samefile(ours):
        lock.unlink()


def _drop_dead_branch_lock(git: Git, entry: Journal) -> None:
    """Remove the lock of the branch if the killed `update-ref` of this very save left it.

    It holds the id of our commit, which nobody else knows.  Or it is empty, and stays so: git
    writes into a lock as soon as it has made it.
    """
    lock = git.folder / f"{entry.branch}.lock"
    held = _content(lock)
    if held == b"":
        time.sleep(_WAIT)
        held = _content(lock)
    if held in (b"", entry.new.encode()):
        lock.unlink(missing_ok=True)


def _content(lock: Path) -> bytes | None:
    try:
        return lock.read_bytes().strip()
    except OSError:
        return None
