"""Characters that deceive the eye or show nothing."""

from collections.abc import Iterable, Sequence
from itertools import islice

from gazette.model.document import Flag, Witness
from gazette.model.source import Span
from gazette.segment.draft import Draft
from gazette.text import deceptive
from gazette.text.deceptive import Deception, deceptions

MOST = 20
"""More places of one kind than this say no more: the last flag tells how many there are."""
KINDS: dict[str, tuple[str, bool]] = {
    deceptive.BIDI: ("A control that turns the direction of writing", True),
    deceptive.INVISIBLE_CODE: ("A character that shows nothing", False),
    deceptive.UNSEEN: ("A character that shows nothing and stays in the text", True),
    deceptive.REPLACEMENT: ("A character that was lost in decoding", True),
    deceptive.CONTROL: ("A control character", True),
    deceptive.PRIVATE: ("A character of no standard, perhaps a rare one in a name", False),
    deceptive.COMPATIBLE: ("A double of a Chinese character", True),
    deceptive.MIXED: ("A wide letter or digit among narrow ones", False),
    deceptive.LOOK_ALIKE: ("A character of another script that looks like one of ours", True),
}
"""For each kind: what the message calls it, and whether a build refuses it.

Invisible ones are stripped from every text and listed as set aside; private ones may be right.
"""


def characters(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag the characters of a document that deceive or show nothing."""
    return _flags(draft, [witness.span])


def page_characters(draft: Draft, witnesses: Sequence[Witness]) -> list[Flag]:
    """Flag such characters on the page around the documents; nothing of it is printed."""
    edges = [0, *(edge for witness in witnesses for edge in witness.span), len(draft.text)]
    return _flags(draft, [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)])


def _flags(draft: Draft, spans: Iterable[Span]) -> list[Flag]:
    text = draft.extraction.text
    found: dict[str, list[Deception]] = {}
    for span in spans:
        for each in deceptions(text, *span):
            found.setdefault(each.code, []).append(each)
    return [
        flag_of(each, draft.extraction.source.sha256, more=count - MOST if at == MOST else 0)
        for places in found.values()
        for count in [len(places)]
        for at, each in enumerate(islice(places, MOST), 1)
    ]


def flag_of(found: Deception, source: str | None, *, more: int = 0) -> Flag:
    """Return the flag of one character, with what it most likely stands for.

    Args:
        found: The character.
        source: SHA-256 of the source it was seen in; `None` for a text that was settled.
        more: How many others of its kind are not flagged one by one.
    """
    words, grave = KINDS[found.code]
    rest = f" ({more} more of the kind follow)" if more > 0 else ""
    meant = deceptive.plain(found.char)
    evidence = (f"U+{ord(found.char):04X} folds to “{meant}”.",) if meant else ()
    return Flag(
        found.code,
        f"{words}: U+{ord(found.char):04X}{rest}.",
        source,
        Span(found.at, found.at + 1),
        grave=grave,
        proposal=meant,
        evidence=evidence,
    )


def lost_characters(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a question mark that stands for a lost character; which one, the source cannot say."""
    places = [at for at in draft.lost if witness.span.start <= at < witness.span.end]
    return [
        Flag(
            "lost-character",
            "A “?” stands here for a character that was lost, most likely the next circled number.",
            witness.source,
            Span(at, at + 1),
        )
        for at in places
    ]
