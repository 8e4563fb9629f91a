"""Characters that deceive the eye or show nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from gazette.model.document import Flag, Witness
from gazette.model.source import Span
from gazette.segment.draft import Draft
from gazette.text.fold import INVISIBLE, is_han

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_LAYOUT = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")
_SUSPECT = re.compile(r"[^\x20-\x7e\n\u3000-\u303f\u3400-\u9fff\uff01-\uff60“”‘’—…·《》〈〉①-⑳]")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]{1,2}")


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in _LAYOUT


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"


def _is_compatible(char: str) -> bool:
    """Tell whether a character is a double of a Chinese one: a radical or compatibility form."""
    code = ord(char)
    return 0xF900 <= code <= 0xFAFF or 0x2E80 <= code <= 0x2FDF or 0x2F800 <= code <= 0x2FA1F


_CLASSES: tuple[tuple[str, Callable[[str], bool], str, bool], ...] = (
    ("bidi", lambda char: char in _BIDI, "controls that turn the direction of writing", True),
    (
        "invisible-characters",
        lambda char: char in INVISIBLE,
        "characters that show nothing",
        False,
    ),
    ("replacement-character", lambda char: char == "\ufffd", "characters lost in decoding", True),
    ("control-characters", _is_control, "control characters", True),
    ("private-use", _is_private, "characters of no standard, perhaps a rare one in a name", False),
    ("compatibility-ideograph", _is_compatible, "doubles of Chinese characters", True),
)
"""Code of the flag, test, what the message calls them, and whether a build refuses them."""


def characters(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag the characters of a document that deceive or show nothing."""
    return _flags(draft, [witness.span])


def page_characters(draft: Draft, witnesses: Sequence[Witness]) -> list[Flag]:
    """Flag such characters on the page around the documents."""
    edges = [0, *(edge for witness in witnesses for edge in witness.span), len(draft.text)]
    return _flags(draft, [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)])


def _flags(draft: Draft, spans: Iterable[Span]) -> list[Flag]:
    found: dict[str, list[int]] = {}
    for span in spans:
        for match in _SUSPECT.finditer(draft.extraction.text, *span):
            for code, test, _, _ in _CLASSES:
                if test(match[0]):
                    found.setdefault(code, []).append(match.start())
                    break
        for at in _look_alikes(draft.extraction.text, span):
            found.setdefault("look-alike", []).append(at)
    told = {code: (words, grave) for code, _, words, grave in _CLASSES}
    told["look-alike"] = ("foreign letters inside Chinese words, which look like others", True)
    return [
        Flag(
            code,
            f"{len(places)} {told[code][0]}; the first is U+{ord(draft.extraction.text[places[0]]):04X}.",
            draft.extraction.source.sha256,
            Span(places[0], places[0] + 1),
            grave=told[code][1],
        )
        for code, places in found.items()
    ]


def _look_alikes(text: str, span: Span) -> Iterable[int]:
    """Find Cyrillic and Greek letters set in a Chinese or Latin word.

    A Greek letter by itself may be a unit or a symbol; beside a Latin letter it is neither.
    """
    for match in _FOREIGN.finditer(text, *span):
        around = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        cyrillic = match[0] >= "\u0400"
        if any(char.isascii() and char.isalpha() for char in around) or (
            cyrillic and len(around) == 2 and all(map(is_han, around))
        ):
            yield match.start()


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
