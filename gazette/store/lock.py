"""One writer at a time: a lock that the system lets go of when its holder dies.

The lock is an advisory one (`flock`) on a file that is never deleted.  Git processes started
under it inherit it.  So whoever gets it knows that no earlier writer, and no git of one, is alive.
The file says who holds it, for the message to those who wait in vain.
"""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazette.errors import BusyError

WAIT = 30.0
"""Seconds to wait for another process."""
_PAUSE = 0.02


@contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[int]:
    """Hold the lock at `path` and give its descriptor.

    Raises:
        BusyError: Another process held it for all of `wait` seconds; the message says which.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        _acquire(descriptor, path, wait)
        _sign(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _busy(path) from None
            time.sleep(_PAUSE)
        else:
            return


def _sign(descriptor: int) -> None:
    """Write who holds the lock; a full disk must not stop us here, the note is for people only."""
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {socket.gethostname()}\n".encode(), 0)
    except OSError:
        return


def holder_is_dead(path: Path) -> bool:
    """Tell whether who signed the lock last is a process of this machine that is no more.

    If the lock is held all the same, it is by the last git of that process, which will soon end.
    """
    try:
        pid, host = path.read_text(encoding="utf-8", errors="replace").split()
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return host == socket.gethostname()
    except (OSError, ValueError, OverflowError):
        return False
    return False


def _busy(path: Path) -> BusyError:
    holder = path.read_text(encoding="utf-8", errors="replace").split()
    who = f"process {holder[0]} on {holder[1]}" if len(holder) == 2 else "another process"
    return BusyError(
        f"The archive is in use: {who} is saving.", "Wait until it is done, then try again."
    )
