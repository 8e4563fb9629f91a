"""One text of a block as lines of Markdown, and back: sentences, joints, escapes."""

import re
import unicodedata

from gazette.errors import GazetteError

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_ANYWHERE = re.compile(r"[\\`*_\[\]<&~$#|]")
"""These may begin mark-up wherever they stand."""
_AT_START = re.compile(r"[-+=>:{]")
"""These begin lists, rules, quotes, fences and attributes, but at the start of a line only."""
_LIST_LABEL = re.compile(r"(\(?\d{1,9})([.)])(?=[ \t]|$)")
"""1. and 1) begin a list where a space follows."""
_ESCAPED = re.compile(rf"\\([{re.escape(_PUNCTUATION)}])")
_UNFIT = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Line breaks of any kind, control characters, lone surrogates."""
_SENTENCE = re.compile(r"[。！？][。！？”’」』）】〕》〉)\]]{0,6}")


def check(text: str, what: str) -> None:
    """Refuse a text that lines of Markdown cannot keep exactly.

    Raises:
        GazetteError: The text is empty, has a line break or control character, or white space
            at an end.
    """
    if not text:
        raise _unfit(what, text, "is empty")
    if text != text.strip():
        raise _unfit(what, text, "begins or ends with white space")
    check_characters(text, what)


def check_characters(text: str, what: str) -> None:
    """Refuse line breaks of any kind, control characters and lone surrogates; tabs may stay."""
    match = _UNFIT.search(text)
    if match:
        raise _unfit(what, text, f"holds the character U+{ord(match[0]):04X}")


def _unfit(what: str, text: str, why: str) -> GazetteError:
    shown = text if len(text) <= 24 else f"{text[:24]}…"
    return GazetteError(
        f"{what} {why}, so it cannot be kept as Markdown: {shown!r}.",
        "Clean the text where it is read, then save again.",
    )


def joint(left: str, right: str) -> str:
    """Return what a line break between two texts stands for.

    Nothing beside a Chinese character or mark; a space between words of other scripts.
    """
    if not left or not right or _is_wide(left[-1]) or _is_wide(right[0]):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    """Tell wide characters, and those like “ … — that Chinese text shares with other scripts."""
    return unicodedata.east_asian_width(char) in "WFA"


def sentences(text: str) -> list[str]:
    """Cut a text after its sentences, but only where the cut can be undone."""
    cut = [0]
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if end < len(text) and not text[end].isspace() and not joint(text[:end], text[end:]):
            cut.append(end)
    return [text[start:end] for start, end in zip(cut, [*cut[1:], len(text)], strict=True)]


def join(lines: list[str]) -> str:
    """Join lines to the text they stand for; nothing or a space, as `joint` says."""
    text = ""
    for line in lines:
        text += joint(text, line) + line
    return text


def escape(line: str) -> str:
    """Write a line so that any reader of Markdown shows it as it is: no list, no heading."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    if _AT_START.match(escaped):
        return f"\\{escaped}"
    return _LIST_LABEL.sub(r"\1\\\2", escaped, count=1) if _LIST_LABEL.match(escaped) else escaped


def unescape(line: str) -> str:
    """Undo `escape`; a backslash before anything but ASCII punctuation is one."""
    return _ESCAPED.sub(r"\1", line)
