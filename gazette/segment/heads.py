"""The head of a document: title, number, note of adoption, addressees."""

import re
from dataclasses import dataclass

from gazette.model.document import PartKind, Role
from gazette.segment.grammar import (
    is_addressees,
    is_adoption,
    is_date_line,
    is_number_line,
    is_order_head,
    is_title_line,
    is_whole_title,
    names_a_kind,
)
from gazette.segment.organs import is_organ
from gazette.segment.para import Para, merge

LINES = 7
"""Lines of a head at most, before the number or the addressees."""
SPLIT = 16
"""Lines that addressees are broken over at most."""
_DATED = re.compile(r".{2,60}?\s{1,12}中華民國\s?\d{1,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_TITLED = re.compile(
    r".{2,120}(?:解读|解讀|简介|簡介|任免人员|任免名单|名单|人事任免)$|^解读《.{4,110}》$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The paragraphs of a head, and how many lines of the document it took."""

    paras: tuple[Para, ...]
    length: int


def read_head(lines: list[Para]) -> Head:
    """Read the head of a document from its lines."""
    title = _title_lines(lines)
    paras: list[Para] = [merge(lines[:title]).be(Role.TITLE)] if title else []
    at = title
    while at < len(lines):
        found = _next(lines, at)
        if found is None:
            break
        para, taken = found
        paras.append(para)
        at += taken
        if para.role is Role.ADDRESSEES:
            break
    return Head(tuple(paras), at)


def _title_lines(lines: list[Para]) -> int:
    """Return how many lines the title takes: 0 where there is none."""
    if not lines or not _may_title(lines[0].text):
        return 0
    for length in range(1, min(LINES, len(lines))):
        below = lines[length].text
        if is_number_line(below) or is_addressees(below) or is_adoption(below):
            return length
        if is_date_line(below) and is_order_head(lines[length - 1].text):
            return length
        if not _may_title(below):
            break
    for length in range(min(LINES, len(lines)), 0, -1):
        text = "".join(line.text for line in lines[:length])
        told = is_whole_title(text) or (text.startswith("《") and bool(_TITLED.match(text)))
        if told and all(_may_title(line.text) for line in lines[:length]):
            return length
    first = lines[0].text
    alone = names_a_kind(first) or bool(_TITLED.match(first)) or bool(_DATED.fullmatch(first))
    return 1 if len(lines) > 1 and (alone or _stands_above(first, lines[1].text)) else 0


def _stands_above(line: str, below: str) -> bool:
    """Tell whether a short line without a stop stands above a text: it is a title."""
    return 4 <= len(line) <= SHORT and not is_organ(line) and below.endswith(("。", "；", "："))


SHORT = 60
"""A title that names no kind of document is no longer than this."""


def _may_title(text: str) -> bool:
    return is_title_line(text) or bool(_DATED.fullmatch(text))


def _next(lines: list[Para], at: int) -> tuple[Para, int] | None:
    """Read the next line of a head, and how many lines it took; `None` where the text begins."""
    text = lines[at].text
    if lines[at].role is Role.NOTE:
        return lines[at], 1
    if is_number_line(text):
        return lines[at].be(Role.NUMBER), 1
    if is_date_line(text) and at and is_order_head(lines[at - 1].text):
        return lines[at].be(Role.DATE), 1
    if is_adoption(text) and len(text) < 700:
        return lines[at].be(Role.NOTE), 1
    for length in range(1, min(SPLIT, len(lines) - at) + 1):
        joined = merge(lines[at : at + length])
        if is_addressees(joined.text):
            return joined.be(Role.ADDRESSEES), length
        if not re.search(r"[、，,\u4e00-\u9fff]$", joined.text) or len(joined.text) < 12:
            break
    return None


def read_instrument_head(lines: list[Para]) -> Head:
    """Read the title of an instrument, and the note below it, from the lines it starts with."""
    length = 0
    for line in lines[:LINES]:
        if not is_title_line(line.text) or len(line.text) > 100:
            break
        length += 1
        if names_a_kind("".join(each.text for each in lines[:length])):
            break
    whole = "".join(line.text for line in lines[:length])
    if length and not names_a_kind(whole):
        length = 1
    if not length:
        return Head((), 0)
    paras = [merge(lines[:length]).be(Role.TITLE, PartKind.INSTRUMENT)]
    if length < len(lines) and is_adoption(lines[length].text):
        paras.append(lines[length].be(Role.NOTE, PartKind.INSTRUMENT))
        length += 1
    return Head(tuple(paras), length)
