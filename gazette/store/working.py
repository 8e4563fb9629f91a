"""The working copy: files beside the repository, which people may edit by hand.

A file is only ever replaced when it still holds what the archive put there.  No symbolic link is
followed on the way to it.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazette.errors import ArchiveError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def object_id(kind: str, data: bytes) -> str:
    """Return the id git gives to an object of this kind and these bytes."""
    head = f"{kind} {len(data)}\0".encode()
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


def blob_id(data: bytes) -> str:
    """Return the id git gives to a file of these bytes."""
    return object_id("blob", data)


@contextmanager
def _folder(root: Path, path: str, *, make: bool) -> Iterator[tuple[int, str]]:
    """Open the folder of `path` step by step, following no link; give it and the last name."""
    *folders, name = path.split("/")
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            if make:
                _make(folder, here)
            below = os.open(folder, _FOLDER, dir_fd=here)
            os.close(here)
            here = below
        yield here, name
    finally:
        os.close(here)


def _make(folder: str, here: int) -> None:
    try:
        os.mkdir(folder, 0o755, dir_fd=here)
    except FileExistsError:
        return


def read(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the working copy; `None` if there is no such file.

    Raises:
        ArchiveError: Something else stands in its place, such as a link or a pipe.
    """
    try:
        with _folder(root, path, make=False) as (folder, name):
            descriptor = os.open(name, _FILE, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError(
            f"{path} in the working copy cannot be read: {error.strerror}.",
            "Put a plain file in its place, or move it away.",
        ) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ArchiveError(f"{path} in the working copy is no plain file.", "Move it away.")
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def current(root: Path, path: str) -> str | None:
    """Return the blob id of a file of the working copy; `None` if there is none."""
    data = read(root, path)
    return None if data is None else blob_id(data)


def stage(path: Path, data: bytes) -> None:
    """Write a file in full and to the disk, out of everyone's way."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put(root: Path, path: str, staged: Path, *, durable: bool) -> None:
    """Move a staged file to its place in one step; `durable`: it is on the disk before we return."""
    with _folder(root, path, make=True) as (folder, name):
        os.replace(staged, name, dst_dir_fd=folder)
        if durable:
            os.fsync(folder)


def remove(root: Path, path: str) -> None:
    """Delete a file, and the folders it leaves empty."""
    with _folder(root, path, make=False) as (folder, name):
        os.unlink(name, dir_fd=folder)
    for above in list(Path(path).parents)[:-1]:
        try:
            (root / above).rmdir()
        except OSError:
            return
