"""Names of files in the archive: safe on every system, and never two for one folded name."""

import unicodedata

from gazette.errors import ArchiveError

MAX_NAME = 120
"""Bytes of one name; some file systems stop at 143."""
MAX_DEPTH = 8
_FORBIDDEN = frozenset('<>:"|?*\\')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)


def check_path(path: str) -> str:
    """Return `path` if the archive may hold a file of this name.

    Raises:
        ArchiveError: It is absolute, leaves the archive, or some system could not hold it.
    """
    names = path.split("/")
    if len(names) > MAX_DEPTH:
        raise _unsafe(path, f"is deeper than {MAX_DEPTH} folders")
    for name in names:
        fault = _fault(name)
        if fault:
            raise _unsafe(path, fault)
    return path


def _unsafe(path: str, fault: str) -> ArchiveError:
    return ArchiveError(f"The archive cannot hold {path[:200]!r}: the name {fault}.")


def _fault(name: str) -> str:
    """Say what is wrong with one name of a path; empty if nothing is."""
    if name in ("", ".", ".."):
        return "has an empty, `.` or `..` part"
    if name.casefold() == ".git" or name.casefold().startswith("git~"):
        return "is git's own"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        return "holds characters that cannot be seen"
    if _FORBIDDEN & set(name):
        return 'holds one of < > : " | ? * \\'
    if name != unicodedata.normalize("NFC", name):
        return "is not in normal form C"
    if len(name.encode()) > MAX_NAME:
        return f"is longer than {MAX_NAME} bytes"
    if name[-1] in ". " or name[0] == " ":
        return "begins with a space, or ends with one or a full stop"
    if name.split(".")[0].casefold() in _RESERVED:
        return "is reserved on Windows"
    return ""


def folded(path: str) -> str:
    """Return the key under which two names are one on a careless file system."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
