"""Whether two witnesses are copies of one document.

A number decides where both carry one; else the words do.  Documents of one family quote each other
at length, so what counts is how much of the shorter text stands in the longer one, letter by letter.
"""

from gazette.align import normalise
from gazette.model.document import Witness, text_of
from gazette.text.numbers import parse_number

GRAM = 5
"""Letters in a row that count as one piece of evidence."""
CONTAINED = 0.5
"""True pairs lie at 0.98 and above, other documents of the same family at 0.03 and below."""
COPIED = 0.9
"""As much as this is shared by copies only, whatever numbers they print."""
LEAST = 20
"""Fewer pieces than this say nothing."""


def same_document(a: Witness, b: Witness) -> bool:
    """Tell whether two witnesses are copies of one document."""
    numbers = _number(a), _number(b)
    if all(numbers):
        return numbers[0] == numbers[1] and containment(a, b) > 0
    return containment(a, b) >= CONTAINED


def same_text(a: Witness, b: Witness) -> bool:
    """Tell whether two witnesses read nearly alike from end to end, whatever numbers they print."""
    left, right = sorted((_grams(a), _grams(b)), key=len)
    shared = len(left & right)
    return shared >= LEAST and shared >= COPIED * len(left) and shared >= CONTAINED * len(right)


def containment(a: Witness, b: Witness) -> float:
    """Return the share of the shorter witness's letters-in-a-row that the longer one has too."""
    left, right = sorted((_grams(a), _grams(b)), key=len)
    if len(left) < LEAST:
        return float(bool(left) and left == right)
    return len(left & right) / len(left)


def _number(witness: Witness) -> str | None:
    """Return the witness's own number with its typography folded away."""
    printed = witness.meta.number or witness.meta.number_printed
    if not printed:
        return None
    parsed = parse_number(printed)
    return str(parsed) if parsed else normalise(printed).key


def _grams(witness: Witness) -> frozenset[str]:
    key = normalise(text_of(witness.parts)).key
    letters = "".join(char for char in key if char.isalnum())
    return frozenset(letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1))
