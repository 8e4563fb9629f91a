"""The reading order of a page: bands across, columns within them, tables left in rows.

A *gutter* is an upright strip of white with running text on both sides.  Rows that cross it, such
as a title over two columns, end a band; inside a band the left column is read before the right.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from gazette.extract.layout import Draft
from gazette.extract.page_rows import Row, Run
from gazette.model.source import LineKind

_MIN_ROWS = 3
"""Lines a column must have before it is believed."""
_MIN_CHARS = 6
"""Characters a column's usual line has at least; cells and names are shorter."""
_FULL = 0.5
"""Share of its column that a usual line of running text fills."""
_SAME_EDGE = 3.0
"""Points within which lines begin at one edge."""
_NEAR_EDGE = 50.0
"""Points within which two places are one gutter and an indent, not two columns."""
_KEPT = 0.6
"""Share of the lines right of a gutter that begin at its edge, give or take an indent."""
_LARGE = 1.15
"""Size of a heading against the text, at least."""
_CELL_GAP = 1.4
"""Ems of white that part two cells of a table without rules."""
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
    titles = _titles(rows)
    for row in rows:
        crossing = row in titles or any(_crosses(run, edge) for run in row.runs for edge in edges)
        if crossing or fresh:
            bands.append([row])
        else:
            bands[-1].append(row)
        fresh = crossing
    return bands


def _titles(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that head a page of columns: alone, in larger type, in the middle."""
    if not rows:
        return []
    usual = median(run.size for row in rows for run in row.runs)
    middle = (min(row.box.x0 for row in rows) + max(row.box.x1 for row in rows)) / 2
    return [
        row
        for row in rows
        if len(row.runs) == 1
        and row.runs[0].size >= _LARGE * usual
        and abs(row.box.x0 + row.box.x1 - 2 * middle) <= 4 * usual
    ]


def _is_pair(band: Sequence[Row], edge: float) -> bool:
    """Tell whether a band holds running text on both sides of an edge."""
    left = [Row(runs) for row in band if (runs := _left_of(row, edge))]
    right = [Row(runs) for row in band if (runs := _right_of(row, edge))]
    return _is_prose(left) and _is_prose(right) and _side_by_side(left, right)


def _left_of(row: Row, edge: float) -> tuple[Run, ...]:
    return tuple(run for run in row.runs if run.x1 <= edge + _TOUCH)


def _right_of(row: Row, edge: float) -> tuple[Run, ...]:
    return tuple(run for run in row.runs if run.x0 >= edge - _SAME_EDGE)


def _is_prose(lines: Sequence[Row]) -> bool:
    """Tell running text from cells and names: its lines are long and fill their column."""
    if len(lines) < _MIN_ROWS:
        return False
    boxes = [line.box for line in lines]
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    inked = median(sum(run.x1 - run.x0 for run in line.runs) for line in lines)
    return inked >= _FULL * width and median(len(line.text) for line in lines) >= _MIN_CHARS


def _side_by_side(left: Sequence[Row], right: Sequence[Row]) -> bool:
    return left[0].box.y0 < right[-1].box.y1 and right[0].box.y0 < left[-1].box.y1


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
    if not gutters:
        return _column(rows, page)
    ordered: list[Draft] = []
    for tabled, stretch in _stretches(rows, len(gutters) + 1):
        for band in [stretch] if tabled else _bands(stretch, gutters):
            columns = [band] if tabled or len(band) == 1 else _columns(band, gutters)
            for column in columns:
                ordered += _column(column, page)
    return ordered


def _stretches(rows: Sequence[Row], columns: int) -> list[tuple[bool, list[Row]]]:
    """Cut a page of columns where rows of more cells than columns form a table."""
    merged = [_merge(row) for row in rows]
    tabled: set[int] = set()
    for index, (above, below) in enumerate(pairwise(merged)):
        if min(len(above.runs), len(below.runs)) > columns and _aligned(above, below, all):
            tabled |= {index, index + 1}
    stretches: list[tuple[bool, list[Row]]] = []
    for index, row in enumerate(rows):
        inside = index in tabled
        if not stretches or stretches[-1][0] != inside:
            stretches.append((inside, []))
        stretches[-1][1].append(row)
    return stretches


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
    merged = [_merge(row) for row in rows]
    tabled = _tabled(merged)
    return [
        Draft("\t".join(run.text for run in row.runs), LineKind.ROW, page, row.box)
        if index in tabled or _is_ruled(row)
        else Draft("  ".join(run.text for run in row.runs), LineKind.TEXT, page, row.box)
        for index, row in enumerate(merged)
    ]


def _is_ruled(row: Row) -> bool:
    """Tell a row of a ruled table, whose cells are parted already."""
    return len(row.runs) == 1 and "\t" in row.runs[0].text


def _merge(row: Row) -> Row:
    """Join runs too near one another to be cells."""
    runs = list(row.runs[:1])
    for run in row.runs[1:]:
        last = runs[-1]
        if run.x0 - last.x1 <= _CELL_GAP * run.size:
            top, bottom = min(last.top, run.top), max(last.bottom, run.bottom)
            runs[-1] = Run(f"{last.text} {run.text}", last.x0, run.x1, top, bottom, last.size)
        else:
            runs.append(run)
    return Row(tuple(runs))


def _tabled(rows: Sequence[Row]) -> set[int]:
    """Return the rows that have cells above or below one another with a neighbour."""
    found: set[int] = set()
    for index, (above, below) in enumerate(pairwise(rows)):
        if len(above.runs) > 1 and len(below.runs) > 1 and _aligned(above, below, any):
            found |= {index, index + 1}
    return found


def _aligned(above: Row, below: Row, how: Callable[[Iterable[bool]], bool]) -> bool:
    """Tell whether any or all cells but the first begin or are centred where others do."""
    few, many = sorted((above.runs[1:], below.runs[1:]), key=len)
    return how(
        any(
            abs(a.x0 - b.x0) <= a.size or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * a.size
            for b in many
        )
        for a in few
    )
