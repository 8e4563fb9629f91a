"""Opening a file that may be anything: nothing hangs, nothing is followed, nothing is too large."""

import errno
import os
import stat
from pathlib import Path

from gazette.errors import SourceError
from gazette.extract.limits import MAX_SOURCE, MIB

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""A FIFO must not hang the reader, so it is opened without blocking and then looked at."""

_REASONS = {
    errno.ENOENT: ("There is no file {}.", "Check the name and the folder."),
    errno.ENOTDIR: ("There is no file {}.", "Check the name and the folder."),
    errno.EACCES: ("{} may not be read.", "Ask for the right to read it, or copy it."),
    errno.EPERM: ("{} may not be read.", "Ask for the right to read it, or copy it."),
    errno.ELOOP: ("{} is a symbolic link, which is not followed.", "Name the file it points to."),
    errno.EISDIR: ("{} is a folder, not a file.", "Name the files in it."),
    errno.ENAMETOOLONG: ("The name of {} is too long.", "Give the file a shorter name."),
    errno.ENXIO: ("{} is no ordinary file.", "Copy what it holds into a file."),
}


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file of at most `MAX_SOURCE` bytes.

    Raises:
        SourceError: It is missing, unreadable, no regular file, or too large.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            code = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENXIO
            raise _refusal(path, OSError(code, ""))
        if status.st_size > MAX_SOURCE:
            raise too_large(path.name)
        data = _all(descriptor)
    finally:
        os.close(descriptor)
    if len(data) > MAX_SOURCE:
        raise too_large(path.name)
    return data


def _all(descriptor: int) -> bytes:
    """Read to the end, or one byte past the bound: a file may grow while it is read."""
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(MAX_SOURCE + 1)


def too_large(name: str) -> SourceError:
    """Return the error for a file above the bound."""
    return SourceError(
        f"{name} is larger than {MAX_SOURCE // MIB} MiB, the most gazette reads.",
        "Cut it into parts, one gazette issue or one document each.",
    )


def _refusal(path: Path, error: OSError | ValueError) -> SourceError:
    code = error.errno if isinstance(error, OSError) else None
    message, hint = _REASONS.get(code or 0, ("{} cannot be read.", "Check the name and the disk."))
    return SourceError(message.format(path.name or path), hint)
