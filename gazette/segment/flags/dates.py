"""The year of a document's number held against the day it was signed."""

from gazette.model.document import Flag, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import span_of
from gazette.text.numbers import parse_number


def number_year(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a number of another year than the date of issue: one of the two is wrong."""
    number, issued = parse_number(witness.meta.number or ""), witness.meta.issued
    if number is None or issued is None or number.year == issued.year:
        return []
    message = f"The number {number} is of another year than the date of issue, {issued}."
    place = span_of(witness, "issued") or span_of(witness, "number")
    return [Flag("number-year", message, witness.source, place)]
