"""When a document, or another one that it names, ceases to hold."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from gazette.model.document import Policy
from gazette.model.event import Event, EventKind, Target
from gazette.text.dates import parse_date
from gazette.text.numerals import to_int
from gazette.validity import vocabulary as words
from gazette.validity.naming import Named, named
from gazette.validity.passages import Passage
from gazette.validity.starts import quote, subject_of

_TERM = "term"


def expires(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 有效期五年 and 有效期至2025年12月31日, said of the document itself.

    The validity of a licence, a base or a project is none of the document's: the sentence must
    name the document (本办法) or tell its start.
    """
    if not (words.SELF.search(passage.text) or words.STARTS.search(passage.text)):
        return
    for pattern in (words.EXPIRES_RANGE, words.EXPIRES_ON, words.UNTIL, words.EXPIRES_AFTER):
        match = pattern.search(passage.text)
        if match is None:
            continue
        said = subject_of(passage, match.start())
        if said is None and not words.STARTS.search(passage.text[: match.start()]):
            return
        groups = match.groupdict()
        day = parse_date(groups["day"]) if groups.get("day") else None
        yield Event(
            kind=EventKind.EXPIRES,
            day=day,
            certain=day is not None,
            quote=quote(passage, match.start(), match.end()),
            source=policy.id,
            address=passage.address,
            span=passage.span(match.start(), match.end()),
            subject=said or "",
            reason=None if day else f"{_TERM} {months(match)}",
        )
        return


def months(match: re.Match[str]) -> int:
    """Return the length of a term in months."""
    count = to_int(match["years"]) or 0
    return count * 12 if match["unit"] == "年" else count


def counted(event: Event, found: Sequence[Event]) -> Event:
    """Count a term from the start the text gives; an uncertain start gives uncertain ends."""
    if event.kind is not EventKind.EXPIRES or not (event.reason or "").startswith(_TERM):
        return event
    length = int((event.reason or "").removeprefix(_TERM))
    start = next((each for each in found if each.kind is EventKind.IN_FORCE), None)
    if start is None:
        return replace(event, reason=None)
    if start.day:
        return replace(event, day=later(start.day, length), certain=True, reason=None)
    ends = tuple((what, later(day, length)) for what, day in start.candidates)
    return replace(event, candidates=ends, reason=None)


def later(day: date, count: int) -> date:
    """Return the last day of a term of so many months that begins on `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=1)


def repeals(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 《…》（…号）同时废止, one event for each document named.

    What is repealed stands before the verb, or after 废止; a sentence on repealing as such
    (修改、废止程序) names no document and is none.
    """
    verb = next(iter(words.REPEALED.finditer(passage.text)), None)
    if verb is None or not _is_act(passage, verb.start(), verb.end()):
        return
    for each in _repealed(passage, verb.start(), verb.end()):
        partial = words.ARTICLE.match(passage.text, each.end)
        target = replace(each.target, partial=partial.group() if partial else None)
        yield Event(
            kind=EventKind.REPEALS,
            day=_day_of_repeal(passage),
            certain=_day_of_repeal(passage) is not None,
            quote=passage.text[_clause(passage.text, each.start) : verb.end()],
            source=policy.id,
            address=passage.address,
            span=passage.span(each.start, max(each.end, verb.end())),
            target=target,
        )


def _is_act(passage: Passage, start: int, end: int) -> bool:
    """Tell an act of repeal from talk about repealing."""
    if words.SAME_TIME.search(passage.text):
        return True
    after = passage.text[end : end + 1]
    return (
        after in ("。", "；", "，", "", ":", "：")
        and passage.text[max(0, start - 1) : start] in "》)）"
    )


def _repealed(passage: Passage, start: int, end: int) -> Iterator[Named]:
    """Yield the documents that a sentence repeals: those before the verb, else those after it."""
    found = named(passage.text)
    before = [each for each in found if each.end <= start + 1]
    for each in before or [each for each in found if each.start >= end]:
        lead = passage.text[max(0, each.start - 3) : each.start]
        if not any(word in lead for word in ("依据", "根据", "按照", "依照")):
            yield each


def _clause(text: str, at: int) -> int:
    """Return where the clause at `at` begins, the word 原 before a title included."""
    return max(text.rfind(mark, 0, at) for mark in "，；。") + 1


def _day_of_repeal(passage: Passage) -> date | None:
    """Return the day a repeal counts from, where its own sentence says one."""
    match = words.STARTS.search(passage.text)
    if match and not match["act"] and not match["delay"]:
        return parse_date(match["when"])
    return None


def supersedes(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 上一版同时废止, which names nothing: its target is to be resolved."""
    match = words.LAST_EDITION.search(passage.text)
    if match:
        yield Event(
            kind=EventKind.SUPERSEDES,
            day=_day_of_repeal(passage),
            certain=False,
            quote=match.group(),
            source=policy.id,
            address=passage.address,
            span=passage.span(match.start(), match.end()),
            target=Target(),
        )
