"""The layout of a PDF measured, number by number, against its profile.

A number is passed, failed, or not measured; what could not be measured never counts as passed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from gazette.render.body import Body, BodyLine
from gazette.render.pdf_text import Page, Read
from gazette.render.profile import Number, Profile, Strength

LENGTH, SIZE = 72 / 25.4, 0.5
"""Tolerances in points: 1 mm for places on the page, 0.5 pt for sizes and distances of lines."""
SHORT, SHORT_SHARE = 1.0, 0.03
"""A full line may end this much short (points), and this share of lines may be shorter still."""
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉”’…")


class State(StrEnum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    UNMEASURED = "not-measured"


@dataclass(frozen=True, slots=True)
class Check:
    """One number of a layout: wanted and measured."""

    name: str
    wanted: float | None
    measured: float | None
    unit: str
    tolerance: float
    state: State
    strength: Strength
    source: str
    note: str = ""

    @property
    def grave(self) -> bool:
        """Whether it fails a build."""
        return self.state is State.FAILED and self.strength is Strength.MUST


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything a measure may look at."""

    read: Read
    body: Body
    profile: Profile


Measure = Callable[[Measured], float | None]


def _page_width(seen: Measured) -> float | None:
    return seen.read.pages[0].width if seen.read.pages else None


def _page_height(seen: Measured) -> float | None:
    return seen.read.pages[0].height if seen.read.pages else None


def _top(seen: Measured) -> float | None:
    return min((line.top for line in seen.body.set_lines), default=None)


def _bottom(seen: Measured) -> float | None:
    lowest = max((line.bottom for line in seen.body.set_lines), default=None)
    return None if lowest is None else seen.read.pages[0].height - lowest


def _inner(seen: Measured) -> float | None:
    return min((_edges(seen, line)[0] for line in seen.body.set_lines), default=None)


def _outer(seen: Measured) -> float | None:
    return min((_edges(seen, line)[1] for line in seen.body.set_lines), default=None)


def _edges(seen: Measured, line: BodyLine) -> tuple[float, float]:
    """Return how far a line stays from the inner and the outer edge of its page."""
    left, right = line.line.x0, seen.read.pages[line.page].width - line.line.x1
    return (left, right) if line.recto else (right, left)


def _area_width(seen: Measured) -> float | None:
    both = _inner(seen), _outer(seen)
    if both[0] is None or both[1] is None:
        return None
    return seen.read.pages[0].width - both[0] - both[1]


def _area_height(seen: Measured) -> float | None:
    highest, lowest = _top(seen), _bottom(seen)
    if highest is None or lowest is None:
        return None
    return seen.read.pages[0].height - highest - lowest


def _size(seen: Measured) -> float | None:
    sizes = Counter(round(char.size, 2) for line in seen.body.prose for char in line.line.chars)
    return sizes.most_common(1)[0][0] if sizes else None


def _leading(seen: Measured) -> float | None:
    """Return the usual distance from a line of prose to the next below it."""
    steps = [
        b.line.base - a.line.base
        for a, b in pairwise(seen.body.prose)
        if a.page == b.page and a.column == b.column and b.line.base > a.line.base
    ]
    return median(steps) if steps else None


def _columns(seen: Measured) -> float | None:
    per_page: dict[int, set[int]] = {}
    for line in seen.body.prose:
        per_page.setdefault(line.page, set()).add(line.column)
    return max((len(found) for found in per_page.values()), default=None)


def _gap(seen: Measured) -> float | None:
    """Return the distance from the right edge of one column to the left edge of the next."""
    ends: dict[tuple[int, int], list[float]] = {}
    starts: dict[tuple[int, int], list[float]] = {}
    for line in seen.body.prose:
        ends.setdefault((line.page, line.column), []).append(line.line.x1)
        starts.setdefault((line.page, line.column), []).append(line.line.x0)
    gaps = [
        min(starts[page, column + 1]) - max(ends[page, column])
        for page, column in ends
        if (page, column + 1) in starts
    ]
    return median(gaps) if gaps else None


def _characters(seen: Measured) -> float | None:
    """Return the characters of a full line of Chinese alone."""
    counts = Counter(
        len(line.line.text)
        for line in seen.body.prose
        if line.full and all(ord(char) > 0x2E80 for char in line.line.text)
    )
    return counts.most_common(1)[0][0] if counts else None


def _lines_per_column(seen: Measured) -> float | None:
    """Return how many lines of the grid a full column has; `None` where no column is full.

    A heading may take two lines of the grid, so the grid is counted, not what stands on it.
    """
    leading, foot = _leading(seen), _bottom(seen)
    if not leading or foot is None:
        return None
    lowest = seen.read.pages[0].height - foot
    columns: dict[tuple[int, int], list[BodyLine]] = {}
    for line in seen.body.set_lines:
        columns.setdefault((line.page, line.column), []).append(line)
    counts = []
    for lines in columns.values():
        bases = [line.line.base for line in lines]
        if max(line.bottom for line in lines) > lowest - 1:
            counts.append(round((max(bases) - min(bases)) / leading) + 1)
    return max(counts, default=None)


def _title_size(seen: Measured) -> float | None:
    return _usual(char.size for line in seen.body.titles for char in line.line.chars)


def _folio_size(seen: Measured) -> float | None:
    return _usual(char.size for line in seen.body.folios for char in line.line.chars)


def _folio_inset(seen: Measured) -> float | None:
    """Return how far the page number stays from the outer edge of the type area."""
    margin = seen.profile.points("page.outer")
    return _usual(_edges(seen, line)[1] - margin for line in seen.body.folios)


def _folio_drop(seen: Measured) -> float | None:
    """Return the distance from the type area down to the square of the page number."""
    area = seen.profile.points("page.top") + seen.profile.points("area.height")
    drops = []
    for line in seen.body.folios:
        tall = line.line.chars[0]
        drops.append((tall.top + tall.bottom) / 2 - tall.size / 2 - area)
    return _usual(drops)


def _usual(values: Iterable[float]) -> float | None:
    found = list(values)
    return median(found) if found else None


MEASURES: tuple[tuple[str, float, Measure], ...] = (
    ("page.width", LENGTH, _page_width),
    ("page.height", LENGTH, _page_height),
    ("page.top", LENGTH, _top),
    ("page.bottom", LENGTH, _bottom),
    ("page.inner", LENGTH, _inner),
    ("page.outer", LENGTH, _outer),
    ("area.width", LENGTH, _area_width),
    ("area.height", LENGTH, _area_height),
    ("body.size", SIZE, _size),
    ("body.leading", SIZE, _leading),
    ("body.columns", 0, _columns),
    ("body.gap", SIZE, _gap),
    ("body.characters", 0, _characters),
    ("body.lines", 0, _lines_per_column),
    ("title.size", SIZE, _title_size),
    ("folio.size", SIZE, _folio_size),
    ("folio.inset", LENGTH, _folio_inset),
    ("folio.drop", LENGTH, _folio_drop),
)
"""Number of the profile, tolerance in its unit (points for lengths), and how it is measured."""


def measure(seen: Measured) -> tuple[Check, ...]:
    """Measure every number of the profile that can be, and the rules that have no number."""
    known = {name: (tolerance, how) for name, tolerance, how in MEASURES}
    checks = []
    for name, number in seen.profile.numbers:
        tolerance, how = known.get(name, (0.0, None))
        checks.append(_check(name, number, tolerance, how(seen) if how else None))
    return (*checks, *_rules(seen))


def _check(name: str, number: Number, tolerance: float, measured: float | None) -> Check:
    state = State.UNMEASURED
    if measured is not None:
        near = abs(measured - number.points) <= tolerance + 1e-6
        state = State.PASSED if near else State.FAILED
    unit = "pt" if number.unit == "mm" else number.unit
    return Check(
        name,
        round(number.points, 2),
        None if measured is None else round(measured, 2),
        unit,
        round(tolerance, 2),
        state,
        number.strength,
        number.source,
    )


def _rules(seen: Measured) -> Iterator[Check]:
    yield _rule(
        "lines.flush", _short(seen), SHORT_SHARE, "share of full lines that end > 1 pt short"
    )
    yield _rule(
        "lines.grid", _off_grid(seen), 0.0, "share of lines of prose off the grid of lines"
    )
    yield _rule(
        "lines.start", _bad_starts(seen), 0.0, "lines of prose that begin with a closing mark"
    )
    yield _rule("heads.lonely", _lonely(seen), 0.0, "headings at the foot of a column")
    yield _rule("folio.side", _wrong_side(seen), 0.0, "page numbers not at the outer edge")


def _rule(name: str, measured: float | None, most: float, note: str) -> Check:
    state = State.UNMEASURED
    if measured is not None:
        state = State.PASSED if measured <= most else State.FAILED
    rounded = None if measured is None else round(measured, 4)
    return Check(name, most, rounded, "", 0, state, Strength.SHOULD, "at most", note)


def _short(seen: Measured) -> float | None:
    """Return the share of full lines that stop short of the right edge of their column."""
    full = [line for line in seen.body.prose if line.full]
    if not full:
        return None
    layout = seen.profile
    count, gap = layout.count("body.columns"), layout.points("body.gap")
    step = (layout.points("area.width") + gap) / count
    short = 0
    for line in full:
        left = layout.points("page.inner" if line.recto else "page.outer")
        short += left + step * (line.column + 1) - gap - line.line.x1 > SHORT
    return short / len(full)


def _off_grid(seen: Measured) -> float | None:
    """Return the share of lines off the grid; blocks after a table start a grid of their own."""
    step = seen.profile.points("body.leading")
    first = seen.profile.points("page.top")
    tables = seen.body.with_tables
    lines = [line for line in seen.body.prose if line.page not in tables]
    if not lines:
        return None
    return sum(not _on(line.top - first, step) for line in lines) / len(lines)


def _on(distance: float, step: float) -> bool:
    rest = distance % step
    return min(rest, step - rest) <= SIZE


def _bad_starts(seen: Measured) -> float | None:
    """Count lines that go on with a closing mark; a paragraph may begin as its text does."""
    lines: Sequence[BodyLine] = seen.body.prose
    if not lines:
        return None
    return float(
        sum(
            line.stretch == before.stretch and line.line.text[:1] in _NOT_FIRST
            for before, line in pairwise(lines)
        )
    )


def _lonely(seen: Measured) -> float | None:
    if not seen.body.headings:
        return None
    last: dict[tuple[int, int], BodyLine] = {}
    for line in seen.body.set_lines:
        last[line.page, line.column] = line
    return float(sum(line.heading for line in last.values()))


def _wrong_side(seen: Measured) -> float | None:
    if not seen.body.folios:
        return None
    return float(sum(_is_inside(seen.read.pages[f.page], f) for f in seen.body.folios))


def _is_inside(page: Page, folio: BodyLine) -> bool:
    on_right = folio.line.x0 > page.width / 2
    return on_right is not folio.recto
