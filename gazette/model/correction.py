"""Errata (更正): dated patches over a text that itself stays as it was issued."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Correction:
    """One erratum: what stands in the text, and what is to be read instead."""

    find: str
    """Words of one block of the text, found there exactly once."""
    replace: str
    reason: str
    on: date
    """The day of the erratum; before it the text reads as issued."""
    by: str | None = None
