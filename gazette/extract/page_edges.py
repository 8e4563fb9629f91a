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
_ZONE = 0.16
"""Share of a page's height, from its edge, where running heads stand."""
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
    apart: bool
    """Whether white parts it from the text."""


def furniture(
    pages: Sequence[Sequence[Row]], heights: Sequence[float]
) -> dict[tuple[int, int], str]:
    """Find the running heads and page numbers of a document.

    Args:
        pages: The rows of each page, top to bottom.
        heights: The height of each page in points.

    Returns:
        For the index of a page and of a row on it, what the row is.
    """
    found: dict[tuple[int, int], str] = {}
    for top in (True, False):
        for slot in _slots(_candidates(pages, heights, top=top)):
            for candidate in _repeated(slot):
                number = _PAGE_NUMBER.match(pages[candidate.page][candidate.row].text)
                note = "page number" if number else "running head" if top else "running foot"
                found[candidate.page, candidate.row] = note
    return found


def _candidates(
    pages: Sequence[Sequence[Row]], heights: Sequence[float], *, top: bool
) -> list[_Candidate]:
    found = []
    for index, (page, height) in enumerate(zip(pages, heights, strict=True)):
        near, apart = _near(page if top else page[::-1])
        for place in near:
            number = place if top else len(page) - 1 - place
            box = page[number].box
            if box.y1 > _ZONE * height if top else box.y0 < (1 - _ZONE) * height:
                continue
            text = page[number].text
            digits = tuple(int(d) for d in _DIGITS.findall(text))
            words = "".join(_DIGITS.sub("#", text).split())
            key = "#" if _PAGE_NUMBER.match(text) else words
            found.append(_Candidate(index, number, key, digits, box.y1, apart))
    return found


def _near(page: Sequence[Row]) -> tuple[range, bool]:
    """Return the rows from an edge up to the last wide gap near it, and whether there is one.

    A running head stands apart from the text; without a gap only the outermost row is doubted.
    """
    boxes = [row.box for row in page]
    gaps = [max(b.y0 - a.y1, a.y0 - b.y1) for a, b in pairwise(boxes)]
    usual = median(gaps) if gaps else 0.0
    wide = [i for i, gap in enumerate(gaps[:_ROWS]) if gap > usual + _APART]
    return range(max(wide) + 1 if wide else min(1, len(page))), bool(wide)


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
    """Tell whether rows alike but for numbers are one running head: numbers stay or count pages.

    Rows that no white parts from the text (附件1, 附件2 on top of their pages) must say the same
    on three pages or be bare page numbers.
    """
    pages = len({candidate.page for candidate in group})
    if pages < 2 or group[0].key == "#":
        return pages >= 2
    apart = sum(candidate.apart for candidate in group) >= _SHARE * len(group)
    counted = len({candidate.numbers for candidate in group}) > 1
    if (not apart and (pages < 3 or counted)) or (counted and group[0].key.startswith("附")):
        return False
    for column in zip(*(candidate.numbers for candidate in group), strict=True):
        offsets = {n - c.page for n, c in zip(column, group, strict=True)}
        if len(set(column)) > 1 and len(offsets) > 1:
            return False
    return True
