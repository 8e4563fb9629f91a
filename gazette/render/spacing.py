"""Marks without width in a text to be set: where a line may break, and where it must not.

The engine breaks lines by Unicode alone.  Chinese wants more:

* around curved quotes, which Unicode takes for quotes of any language, and glues to both neighbours;
* between Chinese and Latin or digits, where `render.justify` puts a quarter of an em;
* before the last two characters of a paragraph, so that none stands on a line alone.

The marks are of no width, print nothing and are dropped by `text.fold`; the words stay as they are.
"""

import re

BREAK = "\u200b"
"""Zero width space: a line may break here."""
JOIN = "\u2060"
"""Word joiner: no line breaks here."""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LATIN = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_OPENING = "（《「『【〔〈“‘"
_CLOSING = "，。、；：！？）》」』】〕〉”’"

_MAY_BREAK = re.compile(
    rf"(?<=[{_HAN}])(?=[{_LATIN}])"
    rf"|(?<=[{_LATIN}])(?=[{_HAN}])"
    rf"|(?<=[{_HAN}{_LATIN}%{_CLOSING}])(?=[“‘])"
    rf"|(?<=[”’])(?=[{_HAN}{_OPENING}])"
)
_LAST = re.compile(rf"(?<=[{_HAN}])(?=[{_HAN}][{_CLOSING}]{{0,3}}$)")
_SHORT = 12
"""Characters of a text that does not fill a line, whose last line is its first."""


def marked(text: str, *, last: bool = True) -> str:
    """Return a text with marks where lines may and must not break.

    Args:
        text: The text of a run.
        last: Whether the paragraph ends with it.
    """
    found = _MAY_BREAK.sub(BREAK, text)
    return _LAST.sub(JOIN, found) if last and len(text) > _SHORT else found
