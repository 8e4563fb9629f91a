"""Gaps and repeats in the numbering: an article lost on the way is found here, not by a reader."""

from gazette.model.document import Flag, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import place_of
from gazette.structure import breaks

MOST = 20
"""More breaks than this in one document say no more."""


def numbering(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each place where the count does not go on by one."""
    flags: list[Flag] = []
    for part in witness.parts:
        places = {block.address: place_of(block) for block in reversed(part.blocks)}
        for each in breaks(part.blocks):
            gap = each.found > each.expected
            word = "is missing before it" if gap else "was expected"
            message = f"The count breaks at {each.address}: number {each.expected} {word}."
            code = "numbering-gap" if gap else "numbering-repeat"
            flags.append(Flag(code, message, witness.source, places.get(each.address)))
    return flags[:MOST]
