"""Finishing or undoing what a killed save left, under the lock.

No writer of ours is alive then, nor a git of one, for they would hold the lock.  So a lock file
of git that carries the mark of the unfinished save is a dead one.  Any other is a person's,
and is left alone.
"""

from pathlib import Path

from gazette.store import index, journal, states, working
from gazette.store.git import Git
from gazette.store.journal import Journal


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
        _drop_dead_ref_locks(git, entry)
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


def _drop_dead_ref_locks(git: Git, entry: Journal) -> None:
    """Remove locks of the branch that a killed `update-ref` of this very save left."""
    lock = git.folder / f"{entry.branch}.lock"
    if not _is_dead(lock, entry):
        return
    for dead in (git.folder / "HEAD.lock", lock):
        if _is_dead(dead, entry):
            dead.unlink()


def _is_dead(lock: Path, entry: Journal) -> bool:
    """Tell whether a lock carries the id of the unfinished commit, which nobody else knows."""
    try:
        return lock.read_text(encoding="ascii").strip() == entry.new
    except (OSError, UnicodeDecodeError):
        return False
