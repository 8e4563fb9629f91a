"""When a document begins to hold, and the days that may be meant."""

import re
from collections.abc import Iterator
from datetime import date

from gazette.model.document import PartKind, Policy, Role
from gazette.model.event import Event, EventKind
from gazette.model.source import Span
from gazette.text.dates import find_dates, parse_date
from gazette.validity import vocabulary as words
from gazette.validity.naming import named
from gazette.validity.passages import Passage
from gazette.validity.reading import Days, Reading, number, shifted

_NEAR = 200
"""A subject stands no further from its verb than so many characters."""
_BARE = re.compile(r"[\s　，,、并並且]{0,8}")
_OF_NOTICE = 12
"""A title that promulgates stands among so many first sentences."""


def in_force(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 本办法自2023年5月1日起施行 and 自发布之日起实施.

    A sentence that neither names the document itself (本办法), nor promulgates it, nor begins with
    the day is about something else: a list of prices, a base, another document.
    """
    for match in words.STARTS.finditer(passage.plain):
        place = subject_at(passage, match.start())
        if place is None:
            continue
        day, candidates = _day(reading, match)
        yield Event(
            kind=EventKind.IN_FORCE,
            day=day,
            certain=day is not None,
            quote=passage.text[place[0] : match.end()].strip(" 　，,"),
            source=reading.policy.id,
            address=passage.address,
            span=passage.span(match.start(), match.end()),
            subject=passage.text[slice(*place)].strip(),
            candidates=candidates,
        )


def _day(reading: Reading, match: re.Match[str]) -> tuple[date | None, Days]:
    """Return the day a start is on, or the days it may be on."""
    delay = (number(match["count"]), match["unit"]) if match["delay"] else None
    if match["act"]:
        may_be = reading.meant(match["act"])
    elif match["now"]:
        may_be = tuple(each for each in reading.days if each[0] == EventKind.ISSUED.value)
    else:
        day = parse_date(match["when"])
        return (shifted(day, *delay) if day and delay else day), ()
    if delay:
        may_be = tuple((name, shifted(day, *delay)) for name, day in may_be)
    return None, may_be


def subject_at(passage: Passage, at: int) -> tuple[int, int] | None:
    """Return where the words stand that a statement at `at` is said of.

    Returns:
        The place of 本办法 or of the title promulgated; an empty place at the start of the
        sentence where it has no subject of its own; `None` where it is said of something else.
    """
    near = max(0, at - _NEAR)
    head = passage.plain[near:at]
    for found in words.SELF.finditer(head):
        if words.GAP.fullmatch(head, found.end()):
            return near + found.start(), near + found.end()
    early = passage.index < _OF_NOTICE or passage.part is PartKind.NOTICE
    if early and not near and words.PROMULGATES.match(head):
        titles = [each for each in named(passage.text[:at]) if each.title]
        return (titles[0].start, titles[0].end) if titles else (0, 0)
    bare = passage.lead
    if at >= bare and _BARE.fullmatch(passage.plain[bare:at]) and passage.is_final:
        return bare, bare
    return None


def issued(policy: Policy) -> Iterator[Event]:
    """Give the date under the signature, or that of the metadata where the text has none."""
    day = policy.meta.issued
    if day is None:
        return
    at = 0
    for part in policy.parts:
        for block in part.blocks:
            if block.role is Role.DATE and any(f.day == day for f in find_dates(block.text)):
                span = Span(at, at + len(block.text))
                yield Event(EventKind.ISSUED, day, True, block.text, policy.id, span=span)
                return
            at += len(block.text) + 1
    yield Event(EventKind.ISSUED, day, True, "", policy.id)


def published(policy: Policy) -> Iterator[Event]:
    """Give the day the web carried it; a listing said so, not the text."""
    if policy.meta.published:
        yield Event(EventKind.PUBLISHED, policy.meta.published, True, "", policy.id)


def adopted(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find （2015年3月15日第十二届全国人民代表大会第三次会议通过）."""
    if passage.index > _OF_NOTICE and passage.part is not PartKind.NOTICE:
        return
    for match in words.ADOPTED.finditer(passage.plain):
        day = parse_date(match["day"])
        if day:
            yield Event(
                kind=EventKind.ADOPTED,
                day=day,
                certain=True,
                quote=passage.text[slice(*match.span())],
                source=policy.id,
                address=passage.address,
                span=passage.span(*match.span()),
            )
            return


def trial(policy: Policy) -> Iterator[Event]:
    """Tell that a title says 试行 or 暂行: shorter by rule, but the text does not say how long."""
    for title in _titles(policy):
        match = words.TRIAL.search(title)
        if match:
            yield Event(EventKind.TRIAL, None, False, match.group(), policy.id, subject=title)
            return


def _titles(policy: Policy) -> Iterator[str]:
    for part in policy.parts:
        if part.kind is PartKind.INSTRUMENT and part.title:
            yield part.title
    if policy.meta.title:
        yield policy.meta.title
