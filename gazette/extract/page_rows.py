"""From characters on a page to rows, and from rows to runs between wide gaps.

PDF and OFD give characters with places; everything from here on is the same for both.
"""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gazette.model.source import Box

_WIDE = 0.8
"""Ems of white from which on two runs are apart: the narrowest gutter between columns."""
_LEVEL = 0.25
"""Ems by which the characters of one line may stand higher or lower."""
_RAISED = 0.5
"""Ems by which a raised or lowered figure may stand off its line."""
_OVERLAP = 0.3
"""Ems by which glyphs side by side may overlap."""
_SPACE = 0.28
"""Ems of white that were a space between two words."""


TURNED = "turned text"
"""Why a glyph is set aside that is seen but stands across the page: a watermark, a margin note."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page; coordinates in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    """The line it stands on."""
    size: float
    """Type size in points."""
    aside: str | None = None
    """Why it is not part of the lines of the page, else `None`."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one row that stand together."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """The runs of a page that stand on one line, from left to right."""

    runs: tuple[Run, ...]

    @property
    def box(self) -> Box:
        """The rectangle round all runs."""
        return Box(
            self.runs[0].x0,
            min(run.top for run in self.runs),
            max(run.x1 for run in self.runs),
            max(run.bottom for run in self.runs),
        )

    @property
    def text(self) -> str:
        """The text of all runs."""
        return " ".join(run.text for run in self.runs)


def rows(glyphs: list[Glyph]) -> list[Row]:
    """Gather glyphs that stand on one line into rows, top to bottom."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if groups and glyph.base - groups[-1][-1].base <= _LEVEL * min(
            glyph.size, groups[-1][-1].size
        ):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    found = (Row(tuple(_runs(group))) for group in _raised(groups))
    return [row for row in found if row.runs]


def _raised(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put raised and lowered figures back into the line they belong to."""
    joined: list[list[Glyph]] = []
    for group in groups:
        if joined and _fits(joined[-1], group):
            more, less = sorted((joined[-1], group), key=len, reverse=True)
            joined[-1] = more + less
        else:
            joined.append(group)
    return joined


def _fits(line: list[Glyph], other: list[Glyph]) -> bool:
    """Tell whether glyphs a little higher or lower stand in the gaps of a line."""
    size = max(line[0].size, other[0].size)
    if abs(other[0].base - line[0].base) > _RAISED * size:
        return False
    spans = [(g.x0, g.x1, side) for side, group in enumerate((line, other)) for g in group]
    spans.sort()
    return all(
        here[2] == there[2] or there[0] >= here[1] - _OVERLAP * size
        for here, there in pairwise(spans)
    )


def _runs(row: list[Glyph]) -> list[Run]:
    ordered = sorted(row, key=lambda g: (g.x0, g.x1))
    groups: list[list[Glyph]] = []
    edge = 0.0
    for glyph in ordered:
        if glyph.text.isspace() and not groups:
            continue
        if not groups or (not glyph.text.isspace() and glyph.x0 - edge > _WIDE * glyph.size):
            groups.append([])
        groups[-1].append(glyph)
        if not glyph.text.isspace() or glyph.text == "\u3000":
            edge = max(glyph.x1, edge) if len(groups[-1]) > 1 else glyph.x1
    return [_run(group) for group in groups if any(not g.text.isspace() for g in group)]


def _run(group: list[Glyph]) -> Run:
    while group[-1].text.isspace():
        group = group[:-1]
    parts = [group[0].text]
    for before, glyph in pairwise(group):
        gap = glyph.x0 - before.x1
        spaced = before.text.isspace() or glyph.text.isspace()
        parts.append(" " if gap > _SPACE * glyph.size and not spaced else "")
        parts.append(glyph.text)
    return Run(
        "".join(parts),
        group[0].x0,
        max(g.x1 for g in group),
        min(g.top for g in group),
        max(g.bottom for g in group),
        median(g.size for g in group),
    )
