"""The reading order of a page: bands across, columns within them, tables left in rows.

A *gutter* is an upright strip of white with running text on both sides.  Rows that cross it, such
as a title over two columns, end a band; inside a band the left column is read before the right.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gazette.extract.layout import Draft
from gazette.extract.page_rows import Row, Run
from gazette.model.source import LineKind

_MIN_ROWS = 3
"""Lines a column must have before it is believed."""
_MIN_CHARS = 6
"""Characters a column's usual line has at least; cells and names are shorter."""
_FULL = 0.6
"""Share of its column that a usual line of running text fills."""
_SAME_EDGE = 3.0
"""Points within which lines begin at one edge."""
_NEAR_EDGE = 50.0
"""Points within which two places are one gutter and an indent, not two columns."""
_KEPT = 0.6
"""Share of the lines right of a gutter that begin at its edge, give or take an indent."""
_MAX_COLUMNS = 4
_TOUCH = 1.0
"""Points by which a line may reach into a gutter: fonts overhang."""


def find_gutters(rows: Sequence[Row]) -> tuple[float, ...]:
    """Find where the columns of a page but the first begin.

    Args:
        rows: The rows of the page, top to bottom, without furniture.

    Returns:
        Places from left to right; none for a page of one column.
    """
    runs = [run for row in rows for run in row.runs]
    found: list[float] = []
    for edge in _edges(runs):
        apart = not found or edge - found[-1] >= _NEAR_EDGE
        if apart and any(_is_pair(band, edge) for band in _bands(rows, (edge,))):
            found.append(edge)
    return tuple(found)


def share_gutters(
    pages: Sequence[Sequence[Row]], found: Sequence[tuple[float, ...]]
) -> list[tuple[float, ...]]:
    """Give pages too short or too ragged to show their columns those of the pages beside them.

    Args:
        pages: The rows of each page.
        found: What `find_gutters` found on each.
    """
    known = _usual([edge for edges in found for edge in edges])
    shared = []
    for rows, edges in zip(pages, found, strict=True):
        runs = [run for row in rows for run in row.runs]
        more = [edge for edge in known if _continues(runs, edge, edges)]
        shared.append(tuple(sorted([*edges, *more])))
    return shared


def _usual(edges: Sequence[float]) -> list[float]:
    """Return one place for each group of like ones, the most frequent first."""
    groups: list[list[float]] = []
    for edge in sorted(edges):
        if groups and edge - groups[-1][-1] <= _SAME_EDGE:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [median(group) for group in sorted(groups, key=len, reverse=True)][:_MAX_COLUMNS]


def _edges(runs: Sequence[Run]) -> list[float]:
    """Return where several runs begin, the first such place left out."""
    groups: list[list[float]] = []
    for x0 in sorted(run.x0 for run in runs):
        if groups and x0 - groups[-1][0] <= _SAME_EDGE:
            groups[-1].append(x0)
        else:
            groups.append([x0])
    return [group[0] for group in groups if len(group) >= _MIN_ROWS][1:]


def _crosses(run: Run, edge: float) -> bool:
    return run.x0 < edge - _SAME_EDGE and run.x1 > edge + _TOUCH


def _bands(rows: Sequence[Row], edges: Sequence[float]) -> list[list[Row]]:
    """Cut rows into bands: each row that crosses an edge is a band of its own."""
    bands: list[list[Row]] = []
    fresh = True
    for row in rows:
        crossing = any(_crosses(run, edge) for run in row.runs for edge in edges)
        if crossing or fresh:
            bands.append([row])
        else:
            bands[-1].append(row)
        fresh = crossing
    return bands


def _is_pair(band: Sequence[Row], edge: float) -> bool:
    """Tell whether a band holds running text on both sides of an edge."""
    left = [run for row in band for run in row.runs if run.x1 <= edge + _TOUCH]
    right = [run for row in band for run in row.runs if run.x0 >= edge - _SAME_EDGE]
    return _is_prose(_nearest(left)) and _is_prose(_nearest(right)) and _side_by_side(left, right)


def _nearest(runs: list[Run]) -> list[Run]:
    """Leave one run for each line, so that words apart do not count as lines."""
    return list({round(run.bottom): run for run in runs}.values())


def _is_prose(runs: list[Run]) -> bool:
    """Tell running text from cells and names: its lines are long and fill their column."""
    if len(runs) < _MIN_ROWS:
        return False
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    usual = median(run.x1 - run.x0 for run in runs)
    return usual >= _FULL * width and median(len(run.text) for run in runs) >= _MIN_CHARS


def _side_by_side(left: list[Run], right: list[Run]) -> bool:
    return min(r.top for r in left) < max(r.bottom for r in right) and min(
        r.top for r in right
    ) < max(r.bottom for r in left)


def _continues(runs: Sequence[Run], edge: float, found: Sequence[float]) -> bool:
    """Tell whether columns of other pages go on here: nearly all lines keep to them."""
    if any(abs(edge - other) <= _NEAR_EDGE for other in found):
        return False
    right = [run for run in runs if run.x0 >= edge - _SAME_EDGE]
    left = [run for run in runs if run.x1 <= edge + _TOUCH]
    starts = sum(run.x0 - edge <= 2.5 * run.size for run in right)
    crossing = len(runs) - len(left) - len(right)
    return bool(left) and starts > crossing and starts >= _KEPT * len(right)


def drafts(rows: Sequence[Row], gutters: Sequence[float], page: int) -> list[Draft]:
    """Put the rows of a page in reading order."""
    ordered: list[Draft] = []
    for band in _bands(rows, gutters):
        if len(band) == 1 or not gutters:
            ordered += _column(band, page)
            continue
        for column in _columns(band, gutters):
            ordered += _column(column, page)
    return ordered


def _columns(band: Sequence[Row], gutters: Sequence[float]) -> list[list[Row]]:
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]
    for row in band:
        cut: list[list[Run]] = [[] for _ in columns]
        for run in row.runs:
            cut[sum(run.x0 >= edge - _SAME_EDGE for edge in gutters)].append(run)
        for column, runs in zip(columns, cut, strict=True):
            if runs:
                column.append(Row(tuple(runs)))
    return columns


def _column(rows: Sequence[Row], page: int) -> list[Draft]:
    """Write the rows of one column: those that stand in a table with tabs between the cells."""
    tabled = _tabled(rows)
    return [
        Draft("\t".join(run.text for run in row.runs), LineKind.ROW, page, row.box)
        if index in tabled
        else Draft("  ".join(run.text for run in row.runs), LineKind.TEXT, page, row.box)
        for index, row in enumerate(rows)
    ]


def _tabled(rows: Sequence[Row]) -> set[int]:
    """Return the rows that have cells above or below one another with a neighbour."""
    found: set[int] = set()
    for index, (above, below) in enumerate(pairwise(rows)):
        if len(above.runs) > 1 and len(below.runs) > 1 and _aligned(above, below):
            found |= {index, index + 1}
    return found


def _aligned(above: Row, below: Row) -> bool:
    """Tell whether a cell after the first begins or is centred where one of the other row is."""
    return any(
        abs(a.x0 - b.x0) <= a.size or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * a.size
        for a in above.runs[1:]
        for b in below.runs[1:]
    )
