"""The list of all files of a published folder, and the seal that is signed for it."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gazette.errors import DeskError
from gazette.release.verifier import CARD, SEAL, SUMS, is_signature


def listing(folder: Path, known: Mapping[str, str] | None = None) -> bytes:
    """Return the list of all files as `sha256sum -c` reads it, ordered by path.

    The list, its seal and signatures are left out: they speak of the others, and several people
    may sign one after another.  Hidden files are listed: what is published is published.

    Args:
        folder: The published folder.
        known: The sums of files whose bytes are known; they are not read again.

    Raises:
        DeskError: A folder or a file cannot be read; a list without it would be short.
    """
    sums = known or {}
    try:
        names = sorted(_files(folder))
        found = [(sums.get(name) or _sha256(folder / name), name) for name in names]
    except OSError as error:
        where = error.filename or folder
        raise DeskError(
            f"{where} cannot be read: {error.strerror}.", "Mend its rights."
        ) from error
    return "".join(f"{total}  {name}\n" for total, name in found).encode()


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of ordinary files below a folder; links are not followed."""
    below = [""]
    while below:
        start = below.pop()
        with os.scandir(folder / start) as found:
            for each in found:
                name = start + each.name
                if each.is_dir(follow_symlinks=False):
                    below.append(f"{name}/")
                elif each.is_file(follow_symlinks=False) and not _apart(name):
                    yield name


def _apart(name: str) -> bool:
    return name in (SUMS, CARD, SEAL) or is_signature(name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def card(old: bytes, listed: bytes) -> bytes:
    """Return the site's manifest.json, which speaks of the list, with the list as it is now.

    Raises:
        DeskError: It is damaged.
    """
    try:
        plain = dict(json.loads(old))
    except (ValueError, TypeError) as error:
        raise DeskError(f"{CARD} is damaged.", "Publish the site again.") from error
    plain["files"] = len(listed.splitlines())
    plain["sums_sha256"] = hashlib.sha256(listed).hexdigest()
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def seal(folder: Path, date: str) -> bytes:
    """Return what is signed for a folder: the day, and its lists as `sha256sum -c` reads them."""
    names = [name for name in (SUMS, CARD) if (folder / name).exists()]
    lines = [f"{_sha256(folder / name)}  {name}\n" for name in names]
    return "".join((f"# gazette-site 1 {date}\n", *lines)).encode()
