"""Where a field or a block of a witness stands in its source."""

from collections.abc import Iterator

from gazette.model.document import Block, Witness
from gazette.model.source import Span


def span_of(witness: Witness, name: str) -> Span | None:
    """Return the stretch that says a field, `None` where none does."""
    return next((span for field, span in witness.evidence if field == name), None)


def blocks_of(witness: Witness) -> Iterator[Block]:
    """Yield all blocks of a witness in order."""
    for part in witness.parts:
        yield from part.blocks


def place_of(block: Block) -> Span | None:
    """Return the stretch of the source a block was read from."""
    if not block.trace:
        return None
    first, last = block.trace[0], block.trace[-1]
    return Span(first.start, last.start + last.length)


def source_of(block: Block, start: int, end: int) -> Span | None:
    """Return where the characters `[start, end)` of a block's text stand in its source."""
    inside = [
        (
            run.start + max(start, run.at) - run.at,
            run.start + min(end, run.at + run.length) - run.at,
        )
        for run in block.trace
        if run.at < end and start < run.at + run.length
    ]
    return Span(inside[0][0], inside[-1][1]) if inside else None
