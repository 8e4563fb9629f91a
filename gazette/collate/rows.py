"""Variants in rows of signatories, and the rows of the settled text."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gazette.collate.apparatus import CONTEXT, Apparatus
from gazette.collate.evidence import Voice, say, verdict
from gazette.collate.ids import variant_id
from gazette.collate.settled import Cell, Draft, best_structure
from gazette.collate.signatures import (
    BETWEEN,
    Name,
    Row,
    by_columns,
    differing_names,
    disorder,
    orders_differ,
    read_row,
)
from gazette.model.collation import Reading, Severity, Variant, VariantClass
from gazette.model.document import Role
from gazette.model.source import Span
from gazette.text.fold import fold


@dataclass(frozen=True, slots=True)
class RowVariant:
    """A variant in a row of signatories."""

    row: int
    at: int
    """Where the row stands in the base's key."""
    variant: Variant
    name: str | None = None
    """For a name spelt two ways: how the base writes it; empty where the base lacks it."""


def rows_of(apparatus: Apparatus, row: int) -> list[Row]:
    """Return one row of signatories as each copy has it."""
    return [read_row(copy, copy.signers[row]) for copy in apparatus.copies]


def row_place(apparatus: Apparatus, row: int, copy: int = 0) -> int:
    """Return where a row stands in the base's key, as a copy has it."""
    held = apparatus.copies[copy]
    before = held.signers[row].before
    if before == len(held.pieces):
        return len(apparatus.copies[0].normal.key)
    at = held.normal.at(held.pieces[before].start)
    return at if copy == 0 else apparatus.alignments[copy - 1].back(at)


def row_variants(apparatus: Apparatus) -> list[RowVariant]:
    """Return the variants of all rows: names first, then one for the order of the row."""
    found: list[RowVariant] = []
    for row in range(len(apparatus.copies[0].signers)):
        rows = rows_of(apparatus, row)
        found += [
            _name_variant(apparatus, row, rows, locus.names) for locus in differing_names(rows)
        ]
        if orders_differ(rows):
            found.append(_order_variant(apparatus, row, rows))
    return found


def _context(apparatus: Apparatus, row: int) -> tuple[int, str, str]:
    at = row_place(apparatus, row)
    key = apparatus.copies[0].normal.key
    return at, key[max(0, at - CONTEXT) : at], key[at : at + CONTEXT]


def _name_variant(
    apparatus: Apparatus, row: int, rows: Sequence[Row], names: Sequence[Name | None]
) -> RowVariant:
    at, before, after = _context(apparatus, row)
    lacking = any(name is None for name in names)
    readings = []
    for copy, each, name in zip(apparatus.copies, rows, names, strict=True):
        end = each.span.end
        reading = Reading(name.text, name.span) if name else Reading("", Span(end, end))
        readings.append((copy.sha256, reading))
    variant = Variant(
        id=variant_id((fold(reading.text) for _, reading in readings), before, after),
        address="",
        kind=VariantClass.OMISSION if lacking else VariantClass.WORDING,
        severity=Severity.GRAVE,
        readings=tuple(readings),
        before=before,
        after=after,
    )
    return RowVariant(row, at, variant, name=names[0].key if names[0] else "")


def _order_variant(apparatus: Apparatus, row: int, rows: Sequence[Row]) -> RowVariant:
    at, before, after = _context(apparatus, row)
    voices = _voices(rows, apparatus.copies[0].normal.key)
    said, confidence = verdict(voices)
    suggestion = next((each.text for each in rows if fold(each.text) == said), None)
    readings = tuple(
        (copy.sha256, Reading(each.text, each.span))
        for copy, each in zip(apparatus.copies, rows, strict=True)
    )
    variant = Variant(
        id=variant_id((fold(each.text) for each in rows), before, after),
        address="",
        kind=VariantClass.SIGNATURE_ORDER,
        severity=Severity.MINOR,
        readings=readings,
        before=before,
        after=after,
        suggestion=suggestion,
        confidence=confidence,
        evidence=tuple(dict.fromkeys(voice.sentence for voice in voices)),
    )
    return RowVariant(row, at, variant)


def _voices(rows: Sequence[Row], key: str) -> list[Voice]:
    """What speaks for an order: another is its reading by columns; the text names organs so."""
    columns = [
        Voice(frozenset({fold(one.text)}), 1.2, say("columns"))
        for one in rows
        for other in rows
        if one.keys != other.keys and by_columns(one.keys) == other.keys
    ]
    unlike = {row.keys: disorder(row.keys, key) for row in rows}
    least = min(unlike.values())
    named = [
        Voice(frozenset({fold(row.text)}), 1.5, say("order"))
        for row in rows
        if unlike[row.keys] == least and 3 * least <= max(unlike.values())
    ]
    return columns + (named if least < max(unlike.values()) else [])


def row_drafts(
    apparatus: Apparatus, drafts: Iterable[Draft], variants: Sequence[RowVariant]
) -> Iterator[Draft]:
    """Put the settled rows of signatories among the blocks of the settled text."""
    copies = apparatus.copies
    end = len(copies[0].normal.key)
    best = best_structure(apparatus)
    rows = deque(
        sorted((row_place(apparatus, row, best), row) for row in range(len(copies[0].signers)))
    )
    for draft in drafts:
        while rows and rows[0][0] <= draft.start and rows[0][0] != end:
            yield from _as_drafts(apparatus, best, rows.popleft(), variants)
        yield draft
    for placed in rows:
        yield from _as_drafts(apparatus, best, placed, variants)


def _as_drafts(
    apparatus: Apparatus, best: int, placed: tuple[int, int], variants: Sequence[RowVariant]
) -> Iterator[Draft]:
    """Yield the names of a row that stands at a place in the base's key."""
    at, row = placed
    mine = [variant for variant in variants if variant.row == row]
    part = apparatus.copies[best].signers[row].part
    for cells in _settled_row(apparatus, row, mine):
        yield Draft(at, Role.SIGNATORY, part, cells)


def _settled_row(
    apparatus: Apparatus, row: int, variants: Sequence[RowVariant]
) -> list[tuple[Cell, ...]]:
    """Return the names of a row as the rulings, else the base, have them."""
    base = rows_of(apparatus, row)[0]
    sha256 = apparatus.copies[0].sha256
    touched = {each.name: each.variant for each in variants if each.name}
    added = [each.variant for each in variants if each.name == ""]
    order = next((each.variant for each in variants if each.name is None), None)
    open_order = order.id if order else None
    names = {name.key: _name_cells(name, sha256, touched, open_order) for name in base.names}
    for variant in added:
        if variant.ruling and variant.ruling.text:
            cells = tuple(Cell(c, "ruling", None, None, variant.id) for c in variant.ruling.text)
            names[fold(variant.ruling.text)] = cells
    if order and order.ruling:
        return _ruled_order(names, order)
    return [cells for cells in names.values() if cells]


def _name_cells(
    name: Name, sha256: str, touched: Mapping[str, Variant], order: str | None
) -> tuple[Cell, ...]:
    variant = touched.get(name.key)
    if variant and variant.ruling:
        return tuple(Cell(char, "ruling", None, None, variant.id) for char in variant.ruling.text)
    open_ = variant.id if variant else order
    why = "precedence" if open_ else "witness"
    return tuple(
        Cell(char, why, sha256, name.span.start + at, open_) for at, char in enumerate(name.text)
    )


def _ruled_order(names: dict[str, tuple[Cell, ...]], order: Variant) -> list[tuple[Cell, ...]]:
    """Put the names in the order ruled on; the letters themselves stay their copy's own."""
    text = order.ruling.text if order.ruling else ""
    wanted = [fold(name) for name in text.split(BETWEEN)]
    rank = {key: place for place, key in enumerate(wanted)}
    settled = [cells for cells in names.values() if cells]
    settled.sort(key=lambda cells: rank.get(fold("".join(c.char for c in cells)), len(rank)))
    return [
        tuple(cell._replace(why="ruling", ruling=order.id) for cell in cells) for cells in settled
    ]
