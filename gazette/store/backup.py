"""The whole archive in one file, and back.

The file is a git bundle: `git clone FILE` reads it without gazette.  Beside it lies its SHA-256, as
`sha256sum -c` reads it.
"""

import hashlib
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store import foreign, index, journal, states
from gazette.store.archive import Archive
from gazette.store.git import Git, GitError
from gazette.store.save import finish, move

_BLOCK = 1 << 20
_MAX_HEAD = 1 << 16
"""Bytes of the head of a bundle: ours name one branch."""


def backup(archive: Archive, target: Path) -> str:
    """Write the whole history to the new file `target` and return its SHA-256.

    Raises:
        ArchiveError: There is nothing to keep, `target` exists, or it cannot be written.
    """
    target = target.absolute()
    if archive.head is None:
        raise ArchiveError("The archive is empty: there is nothing to back up.")
    if target.exists():
        raise ArchiveError(
            f"{target} exists already.", "Name a new file; no backup is overwritten."
        )
    git = Git(archive.root)
    part = target.with_name(f"{target.name}.part")
    try:
        git.run("bundle", "create", "--quiet", str(part), "HEAD", states.branch(git))
        git.run("bundle", "verify", "--quiet", str(part))
        digest = _sha256(part)
        journal.sync(part)
        part.replace(target)
        _beside(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8")
        journal.sync(target.parent)
    except OSError as error:
        raise ArchiveError(f"The backup was not written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return digest


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.sha256")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def restore(bundle: Path, root: Path) -> Archive:
    """Make the archive of a backup in the new or empty folder `root`, checked object by object.

    Raises:
        ArchiveError: The backup is damaged or none, or the folder is not empty.
    """
    bundle = bundle.absolute()
    _check_digest(bundle)
    if not _is_bundle(_read_start(bundle)):
        raise ArchiveError(f"{bundle} is no backup of an archive.", "Name a .bundle file.")
    archive = Archive.create(root)
    git = Git(archive.root)
    try:
        commit = _unpack(git, bundle)
        foreign.check(git, commit)
        git.run("fsck", "--full", "--strict", "--no-dangling", commit)
        _check_out(git, commit)
    except GitError as error:
        archive.close()
        raise ArchiveError(
            f"The backup {bundle.name} is damaged; nothing was restored from it.",
            f"Try an older backup. Remove {root} first.",
        ) from error
    return archive


def _check_digest(bundle: Path) -> None:
    if not bundle.is_file() or not _beside(bundle).is_file():
        return
    try:
        written = _beside(bundle).read_text(encoding="utf-8").split()
        digest = _sha256(bundle)
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"The backup {bundle} cannot be read: {error}.") from error
    if not written or written[0] != digest:
        raise ArchiveError(
            f"The backup {bundle.name} is damaged: its SHA-256 is not the one beside it.",
            "Try another copy, or an older backup.",
        )


def _is_bundle(start: bytes) -> bool:
    """Tell a bundle by its head, which must end soon: git reads it byte by byte."""
    return start.startswith((b"# v2 git bundle\n", b"# v3 git bundle\n")) and b"\n\n" in start


def _read_start(bundle: Path) -> bytes:
    if not bundle.is_file():  # a pipe would be waited on for ever
        raise ArchiveError(f"The backup {bundle} is no file.", "Name a .bundle file.")
    try:
        with bundle.open("rb") as file:
            return file.read(_MAX_HEAD)
    except OSError as error:
        raise ArchiveError(f"The backup {bundle} cannot be read: {error.strerror}.") from error


def _unpack(git: Git, bundle: Path) -> str:
    """Take over all objects and return the commit that was the newest."""
    lines = git.line("bundle", "unbundle", str(bundle)).splitlines()
    ids = {name: commit for commit, _, name in (line.partition(" ") for line in lines)}
    return ids.get("HEAD") or next(iter(ids.values()))


def _check_out(git: Git, commit: str) -> None:
    """Set the branch and write all files of the working copy."""
    changes: journal.Changes = {path: (None, blob) for path, blob in index.all_blobs(git, commit)}
    move(git, None, commit, changes)

    def fetch(_: str, blob: str) -> Path:
        place = journal.stage_folder(git) / blob
        place.write_bytes(git.run("cat-file", "blob", blob))
        return place

    warnings = finish(git, changes, fetch, durable=False)
    if warnings:
        raise ArchiveError(warnings[0], "Check the disk, then restore again.")
