"""The rules of segmentation, in order.

Each takes a draft and returns it with more known.  The order is the argument: what the medium
and the page set apart goes first, then lines are cut into paragraphs, then documents are found.
"""

from collections.abc import Callable

from gazette.model.document import Furniture
from gazette.model.register import Register
from gazette.model.source import Extraction, Span
from gazette.segment.breaks import breaks
from gazette.segment.card import card
from gazette.segment.clutter import bullets, clutter
from gazette.segment.draft import Draft
from gazette.segment.frontmatter import front_matter
from gazette.segment.lost import lost_marks, mend
from gazette.segment.openings import openings, strays
from gazette.segment.pieces import pieces
from gazette.segment.quarantine import quarantine
from gazette.segment.stamps import stamps
from gazette.segment.tails import tails

Rule = Callable[[Draft], Draft]

RULES: tuple[Rule, ...] = (
    stamps,
    card,
    clutter,
    quarantine,
    front_matter,
    bullets,
    breaks,
    openings,
    tails,
    strays,
)


def draft_of(extraction: Extraction, register: Register) -> Draft:
    """Return the draft the rules start from."""
    spaces, others = lost_marks(extraction.text)
    text = mend(extraction.text, spaces)
    asides = tuple(Furniture(Span(at, at + 1), "lost space") for at in spaces)
    return Draft(
        extraction, register, text, pieces(extraction, text), lost=tuple(others), asides=asides
    )


def run(draft: Draft) -> Draft:
    """Apply every rule in order."""
    for rule in RULES:
        draft = rule(draft)
    return draft


def alone(draft: Draft) -> Draft:
    """Cut the lines of a text that is one document into paragraphs, and nothing more."""
    return breaks(draft)
