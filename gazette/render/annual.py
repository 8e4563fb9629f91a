"""The annual index (年度总目录) as an HTML page."""

from collections.abc import Callable
from pathlib import Path

from gazette.model.issue import AnnualIndex
from gazette.render import labels, templates


def page(
    index: AnnualIndex,
    language: str = "zh",
    own: Path | None = None,
    *,
    address: Callable[[str, str | None], str] | None = None,
) -> str:
    """Return the index of a year as a page.

    Args:
        index: The index.
        language: Of the labels: zh or en.
        own: The desk's folder of templates.
        address: Gives the address of an issue's page and, for a policy, of its own; `None`: the
            page has no links.
    """
    label = labels.load("issue", language)
    values = {
        "index": index,
        "label": label,
        "heading": label["index"].format(name=index.name, year=index.year),
        "address": address,
    }
    return templates.fill("issue/annual.html.j2", values, own)
