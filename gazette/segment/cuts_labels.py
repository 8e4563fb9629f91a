"""Where paragraphs of a line begin, by stops and labels."""

import re
from collections.abc import Iterator

from gazette.structure import RUN_IN_MAX, find_label

_LABEL = (
    r"(?:第\s?[一二三四五六七八九十百零〇\d]{1,6}\s?[编章节条](?![的款项第])|"
    r"[一二三四五六七八九十]{1,3}\s?、|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"\d{1,3}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])"
)
_HAN = r"\u4e00-\u9fff"
_AFTER_STOP = re.compile(r"[。！？!：:]\s+(?=\S)")
_CLOSING = re.compile(r"[）)]\s+(?=\S)")
ASIDE = 400
"""Such an aside is no longer than this."""
_SPACED_LABEL = re.compile(rf"(?<!\s)\s++(?={_LABEL})")
_GLUED_LABEL = re.compile(rf"(?<=[。；：:;！”）)])(?={_LABEL})")
_LABEL_AT = re.compile(_LABEL)
_HEADING = re.compile(
    rf"(?:^|(?<=[\s。；：:;）)”])){_LABEL}\s?[{_HAN}“《][^。；;：:！？\s]{{1,40}}\s+(?=[{_HAN}“《])"
)
_SECTION = re.compile(
    rf"(?<![\d.（(])\s(?=\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s[{_HAN}][^。；;，,：:\s]{{1,28}}(?:\s|$))"
)
_SECTION_HEAD = re.compile(
    rf"(?<!\S)\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\s[{_HAN}][^。；;，,：:\s]{{1,28}}(?=\s)"
)
_SECTION_TEXT = re.compile(r"(?<=[。：:])\s(?=\d{1,2}(?:\.\d{1,2}){1,3}\s)")
_NUMBERED = tuple(re.compile(rf"(?<!\S){number}\s[{_HAN}]{{2}}") for number in (r"1\.1", r"2\.1"))
_CHAPTER = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章节]\s?[^。；;：:，,第\s][^。；;：:，,第]{1,28}(?=第[一二三四五六七八九十百]{1,5}[条节])"
)


def stops(text: str) -> Iterator[int]:
    """Cut after a stop and white space, but not between a run-in heading and its text."""
    last = 0
    for match in _AFTER_STOP.finditer(text):
        head = text[last : match.start() + 1].strip()
        labelled = find_label(head)
        run_in = (
            labelled is not None
            and match[0][0] == "。"
            and head.count("。") == 1
            and len(head) <= RUN_IN_MAX
            and not _LABEL_AT.match(text, match.end())
        )
        if (not run_in and not match[0][0].isascii()) or (match[0][0] in ":!" and not run_in):
            yield match.end()
        last = match.end()


def asides(text: str) -> Iterator[int]:
    """Cut after an aside in brackets that stands behind the last stop: （责任单位：省民政厅）."""
    for match in _CLOSING.finditer(text):
        stop = text.rfind("。", max(0, match.start() - ASIDE), match.start())
        if stop >= 0 and text[stop + 1] in "（(":
            yield match.end()


def spaced_labels(text: str) -> Iterator[int]:
    """Cut before a label that white space sets off."""
    for match in _SPACED_LABEL.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before not in "，,、(（《“第" or not before:
            yield match.end()


def glued_labels(text: str) -> Iterator[int]:
    """Cut before a label right after a stop."""
    for match in _GLUED_LABEL.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if before[-1] in "”）)" and before[0] not in "。！；":
            continue
        yield match.start()


def below_headings(text: str) -> Iterator[int]:
    """Cut between a heading and the label run onto it: 一、主要任务（一）聚焦."""
    starts = [0, *sorted({match.start() for match in _GLUED_LABEL.finditer(text)})]
    for start in starts:
        at: int | None = start
        while at is not None:
            yield at
            at = _next_below(text, at)


def _next_below(text: str, start: int) -> int | None:
    """Return where a deeper label stands in the heading that starts at `start`."""
    first = find_label(text[start : start + 60].lstrip())
    if first is None:
        return None
    for match in _LABEL_AT.finditer(text, start + 2, start + 60):
        between = text[start : match.start()]
        if re.search(r"[。；;：:，,（(《“]", between[len(first.printed) :]):
            return None
        found = find_label(text[match.start() : match.start() + 20])
        if found and found.rung > first.rung and len(between) > len(first.printed) + 1:
            return match.start()
    return None


def headings(text: str) -> Iterator[int]:
    """Cut after a heading that white space sets off from the text below it."""
    for match in _HEADING.finditer(text):
        if not _LABEL_AT.search(match[0], 3):
            yield match.end()


def chapters(text: str) -> Iterator[int]:
    """Cut around the heading of a chapter that runs onto its first article."""
    for match in _CHAPTER.finditer(text):
        yield match.start()
        yield match.end()


def sections(text: str) -> Iterator[int]:
    """Cut around headings numbered 1, 1.1, 1.1.1, in a text that is numbered so."""
    if not all(pattern.search(text) for pattern in _NUMBERED):
        return
    for pattern in (_SECTION, _SECTION_HEAD, _SECTION_TEXT):
        for match in pattern.finditer(text):
            yield match.end()
