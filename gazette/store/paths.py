"""Names of files in the archive: safe on every system, and never two for one folded name."""

import unicodedata
from collections.abc import Callable

from gazette.errors import ArchiveError

MAX_NAME = 120
"""Bytes of one name; some file systems stop at 143."""
MAX_DEPTH = 8
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
_FORBIDDEN = frozenset('<>:"|?*\\')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)


def check_path(path: str) -> str:
    """Return `path` if the archive may hold a file of this name.

    Raises:
        ArchiveError: It is absolute, leaves the archive, or some system could not hold it.
    """
    fault = _path_fault(path)
    if fault:
        raise ArchiveError(f"The archive cannot hold {path[:200]!r}: {fault}.")
    return path


def is_safe(path: str) -> bool:
    """Tell whether the archive may hold a file of this name."""
    return not _path_fault(path)


def _path_fault(path: str) -> str:
    names = path.split("/")
    if len(names) > MAX_DEPTH:
        return f"it lies deeper than {MAX_DEPTH} folders"
    return next((f"a name {fault}" for fault in map(_fault, names) if fault), "")


_FAULTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("is empty, `.` or `..`", lambda name: name in ("", ".", "..")),
    ("is git's own", lambda name: name.casefold().startswith((".git", "git~"))),
    (
        "holds characters that cannot be seen",
        lambda name: any(unicodedata.category(char) in _UNSEEN for char in name),
    ),
    ('holds one of < > : " | ? * \\', lambda name: bool(_FORBIDDEN & set(name))),
    ("is not in normal form C", lambda name: name != unicodedata.normalize("NFC", name)),
    (f"is longer than {MAX_NAME} bytes", lambda name: len(name.encode()) > MAX_NAME),
    (
        "begins with a space, or ends with one or a full stop",
        lambda name: name[-1] in ". " or name[0] == " ",
    ),
    (
        "is reserved on Windows",
        lambda name: name.split(".")[0].strip().casefold() in _RESERVED,
    ),
)
"""What a name must not be, and how to tell; in this order, so that later tests may rely on earlier."""


def _fault(name: str) -> str:
    """Say what is wrong with one name of a path; empty if nothing is."""
    return next((fault for fault, is_so in _FAULTS if is_so(name)), "")


def folded(path: str) -> str:
    """Return the key under which two names are one on a careless file system."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
