"""The annual index (年度总目录) of each year's issues that are out, beside the list of issues."""

from collections.abc import Iterator, Mapping

from gazette.issue import index as indexing
from gazette.model.issue import AnnualIndex
from gazette.render import annual, labels
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield the index of each year."""
    orders = [edition.issue.manifest for edition in library.issues]
    held = {
        (item.entry.policy, item.entry.revision): item.policy
        for edition in library.issues
        for item in edition.issue.items
    }
    for year in sorted({order.year for order in orders}):
        index = indexing.annual(year, orders, lambda *named: held.get(named), library.sections)
        order = annual.Order(
            indexing.by_number(index, library.register),
            indexing.by_issuer(index, library.register),
        )
        named = [line.policy for line in index.lines if line.policy]
        addresses = {policy: known[policy].path for policy in named if policy in known}
        yield _page(press, index, order, addresses)


def _page(
    press: Press,
    index: AnnualIndex,
    order: annual.Order,
    addresses: Mapping[str, str],
) -> Page:
    words = labels.load("issue", press.office.language)
    path = paths.annual(index.year)

    def address(issue: str, policy: str | None) -> str:
        return paths.root(path) + paths.url(addresses.get(policy or "") or paths.issue(issue))

    def values() -> dict[str, object]:
        return {
            "section": "issues",
            "heading": paths.text(words["index"].format(name=index.name, year=index.year)),
            "gazette": paths.text(index.name),
            "year": index.year,
            "views": annual.views(index, words, order, address),
            "counts": words["index_counts"].format(
                issues=len(index.issues),
                entries=len(index.lines),
                held=sum(line.held for line in index.lines),
            ),
            "to": words["index_to"],
        }

    return press.page(path, "annual", [index, order, addresses], values)
