"""The line that closes an entry of a list page: when it was put there, by whom, in which issue.

It stands after its document.  Read as the head of the next one, it shifts every date by one.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from gazette.model.source import Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.text.dates import find_dates

_DAY = r"(?:19|20)\d{2}-\d{1,2}-\d{1,2}"
_TIME = r"(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?"
_ISSUE = r"(?:\d{4}年)?第\s?\d{1,4}\s?期"
_SHAPES = (
    # 2023-11-27 00:00:00 第21期
    re.compile(rf"(?P<day>{_DAY}){_TIME}\s{{1,4}}(?P<issue>{_ISSUE})"),
    # 廊坊市科学技术局 | 2022-05-04
    re.compile(
        rf"(?P<source>[^|｜。，,\n]{{2,60}}?)\s{{0,4}}[|｜]\s{{0,4}}(?P<day>{_DAY}){_TIME}"
    ),
    # 专栏 国内政策2025-08-21 -
    re.compile(
        rf"专栏\s{{0,3}}(?P<column>[^\d\s]{{2,20}})\s{{0,3}}(?P<day>{_DAY}){_TIME}(?:\s{{0,3}}[-•·])?"
    ),
)
_BARE = re.compile(rf"[\[(（]?(?P<day>{_DAY}){_TIME}[\])）]?")
"""2025-08-21, alone on its line."""
LONGEST = 100
MANY = 2
"""One bare date may be anything; a list page has one for each entry."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the line says."""

    day: date | None
    day_span: Span
    issue: str | None = None
    issue_span: Span | None = None


def read_stamp(text: str, at: int = 0) -> Stamp | None:
    """Read one line as a stamp.

    Args:
        text: The whole line, without white space at its ends.
        at: Where it stands, for the spans.
    """
    if len(text) > LONGEST:
        return None
    for shape in (*_SHAPES, _BARE):
        match = shape.fullmatch(text)
        if match:
            groups = match.groupdict()
            issue = groups.get("issue")
            found = find_dates(match["day"])
            return Stamp(
                found[0].day if found else None,
                _span(match, "day", at),
                issue,
                _span(match, "issue", at) if issue else None,
            )
    return None


def _span(match: re.Match[str], name: str, at: int) -> Span:
    return Span(match.start(name) + at, match.end(name) + at)


def stamps(draft: Draft) -> Draft:
    """Mark the stamps of a list page; bare dates only where there are enough to make it one."""
    short = [
        (index, draft.read(piece))
        for index, piece in enumerate(draft.pieces)
        if piece.tag is Tag.TEXT and piece.end - piece.start <= LONGEST
    ]
    hits = [index for index, text in short if any(shape.fullmatch(text) for shape in _SHAPES)]
    bare = [index for index, text in short if _BARE.fullmatch(text)]
    marked = list(draft.pieces)
    for index in [*hits, *(bare if len(bare) >= MANY else [])]:
        marked[index] = _mark(marked[index])
    return replace(draft, pieces=tuple(marked))


def _mark(piece: Piece) -> Piece:
    return piece.set_aside("date of the list, after its document", Tag.STAMP)
