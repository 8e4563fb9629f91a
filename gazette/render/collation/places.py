"""Where in the settled text a variant stands, and the sentence around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gazette.model.collation import Collation, Variant, VariantClass
from gazette.model.document import Part
from gazette.text.fold import fold, fold_map

AROUND = 42
"""Letters of context shown on either side where no sentence ends before."""
_ENDS = "。；！？"
_NEAR = 8
"""Letters of context by which a place without letters of its own is found."""
_WIDE = str.maketrans(
    {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of a block of the settled text."""

    part: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before and after a variant, in the typography of the settled text."""

    before: str
    after: str


def locate(collation: Collation, variant: Variant) -> Place | None:
    """Return where a variant stands in the settled text; `None` for a row of signatories."""
    if variant.kind is VariantClass.SIGNATURE_ORDER:
        return None
    mine = [origin for origin in collation.origins if origin.ruling == variant.id]
    if mine:
        first, last = mine[0], mine[-1]
        if (first.part, first.block) == (last.part, last.block):
            return Place(first.part, first.block, first.start, last.end)
        return Place(
            first.part, first.block, first.start, _length(collation.parts, first.part, first.block)
        )
    return _by_context(collation.parts, variant)


def _length(parts: Sequence[Part], part: int, block: int) -> int:
    return len(parts[part].blocks[block].text)


def _by_context(parts: Sequence[Part], variant: Variant) -> Place | None:
    """Find a place whose settled reading is empty by the letters around it."""
    reading = fold(variant.ruling.text) if variant.ruling else ""
    before, after = variant.before[-_NEAR:], variant.after[:_NEAR]
    for part_index, part in enumerate(parts):
        for block_index, block in enumerate(part.blocks):
            key, where = _folded(block.text)
            at = key.find(before + reading + after) if before and after else -1
            if at < 0:
                continue
            start = at + len(before)
            left = where[start - 1] + 1
            right = where[start + len(reading)] if reading else left
            return Place(part_index, block_index, left, right)
    return None


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, list[int]]:
    return fold_map(text)


def context(collation: Collation, variant: Variant) -> Context:
    """Return the sentence around a variant, or the folded letters that are kept with it."""
    place = locate(collation, variant)
    if place is None:
        return Context(variant.before.translate(_WIDE), variant.after.translate(_WIDE))
    text = collation.parts[place.part].blocks[place.block].text
    left = max(place.start - AROUND, max(text.rfind(mark, 0, place.start) for mark in _ENDS) + 1)
    ends = [at + 1 for mark in _ENDS if (at := text.find(mark, place.end)) >= 0]
    right = min([place.end + AROUND, len(text), *ends])
    lead = "…" if left and text[left - 1] not in _ENDS else ""
    tail = "…" if right < len(text) and text[right - 1] not in _ENDS else ""
    return Context(lead + text[left : place.start], text[place.end : right] + tail)
