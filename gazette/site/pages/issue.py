"""Issues: the archive by year, and a page for each with its contents and files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from gazette.model.issue import Item
from gazette.render import titles
from gazette.site import paths
from gazette.site.library import Edition, Library
from gazette.site.links import files
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in a list."""

    id: str
    name: str
    year: int
    number: int
    total: int | None
    total_label: str
    published: date | None
    items: int

    @property
    def path(self) -> str:
        """Where its page lies."""
        return paths.issue(self.id)


def lines(library: Library) -> list[IssueLine]:
    """Return every issue as a line, the newest first."""
    return [_line(edition) for edition in library.issues]


def _line(edition: Edition) -> IssueLine:
    order = edition.issue.manifest
    return IssueLine(
        order.id, order.name, order.year, order.number, order.total, order.total_label,
        order.published, len(edition.issue.items),
    )  # fmt: skip


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield the archive of issues, the page of each, and the files of each."""
    listed = lines(library)
    years = [(year, list(of_year)) for year, of_year in groupby(listed, lambda line: line.year)]
    yield press.page(
        "issues/index.html",
        "issues",
        [listed],
        lambda: {"section": "issues", "heading": press.label["issues"], "years": years},
    )
    for at, edition in enumerate(library.issues):
        later = listed[at - 1] if at else None
        earlier = listed[at + 1] if at + 1 < len(listed) else None
        yield from _issue(press, known, edition, (earlier, later))


def _issue(
    press: Press,
    known: dict[str, Row],
    edition: Edition,
    near: tuple[IssueLine | None, IssueLine | None],
) -> Iterator[Page]:
    order = edition.issue.manifest
    items = [_item(item, known) for item in edition.issue.items]
    sections = [
        (name, [item for item in items if item["section"] == name])
        for name in dict.fromkeys(item["section"] for item in items)
    ]
    listed = files(edition)
    line = _line(edition)
    heading = press.label["issue_name"].format(year=order.year, number=order.number)
    values: dict[str, Any] = {
        "section": "issues",
        "heading": f"{paths.text(order.name)} {heading}",
        "manifest": order,
        "line": line,
        "sections": sections,
        "files": listed,
        "whole": next((file for file in listed if file.kind == "html"), None),
        "pages": edition.pages,
        "missing": edition.missing,
        "earlier": near[0],
        "later": near[1],
        "json": paths.issue(order.id, "json"),
        "alternates": (("application/json", paths.issue(order.id, "json")),),
    }
    key = [order, items, listed, near, edition.pages, edition.missing]
    yield press.page(line.path, "issue", key, lambda: values)
    for name, data in edition.files:
        sha256 = hashlib.sha256(data).hexdigest()
        yield press.file(paths.issue_file(order.id, name), [sha256], lambda data=data: data)  # type: ignore[misc]


def _item(item: Item, known: dict[str, Row]) -> dict[str, Any]:
    policy_id = item.entry.policy
    row = known.get(policy_id) if policy_id else None
    return {
        "section": item.section,
        "title": paths.text(titles.plain(item.title)),
        "number": item.entry.number or (row.number if row else None),
        "page": item.entry.printed_page,
        "held": item.policy is not None,
        "path": row.path if row else None,
        "anchor": item.anchor,
        "note": item.entry.note,
    }
