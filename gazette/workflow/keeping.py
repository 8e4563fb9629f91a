"""Keeping what was done: edits by hand committed, the desk backed up and brought back."""

import difflib
import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from gazette.config import CONFIG_NAME
from gazette.errors import ArchiveError, DeskError
from gazette.model.store import Saved
from gazette.store import backup as bundles
from gazette.store import records, working
from gazette.store.edits import Edit
from gazette.workflow.desk import OpenDesk, init_desk
from gazette.workflow.files import write_whole
from gazette.workflow.verifying import EDITED

BUNDLE = "archive.bundle"
SUMS = "SHA256SUMS"
KEPT = (CONFIG_NAME, "README.md", "signers", "issues", "templates", "public/releases")
"""What of a desk is kept beside the archive; pages and PDFs are built again."""
_LINE = re.compile(r"([0-9a-f]{64})  ([^\0\n]{1,1000})")
_BLOCK = 1 << 20
_MAX_SUMS = 16 << 20
"""Bytes of the list of a backup: a hundred thousand files."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An edit by hand, and what it changes."""

    edit: Edit
    diff: tuple[str, ...]
    """Lines of a unified diff."""


def pending(open_desk: OpenDesk) -> tuple[Pending, ...]:
    """Return what was edited by hand in the archive's working copy, with its differences."""
    edits = open_desk.archive.pending_edits()
    return tuple(Pending(edit, _diff(open_desk, edit.path)) for edit in edits)


def _diff(open_desk: OpenDesk, path: str) -> tuple[str, ...]:
    archive = open_desk.archive
    old = archive.read(path) if archive.exists(path) else b""
    new = working.read(archive.root, path) or b""
    before, after = (each.decode("utf-8", "replace").splitlines() for each in (old, new))
    names = (f"a/{path}", f"b/{path}")
    return tuple(difflib.unified_diff(before, after, *names, n=1, lineterm=""))


def commit_edits(open_desk: OpenDesk, message: str, when: datetime) -> Saved:
    """Commit what was edited by hand, each file read as what it is first.

    The commit says that these texts were edited, so that a later check knows them.

    Raises:
        ArchiveError: A file cannot be read any more, or is of a kind that nobody edits.
    """
    archive = open_desk.archive
    trailers = [(EDITED, edit.path) for edit in archive.pending_edits()]
    return archive.commit_edits(records.check_edit, message=message, when=when, trailers=trailers)


def back_up(open_desk: OpenDesk, folder: Path, when: datetime) -> Path:
    """Write a backup of the whole desk into a new folder below `folder` and return it.

    Raises:
        ArchiveError: The archive is empty.
        DeskError: The folder cannot be written.
    """
    head = open_desk.archive.head or "empty"
    place = folder / f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}-{head[:12]}"
    try:
        place.mkdir(parents=True)
        bundles.backup(open_desk.archive, place / BUNDLE)
        for path in _kept(open_desk.desk.root):
            write_whole(place / "desk" / path, (open_desk.desk.root / path).read_bytes())
        write_whole(place / SUMS, "".join(_sums(place)).encode())
    except FileExistsError as error:
        raise DeskError(f"{place} exists already.", "No backup is overwritten.") from error
    except OSError as error:
        raise DeskError(
            f"No backup in {place}: {error.strerror}.", "Choose another place."
        ) from error
    return place


def _kept(root: Path) -> Iterator[str]:
    """Yield the desk's own files; links lead elsewhere and are not followed."""
    for name in KEPT:
        top = root / name
        for path in sorted([top, *top.rglob("*")]):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def _sums(place: Path) -> Iterator[str]:
    for path in sorted(place.rglob("*")):
        if path.is_file() and path.name != SUMS:
            yield f"{_sha256(path)}  {path.relative_to(place).as_posix()}\n"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def restore(backup: Path, root: Path) -> tuple[str, ...]:
    """Make a desk in the new or empty folder `root` from a backup, or from a bundle alone.

    Args:
        backup: A folder that `back_up` made, or a `.bundle` file.
        root: Where the desk shall be.

    Returns:
        What was brought back.

    Raises:
        ArchiveError: The backup is damaged or incomplete, or the folder is not empty.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ArchiveError(
            f"{root} is not empty; nothing is restored over it.", "Name a new folder."
        )
    whole = backup.is_dir()
    files = _checked(backup) if whole else ()
    bundle = backup / BUNDLE if whole else backup
    bundles.restore(bundle, root / "archive").close()
    for path in files:
        if path.startswith("desk/"):
            target = root / path.removeprefix("desk/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(backup / path, target)
    init_desk(root)
    return ("archive", *(path.removeprefix("desk/") for path in files if path.startswith("desk/")))


def _checked(backup: Path) -> tuple[str, ...]:
    """Return the files of a backup once every one of them is there and whole."""
    try:
        listed = _read_sums(backup / SUMS).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"{backup} is no backup: its {SUMS} cannot be read.") from error
    matches = [_LINE.fullmatch(line) for line in listed]
    paths = tuple(match[2] for match in matches if match)
    if not len(paths) == len(listed) == len(set(paths)) or not all(
        _is_inside(backup, path) for path in paths
    ):
        raise ArchiveError(
            f"The {SUMS} of {backup} is damaged.", "Try another copy of the backup."
        )
    wrong = [match[2] for match in matches if match and _differs(backup / match[2], match[1])]
    if wrong or BUNDLE not in paths:
        raise ArchiveError(
            f"The backup {backup} is damaged: {_some(wrong or [BUNDLE])}.",
            "Try another, or an older one.",
        )
    return paths


def _read_sums(path: Path) -> str:
    """Return a list of sums; a pipe would be waited on for ever."""
    if not path.is_file() or path.stat().st_size > _MAX_SUMS:
        raise OSError
    return path.read_text(encoding="utf-8")


def _is_inside(backup: Path, path: str) -> bool:
    """Tell whether a listed path stays in the backup, links followed."""
    pure = PurePosixPath(path)
    plain = not pure.is_absolute() and ".." not in pure.parts
    return plain and (backup / path).resolve().is_relative_to(backup.resolve())


def _differs(path: Path, digest: str) -> bool:
    return not path.is_file() or _sha256(path) != digest


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
