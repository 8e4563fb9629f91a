"""What every page needs: labels, templates, addresses, and a hash of the program that makes it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from gazette.model.event import StatusKind
from gazette.render import labels, templates, titles
from gazette.site import paths
from gazette.site.library import Library, Office
from gazette.site.page import Page, key_of

_PACKAGE = Path(__file__).resolve().parent.parent
_SOURCES = (
    "site",
    "render",
    "compare",
    "collate",
    "validity",
    "text",
    "words",
    "align",
    "markdown",
    "model",
    "data/labels",
    "data/schema",
)
_MODULES = ("shapes.py", "structure.py")
_TEMPLATES = ("site", "compare")

_SLUGS = {kind: kind.name.lower().replace("_", "-") for kind in StatusKind}

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """Makes pages of one office in one language."""

    office: Office
    label: Mapping[str, Any]
    own: Path | None
    made_by: str
    """A hash of the program, the labels and the templates: it changes whenever one of them does."""

    @classmethod
    def of(cls, library: Library) -> "Press":
        """Return the press for a library."""
        office = library.office
        words = labels.load("site", office.language)
        made_by = key_of([_program(), _folder_hash(library.own), office])
        return cls(office, words, library.own, made_by)

    def page(
        self, path: str, template: str, key: Iterable[object], values: Callable[[], Values]
    ) -> Page:
        """Return an HTML page.

        Args:
            path: Where it lies.
            template: Its template, without folder and ending.
            key: All that its values depend on.
            values: Makes what the template is given; called only if the page is made.
        """

        def render() -> bytes:
            given = self._common(path) | dict(values())
            return templates.fill(f"site/{template}.html.j2", given, self.own).encode(
                "utf-8", "replace"
            )

        return Page(path, key_of([self.made_by, template, *key]), render)

    def file(self, path: str, key: Iterable[object], render: Callable[[], bytes]) -> Page:
        """Return a file that no template makes."""
        return Page(path, key_of([self.made_by, *key]), render)

    def day(self, day: date | None) -> str:
        """Return a date in words; empty where it is not known."""
        return (
            self.label["date"].format(year=day.year, month=day.month, day=day.day) if day else ""
        )

    def absolute(self, path: str) -> str | None:
        """Return the full address of a page; `None` where the site's address is not known."""
        return self.office.base + paths.url(path) if self.office.base else None

    def _common(self, path: str) -> dict[str, Any]:
        return {
            "office": self.office,
            "name": self.office.gazette or self.label["unnamed"],
            "t": self.label,
            "root": paths.root(path),
            "path": path,
            "canonical": self.absolute(path),
            "link": lambda target: paths.root(path) + paths.url(target),
            "day": self.day,
            "section": "",
            "description": "",
            "alternates": (),
            "json_ld": None,
        }


def title_of(title: str | None, number: str | None, otherwise: str) -> str:
    """Return the name of a document for a list: its title on one line, else its number."""
    return paths.text(titles.plain(title)) if title else number or otherwise


def slug(kind: StatusKind) -> str:
    """Return a status as a name for classes and files: in-force."""
    return _SLUGS[kind]


@lru_cache(maxsize=1)
def _program() -> str:
    found = [_folder_hash(_PACKAGE / name) for name in _SOURCES]
    found += [_folder_hash(templates.shipped() / name) for name in _TEMPLATES]
    return key_of([*found, *((_PACKAGE / name).read_text("utf-8") for name in _MODULES)])


def _folder_hash(folder: Path | None) -> str:
    if folder is None or not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
