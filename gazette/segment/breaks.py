"""Paragraphs of a document that its carrier set on one line.

Each rule proposes places to cut, from the grammar of official documents.  A carrier that parts
paragraphs with runs of spaces is believed; the others are read.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from gazette.segment.draft import Draft, Piece, Tag, trim
from gazette.segment.grammar import is_addressees, is_whole_title, names_a_kind
from gazette.segment.organs import split_organs
from gazette.structure import RUN_IN_MAX, find_label
from gazette.text.dates import find_dates

_WIDE = re.compile(r" {2,}")
_PARTED = re.compile(r" {3,}")
LONG = 150
"""A line shorter than this is one paragraph as it is."""
SHARE = 0.6
"""A line that holds this much of its entry holds the whole document."""
HUGE = 1500
"""A line longer than this holds more than one paragraph, whatever surrounds it."""

_LABEL = (
    r"(?:第\s?[一二三四五六七八九十百零〇\d]{1,6}\s?[编章节条](?![的款项第])|"
    r"[一二三四五六七八九十]{1,3}\s?、|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"\d{1,3}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])"
)
_HAN = r"\u4e00-\u9fff"
_AFTER_STOP = re.compile(r"[。！？!：:]\s+(?=\S)")
_SPACED_LABEL = re.compile(rf"\s+(?={_LABEL})")
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
_NOTE = re.compile(r"[（(]此件[^（()）]{1,20}[）)]")
_ATTACHED = re.compile(r"(?<![（(《“、及和的见])附\s?件\s?\d{0,2}\s?[:：]")
_FILE_NEXT = re.compile(r"\.\s?(?:docx?|xlsx?|pdf|ofd|zip|rar|wps)(?=[《附\d（])", re.IGNORECASE)
_FILE_APART = re.compile(
    r"(?<=[^\s。；：:])\s{2,8}(?=[^\s。；，,]{4,80}\.(?:docx?|xlsx?|pdf|ofd|zip|rar|wps)(?:\s|$))"
)
_MARKERS = re.compile(
    r"(?:政策文件|政策解读|原文链接)[:：]\s?https?:|(?:相关解读|解读材料|相关链接)\s?[:：]|扫一扫在手机"
)
_READING = re.compile(r"解读《[^》]{4,100}》(?=\s)")
_ISSUED = re.compile(r"(?:印发|转发|发布|批转|制定了?|现将|公布)[《“]?")
_BRACKETED = re.compile(r"《([^《》]{4,80})》")


def wide(text: str) -> list[int]:
    """Cut at runs of spaces, where the carrier parts paragraphs so."""
    if len(_PARTED.findall(text)) < 3:
        return []
    return [match.end() for match in _WIDE.finditer(text)]


def _run_on_items(text: str) -> Iterator[int]:
    """Cut before an item run onto the one before it: its number is the next, a stop before it."""
    for match in _ITEM.finditer(text):
        before = text.rfind(f" {int(match[1]) - 1}.", max(0, match.start() - HUGE), match.start())
        between = text[before : match.start()]
        if before >= 0 and "  " not in between.strip():
            yield match.start(1)


_ITEM = re.compile(r"(?<=[。；])(\d{1,2})[.．](?=[\u4e00-\u9fff])")


def _stops(text: str) -> Iterator[int]:
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


def _spaced_labels(text: str) -> Iterator[int]:
    """Cut before a label that white space sets off."""
    for match in _SPACED_LABEL.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before not in "，,、(（《“第" or not before:
            yield match.end()


def _glued_labels(text: str) -> Iterator[int]:
    """Cut before a label right after a stop."""
    for match in _GLUED_LABEL.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if before[-1] in "”）)" and before[0] not in "。！；":
            continue
        yield match.start()


def _below_headings(text: str) -> Iterator[int]:
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


def _headings(text: str) -> Iterator[int]:
    """Cut after a heading that white space sets off from the text below it."""
    for match in _HEADING.finditer(text):
        if not _LABEL_AT.search(match[0], 3):
            yield match.end()


def _chapters(text: str) -> Iterator[int]:
    """Cut around the heading of a chapter that runs onto its first article."""
    for match in _CHAPTER.finditer(text):
        yield match.start()
        yield match.end()


def _sections(text: str) -> Iterator[int]:
    """Cut around headings numbered 1, 1.1, 1.1.1, in a text that is numbered so."""
    if not all(pattern.search(text) for pattern in _NUMBERED):
        return
    for pattern in (_SECTION, _SECTION_HEAD, _SECTION_TEXT):
        for match in pattern.finditer(text):
            yield match.end()


def _notes(text: str) -> Iterator[int]:
    for match in _NOTE.finditer(text):
        yield from match.span()


def _markers(text: str) -> Iterator[int]:
    """Cut before what a page adds below a document, and around an interpretation's title."""
    for match in _MARKERS.finditer(text):
        yield match.start()
    for match in _READING.finditer(text):
        yield from match.span()


def _attachments(text: str) -> Iterator[int]:
    """Cut before 附件： and between the files it names."""
    for match in _ATTACHED.finditer(text):
        yield match.start()
    for pattern in (_FILE_NEXT, _FILE_APART):
        for match in pattern.finditer(text):
            yield match.end()


def _dates(text: str) -> Iterator[int]:
    """Cut around a signature: its organs, and the date below them."""
    for found in find_dates(text):
        start = _signature_start(text, found.start)
        if start is not None and not _SENTENCE.match(text, found.end):
            yield start
            yield found.start
            yield found.end


_SENTENCE = re.compile(r"[起至前后止以、，,。发印）)]")
"""What stands after a date inside a sentence."""
WINDOW = 1500
"""The organs of a signature take no more letters than this."""
_EDGE = "。；;：:！”）)》 \u3000\xa0\t，,件"


def _signature_start(text: str, date: int) -> int | None:
    """Return where the organs that stand before a date begin."""
    floor = max(0, date - WINDOW)
    before = text[floor:date].rstrip()
    start = len(before)
    for _ in range(ROWS):
        cut = max(before.rfind(mark, 0, start) for mark in _EDGE)
        row = before[cut + 1 : start]
        if row.strip():
            if not split_organs(row):
                break
            start = cut + 1
        if cut < 0 or not before[cut].isspace():
            break
        start = cut
    found = before[start:]
    return floor + start + len(found) - len(found.lstrip()) if found.strip() else None


ROWS = 40
"""Rows of a signature at most."""


def _head(text: str) -> Iterator[int]:
    """Cut a title, a number and addressees that run together at the start."""
    at = 0
    match = _OWN_NUMBER.search(text[:400])
    if match and (not match[1].strip() or is_whole_title(match[1].strip())):
        at = match.end()
        yield match.start(2)
        yield at
    colon = next((i for i in range(at, min(len(text), at + 1600)) if text[i] in ":："), -1)
    if colon > 0:
        yield from _title_and_addressees(text, at, colon)


def _title_and_addressees(text: str, at: int, colon: int) -> Iterator[int]:
    head = text[at : colon + 1]
    if is_addressees(head.strip()) and not _title_end(head):
        yield colon + 1
        return
    end = _title_end(head)
    if end and is_addressees(head[end:].strip()):
        yield at + end
        yield colon + 1


_OWN_NUMBER = re.compile(
    r"^(|[^。；;]{4,240}?(?:通知|意见|决定|公告|通告|方案|办法|规定|批复|函|细则|规划)(?!的))\s{0,3}"
    r"([\u4e00-\u9fff]{2,12}\s?[〔\[［][12]\d{3}[〕\]］]\s?\d{1,5}\s?号)"
)
_ENDS = re.compile(
    r"的?(?:通知|意见|决定|公告|通告|方案|办法|规定|批复|函)(?:[（(][^（()）]{1,16}[）)])?(?=\s|各|有关|机关|新疆|中央|全省|省|市|县)"
)
_DATED = re.compile(r"(?:意见|决定|通知|办法|规定|方案)\s?(?=[（(]\d{4}年\d{1,2}月\d{1,2}日[）)])")


def _title_end(head: str) -> int | None:
    """Return where a title run onto its addressees ends."""
    for match in _ENDS.finditer(head[:260]):
        if is_whole_title(head[: match.end()].strip()):
            return match.end()
    return None


def _dated_title(text: str) -> Iterator[int]:
    """Cut around the date in brackets below a title: ……的意见（2025年5月14日）."""
    match = _DATED.search(text[:260])
    if match and is_whole_title(text[: match.end()].strip()):
        yield match.end()
        close = re.compile("[）)]").search(text, match.end())
        if close:
            yield close.end()


def _bare_title(text: str) -> Iterator[int]:
    """Cut after a title that a section 1 follows: 德惠市抗旱应急预案 1 总则."""
    match = re.match(r"\S{4,60}\s(?=1\s\S)", text)
    if match and names_a_kind(match[0].strip()):
        yield match.end()


def _instrument(text: str) -> Iterator[int]:
    """Cut after the title of the instrument, which stands below the date or its note."""
    names = {re.sub(r"\s", "", name) for name in _BRACKETED.findall(text[:1500])}
    titled = re.search(r"印发(?:《)?([^《》]{4,60}?)(?:》)?的?通知", text[:300])
    if titled:
        names.add(re.sub(r"\s", "", titled[1]))
    below = sorted({*_ends_of_signature(text)})
    for start in below:
        end = _title_below(text, start, names)
        if end:
            yield end


def _ends_of_signature(text: str) -> Iterator[int]:
    for match in _NOTE.finditer(text):
        yield match.end()
    for found in find_dates(text):
        if _signature_start(text, found.start) is not None:
            yield found.end
    for match in re.finditer(r"附件\s?\d{0,2}\s?[:：]\s?(?=\S)", text):
        yield match.end()


def _title_below(text: str, start: int, names: set[str]) -> int | None:
    """Return where the title that starts at `start` ends, if one does."""
    while start < len(text) and text[start].isspace():
        start += 1
    rest = text[start : start + 120]
    squeezed, ends = "", []
    for offset, char in enumerate(rest):
        if not char.isspace():
            squeezed += char
            ends.append(start + offset + 1)
    about = 2 if squeezed.startswith("关于") else 0
    hits = {len(name) for name in names if squeezed.startswith(name)}
    hits |= {len(name) + about for name in names if squeezed.startswith(name, about)}
    if hits:
        return ends[max(hits) - 1]
    spaced = re.match(
        r"[^。；;：:，,！？《]{4,60}?(?=\s(?:[一1]、|第一|[（(]一|[\u4e00-\u9fff]))", rest
    )
    if spaced and names_a_kind(spaced[0]):
        return start + spaced.end()
    glued = re.match(
        r"[^。；;：:，,！？]{4,60}?(?:方案|办法|规定|细则|规划|意见|条例)(?=第一章|一、|为[贯进深规加])",
        rest,
    )
    return start + glued.end() if glued else None


RULES: tuple[Callable[[str], Iterable[int]], ...] = (
    _head,
    _dated_title,
    _bare_title,
    _dates,
    _notes,
    _instrument,
    _attachments,
    _markers,
    _stops,
    _spaced_labels,
    _glued_labels,
    _below_headings,
    _chapters,
    _headings,
    _sections,
)
"""Each proposes where paragraphs of a line begin."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a line that holds a whole document, in order."""
    cuts = wide(text)
    if cuts:
        cuts += list(_run_on_items(text))
    else:
        cuts = [cut for rule in RULES for cut in rule(text)]
    places = sorted({0, len(text), *cuts})
    found = (trim(text, start, end) for start, end in pairwise(places))
    return [(start, end) for start, end in found if start < end]


def breaks(draft: Draft) -> Draft:
    """Cut every line that holds a whole document into its paragraphs."""
    shares = _shares(draft)
    made: list[Piece] = []
    for piece, share in zip(draft.pieces, shares, strict=True):
        length = piece.end - piece.start
        dense = length >= HUGE or (length >= LONG and share >= SHARE)
        if piece.tag is not Tag.TEXT or not dense:
            made.append(piece)
            continue
        made += [
            piece.cut(piece.start + start, piece.start + end)
            for start, end in paragraphs(draft.read(piece))
        ]
    return replace(draft, pieces=tuple(made))


def _shares(draft: Draft) -> list[float]:
    """Return for each piece how much of its entry's text it holds."""
    stamps = [index for index, piece in enumerate(draft.pieces) if piece.tag is Tag.STAMP]
    sums = [0] * (len(stamps) + 1)
    entries = [bisect_right(stamps, index) for index in range(len(draft.pieces))]
    for piece, entry in zip(draft.pieces, entries, strict=True):
        if piece.tag is Tag.TEXT:
            sums[entry] += piece.end - piece.start
    return [
        (piece.end - piece.start) / max(1, sums[entry])
        for piece, entry in zip(draft.pieces, entries, strict=True)
    ]
