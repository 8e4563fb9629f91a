"""Text inside a document that the page does not show: recorded, never merged."""

import re

from gazette.model.document import Flag, Witness
from gazette.model.source import LineKind, Span
from gazette.segment.draft import Draft

SHOWN = 40
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")


def hidden_text(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each stretch in the midst of a document that its page hides from readers."""
    return [
        Flag(
            "hidden-text",
            f"The page hides words inside the document ({line.note or 'not shown'}); they are set "
            f"aside: “{draft.text[line.start : line.end][:SHOWN]}”.",
            witness.source,
            Span(line.start, line.end),
        )
        for line in draft.extraction.lines
        if line.kind is LineKind.HIDDEN
        and witness.span.start < line.start
        and line.end < witness.span.end
        and _WORDS.search(draft.text, line.start, line.end)
    ]
