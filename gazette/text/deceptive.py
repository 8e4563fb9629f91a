"""Characters that deceive the eye or show nothing, and what they most likely stand for.

A short list of classes, in order; the first that claims a character names it.  Nothing is mended
here: `plain` proposes, an editor decides.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gazette.text.fold import INVISIBLE, is_han

BIDI = "bidi"
INVISIBLE_CODE = "invisible-characters"
UNSEEN = "unseen-characters"
REPLACEMENT = "replacement-character"
CONTROL = "control-characters"
PRIVATE = "private-use"
COMPATIBLE = "compatibility-ideograph"
LOOK_ALIKE = "look-alike"
MIXED = "mixed-width"

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_LAYOUT = frozenset("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
"""Shown as nothing though they are letters, marks or signs."""
_UNIFIED = frozenset(map(chr, (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23,
                               0xFA24, 0xFA27, 0xFA28, 0xFA29)))  # fmt: skip
"""Twelve characters in the block of compatibility ideographs that are doubles of none."""
_SUSPECT = re.compile(
    r"[^\x20-\x7e\n\u3000-\u303f\u3400-\u9fff\uff01-\uff60\u2018\u2019\u201c\u201d—…·①-⑳]"
)
"""What is no everyday character of a Chinese text; only these are looked at more closely."""
_KANA = {
    "ニ": "二", "ハ": "八", "カ": "力", "タ": "夕", "ロ": "口", "エ": "工", "ト": "卜", "ー": "一",
    "へ": "八", "ヘ": "八", "ㅡ": "一", "ㅣ": "丨", "ㄧ": "一", "ㄚ": "丫",
}  # fmt: skip
_LETTERS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ",
        "ABESIJKMHOPCTYXaeopcyxsijhdqw" + "ABEZHIKMNOPTYXavopux",
        strict=True,
    )
)
"""Letters of other scripts by the Latin letter they look like."""
_GREEK = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")
"""Those that stand for no unit and no variable, for they look like a Latin letter each."""
_FIGURE = re.compile(r"(?<![A-Za-z0-9])\d[\dOoQIl]{1,18}(?<=\d)(?![A-Za-z0-9])")
"""A figure in which some digits may be letters: 2O23."""
_MIXED = re.compile(r"(?<=[0-9A-Za-z])[０-９Ａ-Ｚａ-ｚ]|[０-９Ａ-Ｚａ-ｚ](?=[0-9A-Za-z])")
"""A wide letter or digit in a word or figure of narrow ones: 20２3."""


@dataclass(frozen=True, slots=True)
class Deception:
    """One character that is not what it seems, and where it stands."""

    code: str
    at: int
    char: str


def _is_bidi(char: str) -> bool:
    return char in _BIDI


def _is_invisible(char: str) -> bool:
    return char in INVISIBLE


def _is_unseen(char: str) -> bool:
    """Tell whether a character shows nothing, though no text is stripped of it."""
    code = ord(char)
    chooses = 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF
    return char in _BLANK or chooses or unicodedata.category(char) == "Cf"


def _is_lost(char: str) -> bool:
    return char == "\ufffd"


def _is_control(char: str) -> bool:
    nothing = 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE
    return nothing or (unicodedata.category(char) == "Cc" and char not in _LAYOUT)


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"


def _is_compatible(char: str) -> bool:
    """Tell whether a character is a double of a Chinese one: a radical, stroke or old form."""
    code = ord(char)
    if char in _UNIFIED:
        return False
    return (
        0x2E80 <= code <= 0x2FDF
        or 0x31C0 <= code <= 0x31EF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )


def _is_styled(char: str) -> bool:
    """Tell whether a character is a letter or figure dressed up: 𝐀, 𝟐, Ⓐ."""
    code = ord(char)
    return 0x1D400 <= code <= 0x1D7FF or 0x24B6 <= code <= 0x24E9 or 0x1F130 <= code <= 0x1F189


CLASSES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (BIDI, _is_bidi),
    (INVISIBLE_CODE, _is_invisible),
    (UNSEEN, _is_unseen),
    (REPLACEMENT, _is_lost),
    (CONTROL, _is_control),
    (PRIVATE, _is_private),
    (COMPATIBLE, _is_compatible),
    (LOOK_ALIKE, _is_styled),
)
"""What a character may be by itself; letters of other scripts are judged by their neighbours."""


def deceptions(text: str, start: int = 0, end: int | None = None) -> Iterator[Deception]:
    """Yield every character in `[start, end)` of `text` that deceives or shows nothing, in order."""
    stop = len(text) if end is None else end
    found = [*_strange(text, start, stop), *_figures(text, start, stop)]
    yield from sorted(found, key=lambda each: each.at)


def _strange(text: str, start: int, end: int) -> Iterator[Deception]:
    for match in _SUSPECT.finditer(text, start, end):
        char = match[0]
        code = next((code for code, test in CLASSES if test(char)), None)
        if code is None and _is_look_alike(text, match.start()):
            code = LOOK_ALIKE
        if code:
            yield Deception(code, match.start(), char)


def _figures(text: str, start: int, end: int) -> Iterator[Deception]:
    for match in _FIGURE.finditer(text, start, end):
        for at, char in enumerate(match[0], match.start()):
            if not char.isdecimal():
                yield Deception(LOOK_ALIKE, at, char)
    for match in _MIXED.finditer(text, start, end):
        yield Deception(MIXED, match.start(), match[0])


def _is_look_alike(text: str, at: int) -> bool:
    """Tell whether a letter of another script stands in a Chinese or Latin word.

    A Greek letter by itself may be a unit or a symbol: beside a Latin letter it is neither, and
    one that looks like a Latin letter is none inside a Chinese word.
    """
    char = text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if char in _KANA:
        return bool(before and after) and is_han(before) and is_han(after)
    if _is_cyrillic(char):
        return _is_short_run(text, at)
    if not "\u0370" <= char <= "\u03ff":
        return False
    if any(each.isascii() and each.isalpha() for each in (before, after)):
        return True
    return char in _GREEK and bool(before and after) and is_han(before) and is_han(after)


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


def _is_short_run(text: str, at: int) -> bool:
    """Tell whether one or two Cyrillic letters stand in a word of another script."""
    first, last = at, at + 1
    while first > 0 and at - first < 2 and _is_cyrillic(text[first - 1]):
        first -= 1
    while last < len(text) and last - at < 3 and _is_cyrillic(text[last]):
        last += 1
    around = text[first - 1 : first] if first else ""
    around += text[last : last + 1]
    return last - first <= 2 and any(each.isalnum() for each in around)


def plain(char: str) -> str | None:
    """Return what a deceptive character most likely stands for: nothing, or another character.

    Returns:
        The empty text where nothing is meant; `None` where the character itself does not say.
    """
    if any(test(char) for test in (_is_bidi, _is_invisible, _is_unseen, _is_control)):
        return ""
    known = _LETTERS.get(char) or _KANA.get(char) or _DIGITS.get(char)
    if known:
        return known
    folded = unicodedata.normalize("NFKC", char)
    return folded if folded != char and len(folded) == 1 else None


_DIGITS = {"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1"}


def visible(text: str) -> str:
    """Write every character that deceives or shows nothing as its code: ⟨U+200B⟩."""
    codes = {each.at: f"⟨U+{ord(each.char):04X}⟩" for each in deceptions(text)}
    return "".join(codes.get(at, char) for at, char in enumerate(text)) if codes else text
