"""Rulings found again: by what they say, never by where they stood."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazette.model.collation import Ruling, Variant
from gazette.text.fold import fold

LEAST_CONTEXT = 6
"""As many letters on either side must agree; a neighbour that was ruled on since may differ."""


def apply(
    variants: Iterable[Variant], rulings: Sequence[Ruling]
) -> tuple[list[Variant], tuple[Ruling, ...]]:
    """Give each variant the ruling that answers it.

    Returns:
        The variants, and the rulings whose place has vanished or changed.
    """
    left = list(rulings)
    ruled: list[Variant] = []
    for variant in variants:
        answer = next((ruling for ruling in left if answers(ruling, variant)), None)
        if answer is not None:
            left.remove(answer)
        ruled.append(replace(variant, ruling=answer))
    return ruled, tuple(left)


def answers(ruling: Ruling, variant: Variant) -> bool:
    """Tell whether `ruling` was made on what `variant` says."""
    return _same_readings(ruling, variant) and _same_place(ruling, variant)


def _same_readings(ruling: Ruling, variant: Variant) -> bool:
    """Every source of the ruling that is here reads as it did; no reading is here that was not.

    A copy that came in since may take a side; one that brings a new reading opens the case again.
    """
    seen = {sha256: fold(text) for sha256, text in ruling.readings}
    known = set(seen.values())
    here = {sha256: fold(reading.text) for sha256, reading in variant.readings}
    if any(seen.get(sha256, text) != text for sha256, text in here.items()):
        return False
    return set(here.values()) == known


def _same_place(ruling: Ruling, variant: Variant) -> bool:
    before, after = fold(ruling.before), fold(ruling.after)
    return _agree(before[::-1], fold(variant.before)[::-1]) and _agree(after, fold(variant.after))


def _agree(one: str, other: str) -> bool:
    """Tell whether two contexts agree from the place outward, as far as both are known."""
    room = min(len(one), len(other), LEAST_CONTEXT)
    enough = room == LEAST_CONTEXT or len(one) == len(other)
    return enough and one[:room] == other[:room]
