"""From glyphs with places to lines in reading order; PDF and OFD share all of it.

The steps: rows (`page_rows`), running heads (`page_edges`), columns (`page_order`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazette.extract.layout import Draft
from gazette.extract.page_edges import furniture
from gazette.extract.page_order import drafts, find_gutters, share_gutters
from gazette.extract.page_rows import TURNED, Glyph, Row, rows
from gazette.extract.page_tables import Rule, ruled_rows
from gazette.model.source import LineKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: the rows a reader reads, and what stands aside of them."""

    rows: tuple[Row, ...]
    height: float
    """Points."""
    aside: tuple[Draft, ...] = ()
    recognised: bool = False
    """True when the text is the invisible layer of a recogniser over a scan."""


def sheet(
    glyphs: Sequence[Glyph],
    page: int,
    height: float,
    *,
    rules: Sequence[Rule] = (),
    recognised: bool = False,
) -> Sheet:
    """Gather the glyphs of a page into rows, and those no reader reads into lines aside.

    Args:
        glyphs: What the page shows or hides.
        page: Its number, counted from 1.
        height: Its height in points.
        rules: The lines drawn on it, which may make tables.
        recognised: Whether a recogniser made the text.
    """
    tabled, rest = ruled_rows([glyph for glyph in glyphs if glyph.aside is None], rules)
    shown = rows(rest)
    if tabled:
        shown = sorted([*shown, *tabled], key=lambda row: row.box.y1)
    return Sheet(tuple(shown), height, tuple(_aside(glyphs, page)), recognised)


def _aside(read: Sequence[Glyph], page: int) -> Iterator[Draft]:
    for note in dict.fromkeys(glyph.aside for glyph in read if glyph.aside):
        same = [glyph for glyph in read if glyph.aside == note]
        if note == TURNED:
            text = "".join(glyph.text for glyph in same)
            yield Draft(text, LineKind.FURNITURE, page, note=note)
            continue
        for row in rows(same):
            yield Draft(row.text, LineKind.HIDDEN, page, row.box, note=note)


def lay_out(sheets: Sequence[Sheet]) -> list[Draft]:
    """Write the lines of all pages in reading order, running heads where they stand."""
    heads = furniture([one.rows for one in sheets], [one.height for one in sheets])
    notes: list[dict[int, str]] = [{} for _ in sheets]
    for (page, place), note in heads.items():
        notes[page][place] = note
    bodies = [
        [row for place, row in enumerate(sheet.rows) if place not in marked]
        for sheet, marked in zip(sheets, notes, strict=True)
    ]
    gutters = share_gutters(bodies, [find_gutters(body) for body in bodies])
    written: list[Draft] = []
    for index, sheet in enumerate(sheets):
        edges = _edges(sheet.rows, notes[index], index + 1)
        body = drafts(bodies[index], gutters[index], index + 1)
        written += [*edges[0], *body, *edges[1], *sheet.aside]
    return written


def _edges(
    sheet: Sequence[Row], notes: dict[int, str], page: int
) -> tuple[list[Draft], list[Draft]]:
    """Write the furniture above the text and that below it."""
    first = min((place for place in range(len(sheet)) if place not in notes), default=0)
    above: list[Draft] = []
    below: list[Draft] = []
    for place, note in sorted(notes.items()):
        row = sheet[place]
        side = above if place < first else below
        side.append(Draft(row.text, LineKind.FURNITURE, page, row.box, note=note))
    return above, below
