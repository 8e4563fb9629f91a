"""Style sheet, scripts and icon: the only other files a page loads."""

from collections.abc import Iterator
from pathlib import Path

from gazette.render import templates
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row

ASSETS = ("style.css", "lookup.js", "search.js", "compare.js", "icon.svg")


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield each as it is shipped, or as the office has it."""
    for name in ASSETS:
        source = _source(name, library.own)
        yield press.file(name, [name], source.read_bytes)


def _source(name: str, own: Path | None) -> Path:
    if own and (own / "site" / name).is_file():
        return own / "site" / name
    return templates.shipped() / "site" / name
