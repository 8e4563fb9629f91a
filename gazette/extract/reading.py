"""The doors: a path or bytes in, an extraction out."""

import hashlib
from datetime import date
from importlib import import_module
from os import PathLike
from pathlib import Path, PurePath

from gazette.errors import SourceError
from gazette.extract import sandbox
from gazette.extract.files import read_file, too_large
from gazette.extract.layout import Layout
from gazette.extract.limits import MAX_SOURCE, MAX_TEXT
from gazette.extract.sniff import medium as sniff
from gazette.model.source import Extraction, Medium, Source

_CARRIERS = {
    Medium.PLAIN: "text",
    Medium.HTML: "web",
    Medium.PDF: "pdf",
    Medium.DOCX: "docx",
    Medium.OFD: "ofd",
}


def read(
    path: str | PathLike[str],
    *,
    edition: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> Extraction:
    """Read a file.

    Args:
        path: A regular file of at most `limits.MAX_SOURCE` bytes; links are not followed.
        edition: What the file carries, if the caller knows.
        url: Where it was fetched from.
        retrieved: When it was fetched.

    Returns:
        The whole text, furniture and hidden text included, and its lines.

    Raises:
        SourceError: The file is missing, empty, too large, of another kind, broken or a scan.
    """
    place = Path(path)
    return read_bytes(read_file(place), place.name, edition=edition, url=url, retrieved=retrieved)


def read_bytes(
    data: bytes,
    name: str,
    *,
    edition: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> Extraction:
    """Read the bytes of a file called `name`; otherwise like `read`."""
    shown = PurePath(name).name or "The file"
    if len(data) > MAX_SOURCE:
        raise too_large(shown)
    medium = sniff(data, shown)
    layout = _layout(data, medium, shown)
    source = Source(
        sha256=hashlib.sha256(data).hexdigest(),
        name=shown,
        medium=medium,
        size=len(data),
        edition=edition,
        carrier=_CARRIERS[medium],
        url=url,
        retrieved=retrieved,
        charset=layout.charset,
    )
    return Extraction(source, layout.text, layout.lines, layout.title, layout.warnings)


def _layout(data: bytes, medium: Medium, name: str) -> Layout:
    """Read in this process what is known to be cheap, everything else in a child."""
    module = f"gazette.extract.{medium.value}"
    try:
        if medium is Medium.PLAIN or (medium is Medium.HTML and _is_tame(data)):
            layout: Layout = import_module(module).read(data)
        else:
            layout = sandbox.run(module, data)
    except SourceError as error:
        raise SourceError(error.message.replace("The file", name, 1), error.hint) from error
    if len(layout.text) > MAX_TEXT:
        raise SourceError(
            f"{name} holds {len(layout.text):,} characters, more than the {MAX_TEXT:,} allowed.",
            "Cut it into parts, one gazette issue or one document each.",
        )
    if not layout.lines:
        raise SourceError(
            f"{name} holds no text.", "Check that the download or the copy was complete."
        )
    return layout


def _is_tame(data: bytes) -> bool:
    """Ask whether markup is shallow enough to be read here."""
    tame: bool = import_module("gazette.extract.markup").is_tame(data)
    return tame
