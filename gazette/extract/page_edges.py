"""Running heads and page numbers, told by repetition at the edges of pages.

A *slot* is a height near the top or bottom edge.  What stands in one slot on page after page,
apart from numbers that count with the pages, is furniture; odd and even pages may differ.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gazette.extract.page_rows import Row

_ROWS = 4
"""Rows from the top and from the bottom of a page that are looked at."""
_APART = 5.0
"""Points by which the gap below a running head is wider than between two lines."""
_TOLERANCE = 4.0
"""Points by which a running head may wander."""
_SHARE = 0.6
_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—―－─·•.~〜_|/*]{0,6}(?:第\s{0,3})?[0-9IVXivx]{1,4}\s{0,3}页?"
    r"(?:\s{0,3}[/,，共of]{1,3}\s{0,3}(?:第\s{0,3})?\d{1,4}\s{0,3}页?)?[\s\-–—―－─·•.~〜_|/*]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: int
    row: int
    key: str
    numbers: tuple[int, ...]
    y: float


def furniture(pages: Sequence[Sequence[Row]]) -> dict[tuple[int, int], str]:
    """Find the running heads and page numbers of a document.

    Args:
        pages: The rows of each page, top to bottom.

    Returns:
        For the index of a page and of a row on it, what the row is.
    """
    found: dict[tuple[int, int], str] = {}
    for top in (True, False):
        for slot in _slots(_candidates(pages, top=top)):
            for candidate in _repeated(slot):
                number = _PAGE_NUMBER.match(pages[candidate.page][candidate.row].text)
                note = "page number" if number else "running head" if top else "running foot"
                found[candidate.page, candidate.row] = note
    return found


def _candidates(pages: Sequence[Sequence[Row]], *, top: bool) -> list[_Candidate]:
    found = []
    for index, page in enumerate(pages):
        for place in _near(page if top else page[::-1]):
            number = place if top else len(page) - 1 - place
            row = page[number]
            text = "".join(row.text.split())
            digits = tuple(int(d) for d in _DIGITS.findall(text))
            key = "#" if _PAGE_NUMBER.match(row.text) else _DIGITS.sub("#", text)
            found.append(_Candidate(index, number, key, digits, row.box.y1))
    return found


def _near(page: Sequence[Row]) -> range:
    """Return the rows from an edge up to the last wide gap near it, and at least one.

    A running head stands apart from the text; without a gap only the outermost row is doubted.
    """
    boxes = [row.box for row in page]
    gaps = [max(b.y0 - a.y1, a.y0 - b.y1) for a, b in pairwise(boxes)]
    usual = median(gaps) if gaps else 0.0
    wide = [i for i, gap in enumerate(gaps[:_ROWS]) if gap > usual + _APART]
    return range(max(wide) + 1 if wide else min(1, len(page)))


def _slots(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    slots: list[list[_Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: c.y):
        if (
            slots
            and candidate.y - slots[-1][-1].y <= _TOLERANCE / 2
            and (candidate.y - slots[-1][0].y <= _TOLERANCE)
        ):
            slots[-1].append(candidate)
        else:
            slots.append([candidate])
    return slots


def _repeated(slot: list[_Candidate]) -> list[_Candidate]:
    """Return the rows of a slot that repeat, if most of the slot does."""
    groups = defaultdict(list)
    for candidate in slot:
        groups[candidate.key].append(candidate)
    repeated = [c for group in groups.values() if _is_series(group) for c in group]
    return repeated if len(repeated) >= _SHARE * len(slot) else []


def _is_series(group: list[_Candidate]) -> bool:
    """Tell whether rows alike but for numbers are one running head: numbers stay or count pages."""
    if len({candidate.page for candidate in group}) < 2:
        return False
    if group[0].key == "#":
        return True
    for column in zip(*(candidate.numbers for candidate in group), strict=True):
        offsets = {n - c.page for n, c in zip(column, group, strict=True)}
        if len(set(column)) > 1 and (len(offsets) > 1 or len(group) < 3):
            return False
    return True
