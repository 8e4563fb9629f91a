"""What an editor should look at: an ordered, visible list of checks.

A check of a document takes the draft and the witness and returns its flags; a check of a page
takes the draft and the witnesses.  Nothing is mended here: a flag quarantines a stretch.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from gazette.model.document import Flag, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.announced import attachment_missing, signatories_count, title_missing
from gazette.segment.flags.characters import characters, lost_characters, page_characters
from gazette.segment.flags.contact import contacts
from gazette.segment.flags.dates import impossible_days, later_citations, number_year
from gazette.segment.flags.hidden import hidden_text
from gazette.segment.flags.issuers import issuer_mismatch, issuer_missing, repeated_name
from gazette.segment.flags.numbering import numbering
from gazette.segment.flags.spam import advertised, link_spam
from gazette.segment.flags.strangers import strange_organs

CHECKS: tuple[Callable[[Draft, Witness], list[Flag]], ...] = (
    title_missing,
    issuer_mismatch,
    issuer_missing,
    repeated_name,
    strange_organs,
    number_year,
    impossible_days,
    later_citations,
    signatories_count,
    attachment_missing,
    numbering,
    lost_characters,
    characters,
    advertised,
    contacts,
    hidden_text,
)
PAGE_CHECKS: tuple[Callable[[Draft, Sequence[Witness]], list[Flag]], ...] = (
    link_spam,
    page_characters,
)


def flagged(draft: Draft, witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """Return the witnesses with their flags."""
    return tuple(
        replace(witness, flags=tuple(flag for check in CHECKS for flag in check(draft, witness)))
        for witness in witnesses
    )


def page_flags(draft: Draft, witnesses: Sequence[Witness]) -> tuple[Flag, ...]:
    """Return the flags of the page as a whole."""
    return tuple(flag for check in PAGE_CHECKS for flag in check(draft, witnesses))
