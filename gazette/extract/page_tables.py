"""Tables drawn with rules: their cells are read whole, row by row.

Text without its rules would be read in lines across the cells.  A row of a ruled table becomes one
row of the page, its cells separated by tabs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gazette.extract.page_rows import Glyph, Row, Run, rows

_NEAR = 3.0
"""Points within which two rules are one, or touch."""
_WHOLE = 0.8
"""Share of a table's width a rule must cover to part two rows."""
_MAX_RULES = 2_000
"""Rules of a page; a drawing has more, and no table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on a page, level or upright; points from the top left."""

    level: bool
    at: float
    """Its height on the page if level, else its distance from the left."""
    start: float
    end: float

    def touches(self, other: "Rule") -> bool:
        """Tell whether a level and an upright rule meet."""
        return (
            self.level is not other.level
            and other.start - _NEAR <= self.at <= other.end + _NEAR
            and self.start - _NEAR <= other.at <= self.end + _NEAR
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Rules that hang together."""

    rules: tuple[Rule, ...]

    def bands(self) -> list[tuple[float, float]]:
        """Return top and bottom of each row."""
        level = [rule for rule in self.rules if rule.level]
        width = max(rule.end for rule in level) - min(rule.start for rule in level)
        heights = _apart(rule.at for rule in level)
        whole = [at for at in heights if _covered(level, at) >= _WHOLE * width]
        return list(pairwise(whole))

    def columns(self, top: float, bottom: float) -> list[tuple[float, float]]:
        """Return left and right of each cell of a row."""
        middle = (top + bottom) / 2
        upright = (r for r in self.rules if not r.level and r.start <= middle <= r.end)
        return list(pairwise(_apart(rule.at for rule in upright)))


def ruled_rows(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[Row], list[Glyph]]:
    """Read the ruled tables of a page.

    Args:
        glyphs: The glyphs of the page.
        rules: The rules of the page.

    Returns:
        One row for each row of a table, and the glyphs that stand in none.
    """
    found: list[Row] = []
    rest = list(glyphs)
    for table in _tables(rules):
        for top, bottom in table.bands():
            cells = table.columns(top, bottom)
            inside = [g for g in rest if top < _middle(g) <= bottom and _within(g, cells)]
            if len(cells) > 1 and inside:
                taken = set(map(id, inside))
                rest = [glyph for glyph in rest if id(glyph) not in taken]
                found.append(_row(inside, cells, (top, bottom)))
    return found, rest


def _row(glyphs: list[Glyph], cells: list[tuple[float, float]], band: tuple[float, float]) -> Row:
    texts = []
    for left, right in cells:
        inside = [g for g in glyphs if left < (g.x0 + g.x1) / 2 <= right]
        texts.append(_joined([run.text for row in rows(inside) for run in row.runs]))
    size = median(glyph.size for glyph in glyphs)
    return Row((Run("\t".join(texts), cells[0][0], cells[-1][1], *band, size),))


def _joined(lines: list[str]) -> str:
    """Join the lines of a cell; only words of letters need a space between them."""
    text = ""
    for line in lines:
        spaced = text[-1:].isascii() and line[:1].isascii() and text[-1:].isalpha()
        text += " " + line if spaced and text else line
    return text


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _within(glyph: Glyph, cells: list[tuple[float, float]]) -> bool:
    return bool(cells) and cells[0][0] < (glyph.x0 + glyph.x1) / 2 <= cells[-1][1]


def _tables(rules: Sequence[Rule]) -> list[Table]:
    """Group rules that touch; a table has two rows and two columns at least, or it is a frame."""
    if len(rules) > _MAX_RULES:
        return []
    groups: list[list[Rule]] = []
    for rule in _merged(rules):
        met = [group for group in groups if any(rule.touches(other) for other in group)]
        groups = [group for group in groups if group not in met]
        groups.append([rule, *(other for group in met for other in group)])
    return [Table(tuple(group)) for group in groups if _is_grid(group)]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Join rules in one line that touch: many programs draw each side of each cell."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.level, r.at)):
        if lines and lines[-1][0].level is rule.level and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        last: Rule | None = None
        for rule in sorted(line, key=lambda r: r.start):
            if last is not None and rule.start <= last.end + _NEAR:
                last = Rule(last.level, line[0].at, last.start, max(last.end, rule.end))
                merged[-1] = last
            else:
                last = Rule(rule.level, line[0].at, rule.start, rule.end)
                merged.append(last)
    return merged


def _is_grid(group: list[Rule]) -> bool:
    level = _apart(rule.at for rule in group if rule.level)
    upright = _apart(rule.at for rule in group if not rule.level)
    return len(level) >= 3 and len(upright) >= 3


def _covered(level: Sequence[Rule], at: float) -> float:
    """Return how much of a height rules cover, each stretch once: cells draw their own sides."""
    total = edge = 0.0
    here = [(rule.start, rule.end) for rule in level if 0 <= rule.at - at <= _NEAR]
    for start, end in sorted(here):
        total += max(0.0, end - max(start, edge))
        edge = max(edge, end)
    return total


def _apart(places: Iterable[float]) -> list[float]:
    """Return places in order, those within a hair of one another once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
