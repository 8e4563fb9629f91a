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
    """
    sums = known or {}
    found = ((sums.get(name) or _sha256(path), name) for name, path in sorted(_files(folder)))
    return "".join(f"{total}  {name}\n" for total, name in found).encode()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        start = "" if below == "." else f"{below}/"
        for name in (f"{start}{each}" for each in names):
            path = folder / name
            apart = name in (SUMS, CARD, SEAL) or is_signature(name)
            if not apart and path.is_file() and not path.is_symlink():
                yield name, path


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
