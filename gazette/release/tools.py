"""What made the files: versions of gazette and WeasyPrint, and the fonts by their bytes."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from gazette import __version__


def versions() -> tuple[tuple[str, str | None], ...]:
    """Return name and version of each tool that shapes a page; `None`: not installed."""
    return ("gazette", __version__), ("weasyprint", _version("weasyprint"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def fonts(files: Iterable[Path] | None) -> tuple[tuple[str, str], ...] | None:
    """Return name and SHA-256 of every font file; `None` where it is not known which there are."""
    return None if files is None else tuple((path.name, _sha256(path)) for path in files)


@cache
def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
