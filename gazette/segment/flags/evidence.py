"""Where a field or a block of a witness stands in its source."""

from gazette.model.document import Block, Witness
from gazette.model.source import Span


def span_of(witness: Witness, name: str) -> Span | None:
    """Return the stretch that says a field, `None` where none does."""
    return next((span for field, span in witness.evidence if field == name), None)


def place_of(block: Block) -> Span | None:
    """Return the stretch of the source a block was read from."""
    if not block.trace:
        return None
    first, last = block.trace[0], block.trace[-1]
    return Span(first.start, last.start + last.length)
