"""What was hung below the text of a page is set aside as such, and never joins a document."""

import re
from dataclasses import replace

from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.grammar import is_date_line
from gazette.segment.spam import gambling, is_row_of_names, names_brands

REASON = "quarantined: links hung on the page"
EDGE = 6
"""Lines from the end of the page at which such lines hang."""
_ENDED = re.compile(r"[。！？；.!?;）)」”]$")


def quarantine(draft: Draft) -> Draft:
    """Set rows of bare names below the last text aside, and lines that only advertise."""
    marked = list(draft.pieces)
    for index in range(max(0, len(marked) - EDGE), len(marked)):
        if marked[index].tag is Tag.TEXT and _hangs(draft, marked, index):
            marked[index] = marked[index].set_aside(REASON)
    return replace(draft, pieces=tuple(marked))


def _hangs(draft: Draft, pieces: list[Piece], index: int) -> bool:
    """Tell whether a line hangs below a text that has ended, or says by itself what it is."""
    text = draft.read(pieces[index])
    if _advertises(text):
        return True
    if not is_row_of_names(text):
        return False
    above = pieces[index - 1] if index else None
    if above is None or above.tag is not Tag.TEXT or names_brands(text):
        return True
    words = draft.read(above)
    return bool(_ENDED.search(words)) or is_date_line(words)


def _advertises(text: str) -> bool:
    """Tell whether a short line holds little else than what advertises gambling."""
    if len(text) > 80 or _ENDED.search(text):
        return False
    told = sum(end - start for start, end in gambling(text))
    return 2 * told >= len(text)
