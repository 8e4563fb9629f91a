"""When a document begins to hold, and the days that may be meant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gazette.model.document import PartKind, Policy, Role
from gazette.model.event import Event, EventKind
from gazette.model.source import Span
from gazette.text.dates import find_dates, parse_date
from gazette.validity import vocabulary as words
from gazette.validity.passages import Passage


def in_force(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 本办法自2023年5月1日起施行 and 自发布之日起实施.

    A sentence that neither names the document itself (本办法) nor begins with the day is about
    something else: a list of prices, a base, a period to apply in.
    """
    for match in words.STARTS.finditer(passage.text):
        subject = subject_of(passage, match.start())
        if subject is None:
            continue
        day = parse_date(match["when"]) if not match["act"] else None
        if match["delay"]:
            day = None
        act = match["act"] or ""
        yield Event(
            kind=EventKind.IN_FORCE,
            day=day,
            certain=day is not None,
            quote=quote(passage, match.start(), match.end()),
            source=policy.id,
            address=passage.address,
            span=passage.span(match.start(), match.end()),
            subject=subject,
            reason=act if act and not match["delay"] else None,
        )


def subject_of(passage: Passage, at: int) -> str | None:
    """Return what a statement at `at` is said of; `None` where it is not the document itself."""
    before = passage.text[:at]
    named = list(words.SELF.finditer(before))
    if named:
        return named[-1].group()
    bare = before.strip(" 　，,、并且") in ("", passage.address.rpartition("/")[2])
    return "" if bare and passage.is_final else None


def quote(passage: Passage, start: int, end: int) -> str:
    """Return the clause a statement stands in: from its own subject to its end."""
    lead = max(passage.text.rfind(mark, 0, start) for mark in "，。；\n")
    named = list(words.SELF.finditer(passage.text[:start]))
    begin = named[-1].start() if named else lead + 1
    return passage.text[begin:end].strip()


_DAYS = (EventKind.ISSUED, EventKind.PRINTED, EventKind.PUBLISHED, EventKind.CARRIED)


def with_candidates(event: Event, found: Sequence[Event]) -> Event:
    """Name the days that 自发布之日起 may mean: which of them it is, the text does not say."""
    if event.kind is not EventKind.IN_FORCE or event.reason is None:
        return event
    days = [(e.kind.value, e.day) for kind in _DAYS for e in found if e.kind is kind and e.day]
    return replace(event, candidates=tuple(dict.fromkeys(days)), reason=None)


def issued(policy: Policy) -> Iterator[Event]:
    """Give the date under the signature."""
    day = policy.meta.issued
    if day is None:
        return
    at = 0
    for part in policy.parts:
        for block in part.blocks:
            if block.role is Role.DATE and any(f.day == day for f in find_dates(block.text)):
                yield Event(
                    EventKind.ISSUED, day, True, block.text, policy.id, span=_whole(at, block.text)
                )
                return
            at += len(block.text) + 1


def _whole(at: int, text: str) -> Span:
    return Span(at, at + len(text))


def published(policy: Policy) -> Iterator[Event]:
    """Give the day the web carried it; a listing said so, not the text."""
    if policy.meta.published:
        yield Event(EventKind.PUBLISHED, policy.meta.published, True, "", policy.id)


def adopted(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find （2015年3月15日第十二届全国人民代表大会第三次会议通过）."""
    if passage.index > 6 and passage.part is not PartKind.NOTICE:
        return
    match = words.ADOPTED.search(passage.text)
    day = parse_date(match["day"]) if match else None
    if match and day:
        yield Event(
            EventKind.ADOPTED,
            day,
            True,
            match.group(),
            policy.id,
            passage.address,
            passage.span(match.start(), match.end()),
        )


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
