"""A text as it is to be printed, looked at once more: whatever copies it was settled from."""

from collections.abc import Iterator, Sequence

from gazette.model.document import Flag, Metadata, Part
from gazette.model.register import Register
from gazette.segment.flags.characters import KINDS, flag_of
from gazette.segment.flags.issuers import issuer_doubt
from gazette.segment.spam import gambling
from gazette.text.deceptive import deceptions


def look(parts: Sequence[Part], meta: Metadata, register: Register) -> tuple[Flag, ...]:
    """Return the grave flags of a settled text, one of each kind: no source, no span.

    Args:
        parts: The text.
        meta: What the document says about itself.
        register: The issuers that are known.
    """
    found: dict[str, Flag] = {}
    for flag in _flags(parts, meta, register):
        found.setdefault(flag.code, flag)
    return tuple(found.values())


def _flags(parts: Sequence[Part], meta: Metadata, register: Register) -> Iterator[Flag]:
    doubt = issuer_doubt(parts, meta, register)
    if doubt is not None:
        words, proposal, evidence = doubt
        yield Flag("issuer-mismatch", words, grave=True, proposal=proposal, evidence=evidence)
    for part in parts:
        for block in part.blocks:
            place = f" ({block.address})" if block.address else ""
            for each in deceptions(block.text):
                if KINDS[each.code][1]:
                    flag = flag_of(each, None)
                    yield Flag(flag.code, f"{flag.message[:-1]}{place}.", grave=True)
            if any(gambling(block.text)):
                yield Flag(
                    "gambling", f"Words stand here that advertise gambling{place}.", grave=True
                )
