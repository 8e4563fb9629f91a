"""What made the files: versions of gazette and WeasyPrint, and the fonts by their bytes."""

import hashlib
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from gazette import __version__

MAX_FILES = 100
"""Font files that are hashed; the shipped profiles use three families."""


def versions() -> tuple[tuple[str, str | None], ...]:
    """Return name and version of each tool that shapes a page; `None`: not installed."""
    return ("gazette", __version__), ("weasyprint", _version("weasyprint"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@lru_cache(maxsize=8)
def fonts(families: frozenset[str]) -> tuple[tuple[str, str], ...] | None:
    """Return name and SHA-256 of every file of these families; `None` without fontconfig."""
    words = ["fc-list", "--format", "%{file}\\t%{family}\\n"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    files = {path for path, _, names in _rows(done.stdout) if families & set(names.split(","))}
    return tuple((Path(path).name, _sha256(Path(path))) for path in sorted(files)[:MAX_FILES])


def _rows(listed: str) -> Iterable[tuple[str, str, str]]:
    return (line.partition("\t") for line in listed.splitlines())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
