"""When a document ceases to hold by its own words."""

import re
from collections.abc import Iterator
from datetime import date

from gazette.model.event import Event, EventKind, Target
from gazette.text.dates import parse_date
from gazette.validity import vocabulary as words
from gazette.validity.passages import Passage
from gazette.validity.reading import Days, Reading, last_day, months, number
from gazette.validity.starts import subject_at

_NEAR = 300
_FROM = re.compile(rf"(?:自|从|從){words.DATE.pattern}(?:之日)?起?")
_AFTER = re.compile(r"[，,；;\s（(并並且至]{0,4}(?:暂定)?")


def expires(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 有效期五年 and 有效期至2025年12月31日, said of the document itself.

    The validity of a licence, a base or a project is none of the document's: what stands between
    the document's name for itself (本办法) and the term must be its start, or nothing.
    """
    for pattern in (words.UNTIL, words.TERM, words.ENDS_ON):
        for match in pattern.finditer(passage.plain):
            place = _subject(passage, match.start())
            if place is not None:
                yield _end(reading, passage, match, place)
                return


def _end(
    reading: Reading, passage: Passage, match: re.Match[str], place: tuple[int, int]
) -> Event:
    day, may_be = _when(reading, match.groupdict())
    return Event(
        kind=EventKind.EXPIRES,
        day=day,
        certain=day is not None,
        quote=passage.text[place[0] : match.end()].strip(" 　，,；;"),
        source=reading.policy.id,
        address=passage.address,
        span=passage.span(match.start(), match.end()),
        subject=passage.text[slice(*place)].strip(),
        candidates=may_be,
    )


def _when(reading: Reading, said: dict[str, str | None]) -> tuple[date | None, Days]:
    """Return the last day a text gives, or those it may be where its start is open."""
    if said.get("day"):
        return parse_date(said["day"] or ""), ()
    may_be = _counted(reading, months(number(said["count"] or ""), said["unit"] or ""))
    if may_be and reading.start and reading.start.day:
        return may_be[0][1], ()
    return None, may_be


def _counted(reading: Reading, term: int) -> Days:
    """Count a term from the start the text gives; an uncertain start gives uncertain ends."""
    if reading.start is None or not term:
        return ()
    if reading.start.day:
        return ((reading.start.kind.value, last_day(reading.start.day, term)),)
    return tuple((name, last_day(day, term)) for name, day in reading.start.candidates)


def _subject(passage: Passage, at: int) -> tuple[int, int] | None:
    """Return the place of what an end at `at` is said of; `None`: not of the document."""
    near = max(0, at - _NEAR)
    head = passage.plain[near:at]
    for found in words.SELF.finditer(head):
        between = _FROM.sub("", words.STARTS.sub("", head[found.end() :]))
        gap = words.GAP.match(between)
        if gap and _AFTER.fullmatch(between, gap.end()):
            return near + found.start(), near + found.end()
    for start in words.STARTS.finditer(head):
        place = subject_at(passage, near + start.start())
        if place is not None and _AFTER.fullmatch(head, start.end()):
            return place
    follows = _AFTER.fullmatch(passage.plain[passage.lead : at]) if at >= passage.lead else None
    return (at, at) if follows and _starts_itself(passage.before) else None


def _starts_itself(sentence: str) -> bool:
    """Tell whether a sentence gives the document's own start (本办法自发布之日起施行)."""
    for start in words.STARTS.finditer(sentence):
        head = sentence[max(0, start.start() - _NEAR) : start.start()]
        if any(words.GAP.fullmatch(head, found.end()) for found in words.SELF.finditer(head)):
            return True
    return False


def supersedes(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 上一版同时废止, which names nothing: its target is to be resolved."""
    match = words.LAST_EDITION.search(passage.plain)
    if match:
        start = reading.start
        yield Event(
            kind=EventKind.SUPERSEDES,
            day=start.day if start else None,
            certain=False,
            quote=passage.text[slice(*match.span())],
            source=reading.policy.id,
            address=passage.address,
            span=passage.span(*match.span()),
            target=Target(),
            candidates=start.candidates if start else (),
        )
