"""Where paragraphs of a line begin in its head and around its signature."""

import re
from collections.abc import Iterator

from gazette.segment.cuts_tail import NOTE
from gazette.segment.grammar import is_addressees, is_whole_title, names_a_kind
from gazette.segment.organs import split_organs
from gazette.text.dates import find_dates

_BRACKETED = re.compile(r"《([^《》]{4,80})》")


def signatures(text: str) -> Iterator[int]:
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


def head(text: str) -> Iterator[int]:
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


def dated_title(text: str) -> Iterator[int]:
    """Cut around the date in brackets below a title: ……的意见（2025年5月14日）."""
    match = _DATED.search(text[:260])
    if match and is_whole_title(text[: match.end()].strip()):
        yield match.end()
        close = re.compile("[）)]").search(text, match.end())
        if close:
            yield close.end()


def bare_title(text: str) -> Iterator[int]:
    """Cut after a title that a section 1 follows: 德惠市抗旱应急预案 1 总则."""
    match = re.match(r"\S{4,60}\s(?=1\s\S)", text)
    if match and names_a_kind(match[0].strip()):
        yield match.end()


def instrument(text: str) -> Iterator[int]:
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
    for match in NOTE.finditer(text):
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
