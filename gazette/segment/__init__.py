"""From an extraction to witnesses, by an ordered, visible list of rules."""

from gazette.model.document import Segmentation
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment import contents
from gazette.segment.flags import flagged, page_flags
from gazette.segment.flags.printed import look
from gazette.segment.ledger import furniture
from gazette.segment.parts import read_parts
from gazette.segment.rules import draft_of, run
from gazette.segment.witness import witnesses

__all__ = ["look", "read_parts", "segment"]


def segment(extraction: Extraction, register: Register) -> Segmentation:
    """Cut a source into the documents it carries.

    Args:
        extraction: The source as it was read.
        register: The issuers that are known.

    Returns:
        The documents in the order they stand, and everything else as furniture: the texts of all
        blocks and the furniture are together every character of the source that is no white space.
    """
    draft = run(draft_of(extraction, register))
    entries, told = contents.match(draft.contents, witnesses(draft))
    found = flagged(draft, told)
    missing = contents.without_body(entries, extraction.source.sha256)
    return Segmentation(
        found, furniture(draft, found), entries, (*missing, *page_flags(draft, found))
    )
