"""Finished files kept by what they were made from: found again only as they were written.

A file is called `KEY.SHA256.ENDING`: the hash of what it was made from, and the hash of its bytes.
One that was changed, cut short or renamed is removed and made anew.  This notices damage and a
careless hand.  Whoever writes here with a will can write the name too, as they can write anything
else on the desk.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def fetch(folder: Path, key: str, ending: str) -> bytes | None:
    """Return what was kept under a key, if it is whole.

    Args:
        folder: Where finished files are kept.
        key: Hexadecimal hash of everything the file was made from.
        ending: Ending of the file's name.
    """
    for path in sorted(folder.glob(f"{key}.*.{ending}")):
        with suppress(OSError):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if path.name == _name(key, ending, data):
                return data
            path.unlink()
    return None


def keep(folder: Path, key: str, ending: str, data: bytes) -> None:
    """Keep a finished file, in one step.  A folder that cannot be written to keeps nothing."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(folder / _name(key, ending, data))
        finally:
            Path(name).unlink(missing_ok=True)


def _name(key: str, ending: str, data: bytes) -> str:
    return f"{key}.{hashlib.sha256(data).hexdigest()}.{ending}"


def hash_of_modules(folder: Path, names: Iterable[str]) -> str:
    """Return a hash of the source of modules: with another one, another file would be made."""
    found = hashlib.sha256()
    for name in names:
        found.update((folder / f"{name}.py").read_bytes())
    return found.hexdigest()
