"""Page breaks that split a paragraph: told where another copy's paragraph runs on."""

from itertools import pairwise

from gazette.collate.apparatus import Apparatus
from gazette.collate.copy import Copy
from gazette.model.document import Role

SHORTEST = 12
"""A paragraph a page broke is longer than this; titles and names are not."""


BLANK = 2
"""Characters of the source between two halves of a paragraph: a line feed alone is but a line."""


def page_breaks(apparatus: Apparatus) -> tuple[tuple[int, ...], ...]:
    """Return, for each copy, the places in its key where a page or a column broke a sentence."""
    return tuple(
        tuple(at for at in broken_at(copy) if _runs_on_elsewhere(apparatus, index, at))
        for index, copy in enumerate(apparatus.copies)
    )


def broken_at(copy: Copy) -> tuple[int, ...]:
    """Return the places in a copy's key where a page or a column broke a paragraph.

    The break shows as a paragraph that stops in the middle of a sentence, or, where the paragraph
    has been joined again, as blank lines of the source that its text leaves out.
    """
    stops = {
        copy.normal.at(later.start)
        for earlier, later in pairwise(copy.pieces)
        if is_broken(earlier.block.text, earlier.block.role)
        and later.block.label is None
        and later.block.role is Role.PARAGRAPH
    }
    joints = {
        copy.normal.at(piece.start + later.at)
        for piece in copy.pieces
        if piece.block.role is Role.PARAGRAPH
        for earlier, later in pairwise(piece.block.trace)
        if later.start - (earlier.start + earlier.length) >= BLANK
    }
    return tuple(sorted(stops | joints))


def is_broken(text: str, role: Role) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence."""
    return (
        role is Role.PARAGRAPH
        and len(text) > SHORTEST
        and text[-1:] not in "。；：！？;:!?.”’）)》…"
    )


def _runs_on_elsewhere(apparatus: Apparatus, copy: int, at: int) -> bool:
    """Tell whether a paragraph of another copy runs on over a place where this one's stops."""
    alignments = apparatus.alignments
    in_base = at if copy == 0 else alignments[copy - 1].back(at)
    for index, other in enumerate(apparatus.copies):
        if index == copy:
            continue
        there = in_base if index == 0 else alignments[index - 1].across(in_base)
        if there not in other.starts:
            return True
    return False
