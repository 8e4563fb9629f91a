"""What holds of a document on a day: derived from events, never stored."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from gazette.model.event import Event, EventKind, Status, StatusKind

_FIRST = (EventKind.IN_FORCE, EventKind.ISSUED, EventKind.PUBLISHED, EventKind.CONTINUES)
"""What speaks for force, the strongest first."""


def status(events: Iterable[Event], at: date) -> Status:
    """Return what holds of a document on a day, and the events that say so.

    What is not known stays unknown: an uncertain day counts only when every day it may be has
    passed, and between them the status is 状态不明.  A text that says nothing of its start holds
    from its date of issue by custom; one without any date is 状态不明.

    Args:
        events: All that is known of the document: its own events and those that reach it.
        at: The day.
    """
    known = tuple(event for event in events if _is_of_itself(event))
    for judge in (_ended, _unsure_of_end, _not_yet, _partly, _amended, _in_force):
        found = judge(known, at)
        if found is not None:
            return found
    return Status(StatusKind.UNKNOWN, at)


def expiring(events: Iterable[Event], at: date, days: int) -> Event | None:
    """Return the event by which a document expires, or may expire, within so many days.

    Returns:
        The event, uncertain where only one of its candidate days falls in the time; `None` where
        none does.
    """
    last = at + timedelta(days=days)
    for event in events:
        ends = event.kind is EventKind.EXPIRES and _is_of_itself(event)
        if ends and any(at <= day <= last for day in _days(event)):
            return event
    return None


_SPOKEN = (EventKind.EXPIRES, EventKind.CONTINUES)


def _is_of_itself(event: Event) -> bool:
    """Tell whether an end is the document's own, not one that it tells of another document.

    A review that lists documents as 失效 does not lapse by that; the event that reaches each of
    them names it as its subject.
    """
    return event.kind not in _SPOKEN or event.target is None or bool(event.subject)


def _days(event: Event) -> tuple[date, ...]:
    """Return the days an event may be on; empty: not known at all."""
    if event.day is not None:
        return (event.day,)
    return tuple(day for _, day in event.candidates)


def _passed(event: Event, at: date) -> bool | None:
    """Tell whether an event has taken effect by a day; `None`: it may have."""
    days = _days(event)
    if not days:
        return None
    if all(day <= at for day in days):
        return True
    return None if any(day <= at for day in days) else False


def _whole(events: Sequence[Event], kind: EventKind) -> list[Event]:
    return [
        event
        for event in events
        if event.kind is kind and not (event.target and event.target.partial)
    ]


def _ended(events: Sequence[Event], at: date) -> Status | None:
    for event in _whole(events, EventKind.REPEALED):
        if _passed(event, at):
            return Status(StatusKind.REPEALED, at, (event,), _until(event))
    for event in _whole(events, EventKind.EXPIRES):
        days = _days(event)
        if days and all(day < at for day in days):
            return Status(StatusKind.EXPIRED, at, (event,), _until(event))
    return None


def _until(event: Event) -> date | None:
    """Return the last day a document holds."""
    if event.day is None:
        return None
    before = event.kind is EventKind.REPEALED
    return event.day - timedelta(days=1) if before else event.day


def _unsure_of_end(events: Sequence[Event], at: date) -> Status | None:
    """A repeal or an end that may have come, or whose day nobody tells, leaves it open."""
    for event in (*_whole(events, EventKind.REPEALED), *_whole(events, EventKind.EXPIRES)):
        days = _days(event)
        is_term = event.kind is EventKind.EXPIRES
        open_ = not days or (any(d < at if is_term else d <= at for d in days))
        if open_:
            return Status(StatusKind.UNKNOWN, at, (event,))
    return None


def _not_yet(events: Sequence[Event], at: date) -> Status | None:
    starts = [event for event in events if event.kind is EventKind.IN_FORCE]
    for event in starts[:1]:
        passed = _passed(event, at)
        if passed is False:
            return Status(StatusKind.NOT_YET, at, (event,))
        if passed is None:
            return Status(StatusKind.UNKNOWN, at, (event,))
    if not starts:
        issued = [event for event in events if event.kind is EventKind.ISSUED]
        if issued and _passed(issued[0], at) is False:
            return Status(StatusKind.NOT_YET, at, tuple(issued[:1]))
    return None


def _partly(events: Sequence[Event], at: date) -> Status | None:
    parts = tuple(
        event
        for event in events
        if event.kind is EventKind.REPEALED
        and event.target
        and event.target.partial
        and _passed(event, at)
    )
    return Status(StatusKind.PARTLY_REPEALED, at, parts) if parts else None


def _amended(events: Sequence[Event], at: date) -> Status | None:
    found = tuple(e for e in events if e.kind is EventKind.AMENDED and _passed(e, at))
    return Status(StatusKind.AMENDED, at, found, _end(events)) if found else None


def _in_force(events: Sequence[Event], at: date) -> Status | None:
    for kind in _FIRST:
        for event in events:
            if event.kind is kind and _passed(event, at):
                return Status(StatusKind.IN_FORCE, at, (event,), _end(events))
    return None


def _end(events: Sequence[Event]) -> date | None:
    """Return the last day the text gives, if it is certain."""
    days = [e.day for e in events if e.kind is EventKind.EXPIRES and e.day is not None]
    return min(days, default=None)
