"""Where paragraphs of a line begin below a text: notes, attachments, what a page adds."""

import re
from collections.abc import Iterator

NOTE = re.compile(r"[（(]此件[^（()）]{1,20}[）)]")
_ATTACHED = re.compile(r"(?<![（(《“、及和的见])附\s?件\s?\d{0,2}\s?[:：]")
_FILE_NEXT = re.compile(r"\.\s?(?:docx?|xlsx?|pdf|ofd|zip|rar|wps)(?=[《附\d（])", re.IGNORECASE)
_FILE_APART = re.compile(
    r"(?<=[^\s。；：:])\s{2,8}(?=[^\s。；，,]{4,80}\.(?:docx?|xlsx?|pdf|ofd|zip|rar|wps)(?:\s|$))"
)
_MARKERS = re.compile(
    r"(?:政策文件|政策解读|原文链接)[:：]\s?https?:|(?:相关解读|解读材料|相关链接)\s?[:：]|扫一扫在手机"
)
_READING = re.compile(r"解读《[^》]{4,100}》(?=\s)")


def notes(text: str) -> Iterator[int]:
    """Cut around a note: （此件公开发布）."""
    for match in NOTE.finditer(text):
        yield from match.span()


def markers(text: str) -> Iterator[int]:
    """Cut before what a page adds below a document, and around an interpretation's title."""
    for match in _MARKERS.finditer(text):
        yield match.start()
    for match in _READING.finditer(text):
        yield from match.span()


def attachments(text: str) -> Iterator[int]:
    """Cut before 附件： and between the files it names."""
    for match in _ATTACHED.finditer(text):
        yield match.start()
    for pattern in (_FILE_NEXT, _FILE_APART):
        for match in pattern.finditer(text):
            yield match.end()
