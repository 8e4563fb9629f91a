"""Comparison pages: a text against the one before it, a rule against the one it replaced."""

from collections.abc import Iterator
from typing import Any

from gazette.model.comparison import Change, Comparison, count
from gazette.render import comparison as shown
from gazette.render.comparison_rows import rows
from gazette.site import paths
from gazette.site.library import Compared, Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row, version


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield the list of comparisons and a page for each."""
    listed = lines(library, known)
    yield press.page(
        "comparisons/index.html",
        "comparisons",
        [listed],
        lambda: {
            "section": "comparisons",
            "heading": press.label["comparisons"],
            "listed": listed,
        },
    )
    for each in library.comparisons:
        yield _page(press, library, known, each)


def lines(library: Library, known: dict[str, Row]) -> list[tuple[str, Row, Row, str]]:
    """Return every comparison as a line: why there is one, its two sides, and where it lies."""
    return [
        (each.why, known[each.old], known[each.new], paths.comparison(each.old, each.new))
        for each in library.comparisons
    ]


def _page(press: Press, library: Library, known: dict[str, Row], each: Compared) -> Page:
    versions = [version(library, i) for i in (each.old, each.new)]
    old, new = known[each.old], known[each.new]
    path = paths.comparison(each.old, each.new)

    def values() -> dict[str, Any]:
        json = paths.comparison(each.old, each.new, "json")
        return shown_values(press, each.compare(), each.why, json) | {
            "heading": heading(press, new.title),
            "old": old,
            "new": new,
            "description": f"{old.title} → {new.title}",
        }

    return press.page(path, "comparison", [old, new, each.why, versions], values)


def heading(press: Press, title: str) -> str:
    """Return the name of a comparison: that of the table, and the title of the new text."""
    table = shown.words(press.office.language)["page"]["table"]
    return f"{table}{press.label['colon']}{title}"


def shown_values(press: Press, comparison: Comparison, why: str, json: str) -> dict[str, Any]:
    """Return what the page of a comparison shows beside the names of its two sides."""
    words = shown.words(press.office.language)
    return {
        "section": "comparisons",
        "why": why,
        "rewritten": comparison.rewritten,
        "changed": any(pair.change is not Change.SAME for pair in comparison.pairs),
        "counts": [(key, words["count"][key], n) for key, n in count(comparison).items() if n],
        "rows": rows(comparison, words),
        "c": words["page"],
        "json": json,
        "alternates": (("application/json", json),),
    }
