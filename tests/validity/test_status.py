"""What holds on a day: what is not known stays unknown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import validity
from gazette.model.event import Event, EventKind, StatusKind, Target

DAY = date(2023, 5, 1)


def event(kind: EventKind, day: date | None = DAY, *may_be: date, partial: str = "") -> Event:
    return Event(
        kind,
        day,
        day is not None,
        "words",
        "甲",
        target=Target(id="乙", partial=partial or None),
        subject="乙",
        candidates=tuple(("issued", each) for each in may_be),
    )


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("events", "at", "kind"),
    [
        ([], 0, StatusKind.UNKNOWN),
        ([event(EventKind.ISSUED)], 0, StatusKind.IN_FORCE),
        ([event(EventKind.ISSUED)], -1, StatusKind.NOT_YET),
        ([event(EventKind.IN_FORCE)], 0, StatusKind.IN_FORCE),
        ([event(EventKind.IN_FORCE)], -1, StatusKind.NOT_YET),
        ([event(EventKind.IN_FORCE, None)], 0, StatusKind.UNKNOWN),
        ([event(EventKind.IN_FORCE, None, DAY, after(9))], 8, StatusKind.UNKNOWN),
        ([event(EventKind.IN_FORCE, None, DAY, after(9))], 9, StatusKind.IN_FORCE),
        ([event(EventKind.IN_FORCE, None, DAY, after(9))], -1, StatusKind.NOT_YET),
        ([event(EventKind.IN_FORCE), event(EventKind.EXPIRES, after(9))], 9, StatusKind.IN_FORCE),
        ([event(EventKind.IN_FORCE), event(EventKind.EXPIRES, after(9))], 10, StatusKind.EXPIRED),
        ([event(EventKind.IN_FORCE), event(EventKind.EXPIRES, None)], 10, StatusKind.UNKNOWN),
        ([event(EventKind.REPEALED, after(9))], 9, StatusKind.REPEALED),
        ([event(EventKind.ISSUED), event(EventKind.REPEALED, after(9))], 8, StatusKind.IN_FORCE),
        ([event(EventKind.REPEALED, None)], 0, StatusKind.UNKNOWN),
        ([event(EventKind.REPEALED, None, DAY, after(9))], 5, StatusKind.UNKNOWN),
        ([event(EventKind.REPEALED, None, DAY, after(9))], 9, StatusKind.REPEALED),
        (
            [event(EventKind.ISSUED), event(EventKind.REPEALED, after(1), partial="第三条")],
            2,
            StatusKind.PARTLY_REPEALED,
        ),
        ([event(EventKind.ISSUED), event(EventKind.AMENDED, after(1))], 2, StatusKind.AMENDED),
    ],
)
def test_status(events: list[Event], at: int, kind: StatusKind) -> None:
    found = validity.status(events, after(at))
    assert found.kind is kind
    assert found.because or kind is StatusKind.UNKNOWN


@given(st.integers(-400, 400), st.integers(1, 400))
def test_what_has_ended_stays_ended(at: int, more: int) -> None:
    events = [event(EventKind.IN_FORCE), event(EventKind.REPEALED, after(100))]
    if validity.status(events, after(at)).kind is StatusKind.REPEALED:
        assert validity.status(events, after(at + more)).kind is StatusKind.REPEALED


def test_expiring() -> None:
    events = [event(EventKind.EXPIRES, after(30))]
    assert validity.expiring(events, DAY, 30) is events[0]
    assert validity.expiring(events, DAY, 29) is None
    assert validity.expiring(events, after(31), 30) is None


def test_an_editor_has_the_last_word() -> None:
    read = event(EventKind.IN_FORCE, None, DAY, after(9))
    said = replace(read, day=after(9), certain=True, candidates=(), reason="asked the office")
    assert validity.merge([read], [said]) == (said,)
    other = event(EventKind.EXPIRES, after(99))
    assert validity.merge([read, other], [said]) == (other, said)


def test_until_is_the_last_day_it_holds() -> None:
    events = [event(EventKind.IN_FORCE), event(EventKind.EXPIRES, after(9))]
    assert validity.status(events, DAY).until == after(9)
    ended = validity.status([event(EventKind.REPEALED, after(9))], after(9))
    assert ended.until == after(8)
