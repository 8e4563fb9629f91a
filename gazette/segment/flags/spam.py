"""Links hung on a page, and the words of gambling put into a text."""

from collections.abc import Sequence
from itertools import accumulate

from gazette.model.document import Block, Flag, Witness
from gazette.model.source import Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.flags.evidence import blocks_of, source_of
from gazette.segment.quarantine import EDGE, REASON
from gazette.segment.spam import gambling, is_row_of_names

ADVERTISES = "Words stand here that advertise gambling."
SHOWN = 40
"""Letters of a line that a message quotes."""
LONGEST = 400
"""A longer line is no line of links."""


def link_spam(draft: Draft, witnesses: Sequence[Witness]) -> list[Flag]:
    """Flag lines outside the documents that hang links on the page; none of them is printed."""
    outside = [piece for piece in draft.pieces if piece.tag is not Tag.TEXT]
    last = {id(piece) for piece in outside[-EDGE:]}
    return [
        Flag(
            "link-spam",
            f"A line outside the documents hangs links on the page: “{draft.read(piece)[:SHOWN]}”.",
            draft.extraction.source.sha256,
            piece.span,
        )
        for piece in outside
        if piece.reason == REASON or _is_spam(draft, piece, at_end=id(piece) in last)
    ]


def _is_spam(draft: Draft, piece: Piece, *, at_end: bool) -> bool:
    text = draft.read(piece)
    if len(text) > LONGEST:
        return False
    return any(gambling(text)) or (at_end and is_row_of_names(text))


def advertised(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each stretch inside a document that advertises gambling; a build refuses it."""
    blocks = list(blocks_of(witness))
    starts = [0, *accumulate(len(block.text) for block in blocks)]
    return [
        Flag(
            "gambling",
            ADVERTISES,
            witness.source,
            _span(blocks, starts, start, end),
            grave=True,
            proposal="",
            evidence=("The words are those of hijacked pages and stand in no law.",),
        )
        for start, end in gambling("".join(block.text for block in blocks))
    ]


def _span(blocks: Sequence[Block], starts: Sequence[int], start: int, end: int) -> Span | None:
    """Return where a stretch of the blocks, joined to one text, stands in the source."""
    found = [
        span
        for block, at in zip(blocks, starts, strict=False)
        if (span := source_of(block, max(0, start - at), end - at))
    ]
    return Span(found[0].start, found[-1].end) if found else None
