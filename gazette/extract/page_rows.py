"""From characters on a page to rows, and from rows to runs between wide gaps.

PDF and OFD give characters with places; everything from here on is the same for both.
"""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gazette.model.source import Box

_WIDE = 1.4
"""Ems of white from which on two runs are apart: a column, a cell, a signature beside another."""
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
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if found and _same_row(found[-1], glyph):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [row for group in found if (row := Row(tuple(_runs(group)))).runs]


def _same_row(row: list[Glyph], glyph: Glyph) -> bool:
    """Tell whether a glyph stands on the line of a row; sorted by line, so the last one decides."""
    last = row[-1]
    return glyph.base - last.base <= 0.25 * min(glyph.size, last.size) or (
        glyph.base - row[0].base <= 0.5 * max(glyph.size, row[0].size)
        and glyph.size < 0.8 * row[0].size
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
