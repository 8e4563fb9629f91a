"""Days and years held against each other and against the calendar."""

import re
from collections.abc import Iterator

from gazette.model.document import Block, Flag, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import blocks_of, source_of, span_of
from gazette.text.numbers import find_numbers, parse_number

_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
_MONTH = re.compile(r"(?<!\d)\d{4}\s?年\s?(?P<month>\d{1,2})\s?月")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number_year(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a number of another year than the date of issue: one of the two is wrong."""
    number, issued = parse_number(witness.meta.number or ""), witness.meta.issued
    if number is None or issued is None or number.year == issued.year:
        return []
    message = f"The number {number} is of another year than the date of issue, {issued}."
    place = span_of(witness, "issued") or span_of(witness, "number")
    return [Flag("number-year", message, witness.source, place)]


def impossible_days(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each day that no calendar has: 6月80日, 2024年15月."""
    return [
        Flag(
            "impossible-date",
            f"No calendar has “{block.text[start:end]}”.",
            witness.source,
            source_of(block, start, end),
        )
        for block in blocks_of(witness)
        for start, end in _impossible(block)
    ]


def _impossible(block: Block) -> Iterator[tuple[int, int]]:
    for match in _DAY.finditer(block.text):
        month = int(match["month"])
        if not 1 <= month <= 12 or not 1 <= int(match["day"]) <= _LONGEST[month - 1]:
            yield match.span()
    for match in _MONTH.finditer(block.text):
        if not 1 <= int(match["month"]) <= 12:
            yield match.span()


def later_citations(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each document cited whose number is of a later year than the text that cites it."""
    issued = witness.meta.issued
    if issued is None:
        return []
    return [
        Flag(
            "later-citation",
            f"{found.number} is cited in a text of {issued.year}.",
            witness.source,
            source_of(block, found.start, found.end),
        )
        for block in blocks_of(witness)
        for found in find_numbers(block.text)
        if found.number.year > issued.year and str(found.number) != witness.meta.number
    ]
