"""What is known of a document before its sentences are read for validity."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gazette.model.document import Policy
from gazette.model.event import Event, EventKind
from gazette.text.numerals import to_int
from gazette.validity.vocabulary import ACT_EVENTS

Days = tuple[tuple[str, date], ...]
"""What each day is, and the day."""

_MEANT = {
    "published": (EventKind.ISSUED, EventKind.PUBLISHED, EventKind.CARRIED),
    "issued": (EventKind.ISSUED, EventKind.PRINTED),
    "adopted": (EventKind.ADOPTED,),
}
"""Which days an act may mean.  发布 may be the issue, the web or the gazette; the text is silent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy, the days known of it, and the start its text gives."""

    policy: Policy
    days: Days = ()
    start: Event | None = None
    """The first start that its text states."""

    def meant(self, act: str) -> Days:
        """Return the days that 自发布之日起 may mean, for the act it names."""
        kinds = _MEANT[ACT_EVENTS[act]]
        return tuple(
            (name, day) for kind in kinds for name, day in self.days if name == kind.value
        )


def known_days(events: Sequence[Event]) -> Days:
    """Return the days of a document that events give, each once."""
    return tuple(dict.fromkeys((e.kind.value, e.day) for e in events if e.day is not None))


def shifted(day: date, count: int, unit: str) -> date:
    """Return the day so many days, months or years after `day`; a shorter month ends it early."""
    if unit in ("日", "天", "工作日"):
        return day + timedelta(days=count)
    return _corresponding(day, months(count, unit))[0]


def months(count: int, unit: str) -> int:
    """Return a term in months."""
    return count * 12 if unit == "年" else count


def number(text: str) -> int:
    """Read the number of a term; two is 两 or 兩."""
    return to_int(text.replace("兩", "两")) or 0


def last_day(start: date, term: int) -> date:
    """Return the last day of a term of so many months that begins on `start`.

    It is the day before the corresponding one; where the month has no such day, its last
    (民法典 art. 202).
    """
    day, exact = _corresponding(start, term)
    return day - timedelta(days=1) if exact else day


def _corresponding(day: date, term: int) -> tuple[date, bool]:
    year, month = divmod(day.year * 12 + day.month - 1 + term, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day <= last
