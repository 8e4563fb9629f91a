"""Keys for comparison: text with its typography folded away.  Never for storing.

Folding answers "are these the same words?".  It drops white space and invisible characters, makes
full-width forms narrow, and writes every dash, quote, bracket and dot in one way.
"""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f\u061c")
"""Characters that show nothing and mean nothing in Chinese text."""

_SAME = {
    "-": "‐‑‒–—―−─━ㄧ－﹣～~〜∼",
    "'": "‘’‚‛＇`´",
    '"': "“”„‟＂〝〞″「」『』",
    "(": "（﹙",
    ")": "）﹚",
    "[": "〔［【﹝〖",
    "]": "〕］】﹞〗",
    "<": "〈《«‹＜",
    ">": "〉》»›＞",
    ".": "．。｡",
    ",": "，",
    "、": "､",
    "·": "•・･∙⋅●‧",
    "…": "⋯",
    "*": "×✕✖＊",
}
"""Each key stands for every character in its value once folded."""

_TABLE = {ord(many): one for one, several in _SAME.items() for many in several}


@lru_cache(maxsize=65536)
def fold_char(char: str) -> str:
    """Return what one character folds to: nothing, one character, or a few (㈠ → (一))."""
    if char.isspace() or char in INVISIBLE:
        return ""
    if ord(char) in _TABLE:
        return _TABLE[ord(char)]
    wide = unicodedata.normalize("NFKC", char)
    if wide == char:
        return char
    return "".join(_TABLE.get(ord(each), each) for each in wide if not each.isspace())


def fold(text: str) -> str:
    """Return the comparison key of `text`; folding twice changes nothing more."""
    return "".join(map(fold_char, text))


def fold_map(text: str) -> tuple[str, list[int]]:
    """Fold `text` and tell where each character of the key stood.

    Returns:
        The key, and for each of its characters the index in `text` it came from.
    """
    key: list[str] = []
    where: list[int] = []
    for index, char in enumerate(text):
        folded = fold_char(char)
        key.append(folded)
        where.extend([index] * len(folded))
    return "".join(key), where


_BLANK = re.compile(rf"[\s{''.join(sorted(INVISIBLE))}]+")


def squeeze(text: str) -> str:
    """Return `text` without white space and invisible characters, otherwise as it is."""
    return _BLANK.sub("", text)


def is_han(char: str) -> bool:
    """Tell whether `char` is a Chinese character (or 〇, which counts as one)."""
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x323AF
        or char == "〇"
    )
