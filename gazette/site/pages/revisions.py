"""Pages of what a save changed in the words of a policy, and its earlier texts as JSON."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from gazette import compare, shapes
from gazette.model.comparison import Comparison
from gazette.site import paths
from gazette.site.formats.data import dump
from gazette.site.library import Library, Reworded
from gazette.site.page import Page
from gazette.site.pages.comparison import heading, shown_values
from gazette.site.press import Press
from gazette.site.rows import Row


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield for each save that changed words the comparison, as page and JSON, and the text before."""
    for policy_id, changes in library.reworded.items():
        if policy_id in known:
            for each in changes:
                yield from _pages(press, known[policy_id], each)


def _pages(press: Press, row: Row, each: Reworded) -> Iterator[Page]:
    @cache
    def compared() -> Comparison:
        old, new = each.texts()
        names = (f"{row.title} {each.old_day}", f"{row.title} {each.new_day}")
        return compare.compare(old.parts, new.parts, old_name=names[0], new_name=names[1])

    def values() -> dict[str, Any]:
        sides = [
            {"path": row.path, "title": row.title, "number": row.number, "day": day}
            for day in (each.old_day, each.new_day)
        ]
        json = paths.rewording(row.id, each.old, each.new, "json")
        return shown_values(press, compared(), "revised", json) | {
            "heading": heading(press, row.title),
            "old": sides[0],
            "new": sides[1],
            "description": f"{row.title} {each.old_day} → {each.new_day}",
        }

    def told() -> bytes:
        ids = {"old_id": f"{row.id}~{each.old}", "new_id": f"{row.id}~{each.new}"}
        return dump(compare.as_json(compared()) | ids | {"why": "revised"})

    def text() -> bytes:
        old = each.texts()[0]
        return dump(
            {
                "id": row.id,
                "commit": each.old,
                "saved": each.old_day.isoformat(),
                "title": old.meta.title,
            }
            | {"parts": [shapes.part_shape(part) for part in old.parts]}
        )

    about = (row.id, row.title, row.number, each.old, each.new)
    page = paths.rewording(row.id, each.old, each.new)
    yield press.page(page, "comparison", ["reworded", about], values)
    yield press.file(page.removesuffix("html") + "json", ["reworded", about], told)
    yield press.file(paths.earlier(row.id, each.old), ["earlier", row.id, each.old], text)
