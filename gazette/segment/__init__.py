"""From an extraction to witnesses, by an ordered, visible list of rules."""

from gazette.model.document import Segmentation
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment.ledger import furniture
from gazette.segment.rules import draft_of, run
from gazette.segment.witness import witnesses

__all__ = ["segment"]


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
    found = witnesses(draft)
    return Segmentation(found, furniture(draft, found), draft.contents, draft.flags)
