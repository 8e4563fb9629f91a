"""Dates as official documents write them."""

import re
from dataclasses import dataclass
from datetime import date

from gazette.text.numerals import to_int

_DATE = re.compile(
    r"(?<!\d)(?P<year>\d{2}\s?\d{2}|[一二][〇零○一二三四五六七八九]{3})\s{0,3}年\s{0,3}"
    r"(?P<month>\d\s?\d?|[一二三四五六七八九十]{1,2})\s{0,3}月\s{0,3}"
    r"(?P<day>\d\s?\d?|[一二三四五六七八九十]{1,3})\s{0,3}日"
)
"""A typesetter may part the digits: 20 20 年 8 月 28 日."""
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_REPUBLIC = re.compile(
    r"(?:中華民國|民國)\s{0,3}(?P<year>\d{1,3}|[一二三四五六七八九十百零〇○]{1,5})\s{0,3}年\s{0,3}"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s{0,3}月\s{0,3}"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,3}日"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in a text."""

    day: date
    start: int
    end: int


def _read(match: re.Match[str], offset: int = 0) -> FoundDate | None:
    """Turn a match into a date; `None` where the calendar has no such day."""
    numbers = [to_int("".join(match[name].split())) for name in ("year", "month", "day")]
    year, month, day = (0 if n is None else n for n in numbers)
    try:
        return FoundDate(date(year + offset, month, day), match.start(), match.end())
    except ValueError:
        return None


def find_dates(text: str) -> list[FoundDate]:
    """Find every full date in `text`: 2023年4月21日, 二〇二三年四月二十一日, 2023-04-21, 中華民國103年5月27日."""
    found = [_read(match) for match in _DATE.finditer(text)]
    found += [_read(match) for match in _ISO.finditer(text)]
    found += [_read(match, 1911) for match in _REPUBLIC.finditer(text)]
    return sorted((f for f in found if f is not None), key=lambda f: f.start)


def parse_date(text: str) -> date | None:
    """Read `text` as one date and nothing else; `None` if it is not."""
    stripped = text.strip()
    for pattern, offset in ((_DATE, 0), (_ISO, 0), (_REPUBLIC, 1911)):
        match = pattern.fullmatch(stripped)
        found = _read(match, offset) if match else None
        if found:
            return found.day
    return None


def write_date(day: date) -> str:
    """Write a date as documents do: 2023年4月21日."""
    return f"{day.year}年{day.month}月{day.day}日"
