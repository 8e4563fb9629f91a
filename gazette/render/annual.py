"""The annual index (年度总目录): one page for the screen, one for the PDF, and the proof of both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.model.issue import AnnualIndex, IndexedIssue, IndexLine
from gazette.render import labels, templates, titles
from gazette.render.profile import Profile
from gazette.text.fold import fold

Group = tuple[str, tuple[IndexLine, ...]]
Address = Callable[[str, str | None], str]
"""Gives the address of an issue's page and, for a policy, of its own; empty: no link."""
_LEADER = frozenset(fold("……") + fold("（）"))
"""What joins a title to its number and page; titles may have it too, so it is left out of a proof."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index."""

    text: str
    number: str
    place: str
    """Issue and printed page, in words."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All entries in one order: by section, by number, by issuer."""

    name: str
    heading: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What an annual index lists beside its sections."""

    by_number: tuple[Group, ...] = ()
    by_issuer: tuple[Group, ...] = ()


def page(
    index: AnnualIndex,
    language: str = "zh",
    own: Path | None = None,
    *,
    order: Order | None = None,
    address: Address | None = None,
) -> str:
    """Return the index of a year as a page for the screen.

    Args:
        index: The index.
        language: Of the labels: zh or en.
        own: The desk's folder of templates.
        order: The entries by number and by issuer; `None`: by section only.
        address: Gives addresses; `None`: the page has no links.
    """
    return _filled(index, language, own, order, address, None)


def print_page(
    index: AnnualIndex, layout: Profile, language: str = "zh", own: Path | None = None,
    *, order: Order | None = None,
) -> str:  # fmt: skip
    """Return the index of a year as the HTML that `render.pdf.write` sets, in a layout's faces."""
    return _filled(index, language, own, order, None, layout)


def _filled(
    index: AnnualIndex,
    language: str,
    own: Path | None,
    order: Order | None,
    address: Address | None,
    layout: Profile | None,
) -> str:
    label = labels.load("issue", language)
    values = {
        "index": index,
        "label": label,
        "heading": label["index"].format(name=index.name, year=index.year),
        "counts": _counts(index, label),
        "issues": [_issue(each, label) for each in index.covered],
        "views": views(index, label, order, address),
        "layout": layout,
        "families": dict(layout.fonts) if layout else {},
        "created": _created(index),
    }
    return templates.fill("issue/annual.html.j2", values, own)


def _counts(index: AnnualIndex, label: Mapping[str, str]) -> str:
    lines = index.lines
    return label["index_counts"].format(
        issues=len(index.issues), entries=len(lines), held=sum(line.held for line in lines)
    )


def _issue(issue: IndexedIssue, label: Mapping[str, str]) -> tuple[str, str]:
    total = label["index_total"].format(total=issue.total) if issue.total else ""
    day = issue.published.isoformat() if issue.published else ""
    count = label["index_entries"].format(count=issue.entries)
    name = label["index_issue"].format(number=issue.number)
    return name, " ".join(each for each in (total, day, count) if each)


def _created(index: AnnualIndex) -> str | None:
    """Return when the last of the issues was out, with zone; never taken from a clock."""
    days = [issue.published for issue in index.covered if issue.published]
    return f"{max(days).isoformat()}T00:00:00+08:00" if days else None


def views(
    index: AnnualIndex,
    label: Mapping[str, str],
    order: Order | None = None,
    address: Address | None = None,
) -> tuple[View, ...]:
    """Return the entries in each order there is."""
    kinds: list[tuple[str, Sequence[Group]]] = [("section", index.sections)]
    if order:
        kinds += [("number", order.by_number), ("issuer", order.by_issuer)]
    return tuple(
        View(
            name,
            label[f"index_{name}"],
            tuple(
                (group, tuple(_row(line, name, label, address) for line in lines))
                for group, lines in groups
            ),
        )
        for name, groups in kinds
        if groups
    )


def _row(line: IndexLine, view: str, label: Mapping[str, str], address: Address | None) -> Row:
    """Return a line: below issuers, who sign many documents, the number stands for the title."""
    title, number = titles.plain(line.title), line.number or ""
    if view == "issuer" and number:
        title, number = number, ""
    place = label["index_issue"].format(number=line.count)
    if line.page:
        place += " " + label["page"].format(page=line.page)
    url = address(line.issue, line.policy) if address else ""
    return Row(title, number, place, url)


def unsaid(found: Sequence[View], text: str) -> tuple[Row, ...]:
    """Return the rows that a page or PDF does not say, or not in their order.

    Args:
        found: What it should say.
        text: Its words, as `page_words` or `pdf_words` read them back.
    """
    missing = []
    at = 0
    for row in _rows(found):
        words = _plain(row.text + row.number + row.place)
        place = text.find(words, at)
        if place < 0:
            missing.append(row)
        else:
            at = place + len(words)
    return tuple(missing)


def _rows(found: Sequence[View]) -> Iterator[Row]:
    for view in found:
        for _, rows in view.groups:
            yield from rows


def _plain(text: str) -> str:
    return "".join(char for char in fold(text) if char not in _LEADER)


def page_words(html: str) -> str:
    """Return the words of the page for the screen, ready for `unsaid`."""
    from gazette.render import web_text

    return _plain(web_text.words(html))


def pdf_words(data: bytes) -> str:
    """Return the words of the PDF, ready for `unsaid`."""
    from gazette.render import pdf_text

    read = pdf_text.read(data)
    return "".join(_plain(line.text) for page in read.pages for line in pdf_text.lines(page.chars))
