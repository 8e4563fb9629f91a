"""The words of an issue in the order a PDF must give them back, and what each stretch is."""

from collections.abc import Iterator
from dataclasses import dataclass

from gazette.model.document import Block, Role
from gazette.model.issue import Issue
from gazette.render import html
from gazette.text.fold import fold

PROSE = frozenset({Role.PARAGRAPH, Role.NOTE, Role.ADDRESSEES, Role.ATTACHMENT})
"""Roles whose lines are justified."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One block of the issue, or a strip or title that the page adds, as it stands in the text."""

    start: int
    end: int
    """In characters of the folded text."""
    item: str
    """Anchor of the item."""
    role: Role | None
    """`None` for a strip."""
    text: str


@dataclass(frozen=True, slots=True)
class Expected:
    """The folded text of all items, and its stretches."""

    text: str
    stretches: tuple[Stretch, ...]


def expected(issue: Issue, *, strips: bool) -> Expected:
    """Return what the body of an issue must say.

    Args:
        issue: The issue.
        strips: Whether the page prints the names of sections above their first item.
    """
    found: list[Stretch] = []
    keys: list[str] = []
    at = 0
    for item, role, text in _pieces(issue, strips=strips):
        folded = fold(text)
        found.append(Stretch(at, at + len(folded), item, role, text))
        keys.append(folded)
        at += len(folded)
    return Expected("".join(keys), tuple(found))


def _pieces(issue: Issue, *, strips: bool) -> Iterator[tuple[str, Role | None, str]]:
    named = html.strips(issue) if strips else {}
    for item in issue.items:
        if item.policy is None:
            continue
        if item.anchor in named:
            yield item.anchor, None, named[item.anchor]
        if not html.first_title(item):
            yield item.anchor, Role.TITLE, item.title
        for part in item.policy.parts:
            for block in part.blocks:
                yield item.anchor, _role(block), block.text


def _role(block: Block) -> Role:
    return block.role
