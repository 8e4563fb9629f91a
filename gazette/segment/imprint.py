"""The imprint (版记) below an official document: its keywords, who gets a copy, who printed it when."""

import re
from collections.abc import Sequence

from gazette.segment.para import Para
from gazette.text.dates import find_dates

_MOST = 8
"""Lines of an imprint at most."""
_KEYWORDS = re.compile(r"主\s{0,3}[题題]\s{0,3}[词詞]\s{0,3}[:：]")
_LINES = (
    _KEYWORDS,
    re.compile(r"(?:抄\s{0,3}[送报報]|分\s{0,3}送|主\s{0,3}送)\s{0,3}[:：]"),
    re.compile(r"[（(]?共\s{0,3}印\s{0,3}\d{1,6}\s{0,3}份"),
)
_PRINTED = re.compile(r"日\s{0,3}印\s{0,3}[发發]$")
_SEPARATORS = re.compile(r"[\s、，,；;]{1,20}")
_KINDS = frozenset(
    ("通知", "通报", "意见", "决定", "办法", "规定", "函", "批复", "公告", "通告", "令", "命令", "报告", "请示",
     "会议纪要", "纪要", "决议", "议案", "方案", "细则", "条例", "公报")
)  # fmt: skip
"""The keyword that closes the line names the kind of document and no subject."""
_LONGEST = 20
"""Characters of a keyword; what is longer is a sentence."""


def imprint(lines: Sequence[Para]) -> int:
    """Return how many lines at the end of a document are its imprint."""
    count = 0
    while count < min(_MOST, len(lines)) and _is_line(lines[-1 - count].text):
        count += 1
    return count


def _is_line(text: str) -> bool:
    if any(line.match(text) for line in _LINES):
        return True
    return len(text) <= 60 and bool(_PRINTED.search(text.strip()) and find_dates(text))


def keywords(text: str) -> tuple[str, ...]:
    """Return the subjects of a keyword line (主题词：水利 饮水 通知); of any other line none."""
    match = _KEYWORDS.match(text)
    if match is None:
        return ()
    return parted(text[match.end() :])


def parted(text: str) -> tuple[str, ...]:
    """Return keywords written in a row; the kind of document that closes it is left out."""
    words = [word.strip("。.") for word in _SEPARATORS.split(text.strip())]
    if words and words[-1] in _KINDS:
        del words[-1]
    if any(len(word) > _LONGEST for word in words):
        return ()
    return tuple(dict.fromkeys(filter(None, words)))
