"""What a save is about to do, written down first, so that a killed one can be finished.

The journal exists from just before the branch moves until the working copy shows the new state.
Who holds the lock and finds one knows that its writer is dead, and its git processes too.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazette.store import working
from gazette.store.git import Git

Changes = dict[str, tuple[str | None, str | None]]
"""For each path the blob before and after; `None` where there is no file."""
_NAME = "journal.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """One save that was begun."""

    branch: str
    new: str
    changes: Changes


def folder(git: Git) -> Path:
    """Return the folder for our own notes inside the repository, made if need be."""
    place = git.folder / "gazette"
    place.mkdir(exist_ok=True)
    return place


def lock_path(git: Git) -> Path:
    """Return the file that the one writer holds."""
    return folder(git) / "lock"


def door(git: Git) -> Path:
    """Return a folder whose HEAD is on no branch.

    Seen from there, a branch is moved under its own lock alone.  Seen from the repository itself,
    git also takes HEAD.lock and leaves it empty, so that a dead one could not be told from a person's.
    """
    place = folder(git) / "door"
    place.mkdir(exist_ok=True)
    for name, content in (("HEAD", b"ref: refs/heads/gazette-door\n"), ("commondir", b"../..\n")):
        if not (place / name).exists() or (place / name).read_bytes() != content:
            working.stage(place / f"{name}.new", content)
            (place / f"{name}.new").replace(place / name)
    return place


def stage_folder(git: Git) -> Path:
    """Return the folder where new files are written before they are put in place."""
    place = folder(git) / "stage"
    place.mkdir(exist_ok=True)
    return place


def write(git: Git, entry: Journal) -> None:
    """Write the journal, on the disk before this returns."""
    place = folder(git)
    text = json.dumps({"branch": entry.branch, "new": entry.new, "changes": entry.changes})
    working.stage(place / f"{_NAME}.new", text.encode())
    (place / f"{_NAME}.new").replace(place / _NAME)
    sync(place)


def sync(place: Path) -> None:
    """Make a file's bytes, or the entries of a folder, durable."""
    descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(git: Git) -> Journal | None:
    """Return the journal of an unfinished save, if there is one."""
    try:
        raw: Any = json.loads((git.folder / "gazette" / _NAME).read_text(encoding="utf-8"))
        changes = {path: (old, new) for path, (old, new) in raw["changes"].items()}
        return Journal(raw["branch"], raw["new"], changes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def pending(git: Git) -> bool:
    """Tell whether something of an unfinished save lies about."""
    place = git.folder / "gazette"
    return (place / _NAME).exists() or any((place / "stage").glob("*"))


def clear(git: Git) -> None:
    """Remove the journal and what was staged."""
    place = git.folder / "gazette"
    for path in [*(place / "stage").glob("*"), place / f"{_NAME}.new", place / "index"]:
        path.unlink(missing_ok=True)
    (place / "index.lock").unlink(missing_ok=True)
    (place / _NAME).unlink(missing_ok=True)
