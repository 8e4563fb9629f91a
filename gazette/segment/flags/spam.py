"""Links hung on a page, and the words of gambling put into a text."""

from collections.abc import Iterator, Sequence

from gazette.model.document import Block, Flag, Witness
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.flags.evidence import source_of
from gazette.segment.quarantine import EDGE, REASON
from gazette.segment.spam import gambling, is_row_of_names

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
    return [
        flag
        for part in witness.parts
        for block in part.blocks
        for flag in _in_block(block, witness.source)
    ]


def _in_block(block: Block, source: str | None) -> Iterator[Flag]:
    for start, end in gambling(block.text):
        yield Flag(
            "gambling",
            "Words stand here that advertise gambling.",
            source,
            source_of(block, start, end),
            grave=True,
            proposal="",
            evidence=("The words are those of hijacked pages and stand in no law.",),
        )
