"""Which other documents a document ends, wholly or in part."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gazette.model.event import Event, EventKind
from gazette.text.dates import parse_date
from gazette.validity import vocabulary as words
from gazette.validity.naming import Named, named
from gazette.validity.passages import Passage
from gazette.validity.reading import Reading

_NEXT = 40
"""A verb stands no further before its document than so many characters."""
_LINK = 90
"""Two documents under one verb, or a document and its verb, stand no further apart."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A document, what of it ends, and on which day its own sentence says."""

    document: Named
    partial: str | None = None
    day: date | None = None


def repeals(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 《…》（…号）同时废止 and 废止《…》, one event for each document named.

    A verb ends the documents joined to it; talk of repealing (修改、废止程序), a law that is
    applied (依照《…》，停止执行), a licence that lapses, and documents that go on are none.
    """
    verbs = list(words.REPEAL_VERB.finditer(passage.plain))
    if not verbs:
        return
    found = [each for each in named(passage.text) if _is_document(each)]
    taken: set[int] = set()
    floor = 0
    for verb in verbs:
        ended = _before(passage, found, verb, floor) or _after(passage, found, verb)
        for each in ended:
            if each.document.start not in taken:
                taken.add(each.document.start)
                yield event(reading, passage, each, verb.span())
        floor = verb.end()


def event(
    reading: Reading, passage: Passage, ended: _Ended, verb: tuple[int, int] | None = None
) -> Event:
    """Return the event by which a document ends; without a day of its own, with the text."""
    each = ended.document
    place = verb or (each.start, each.end)
    start = reading.start
    when = (ended.day, ()) if ended.day or not start else (start.day, start.candidates)
    first, last = min(each.start, place[0]), max(each.end, place[1])
    begin = _clause(passage.plain, first)
    return Event(
        kind=EventKind.REPEALS,
        day=when[0],
        certain=when[0] is not None,
        quote=passage.text[begin:last].strip(" 　，,"),
        source=reading.policy.id,
        address=passage.address,
        span=passage.span(first, last),
        target=replace(each.target, partial=ended.partial),
        candidates=when[1],
    )


def _is_document(each: Named) -> bool:
    """Tell a document from a paper issued to somebody, which ends by itself: 《许可证》."""
    return bool(each.number) or not (each.title or "").endswith(words.NO_DOCUMENT)


def _before(
    passage: Passage, found: Sequence[Named], verb: re.Match[str], floor: int
) -> list[_Ended]:
    """Return the documents joined to a verb that follows them, the last one first found."""
    kept = words.KEEPS.search(passage.plain, floor, verb.start())
    while kept:
        floor = kept.end()
        kept = words.KEEPS.search(passage.plain, floor, verb.start())
    first, last = _between(found, floor, verb.start())
    near = [each for each in found[first:last] if each.end <= verb.start() + 1]
    ended: list[_Ended] = []
    after = verb.start()
    for each in reversed(near):
        gap = passage.plain[each.end : after]
        link = _to_verb(gap, verb, passage.plain) if not ended else _to_next(gap)
        if link is None or words.RULED_BY.search(
            passage.plain, max(0, each.start - _NEXT), each.start
        ):
            break
        ended.append(_Ended(each, *link))
        after = each.start
    day = ended[0].day if ended else None
    return [replace(each, day=day) for each in reversed(ended)]


def _between(found: Sequence[Named], start: int, end: int) -> tuple[int, int]:
    """Return the slice of the documents that begin in a stretch of the sentence."""
    return (
        bisect_left(found, start, key=lambda each: each.start),
        bisect_left(found, end, key=lambda each: each.start),
    )


def _to_verb(gap: str, verb: re.Match[str], plain: str) -> tuple[str | None, date | None] | None:
    """Read what stands between a document and its verb: provisions, a condition, a day.

    Returns:
        What of the document ends, and when; `None` where the verb is not said of it.
    """
    if len(gap) > _LINK or not (verb["how"] or _closes(plain, verb.end())):
        return None
    rest = gap[words.DOCUMENT_TAIL.match(gap).end() :]  # type: ignore[union-attr]
    partial: str | None = None
    for pattern in (words.PROVISIONS, words.CONDITION):
        match = pattern.match(rest)
        if match:
            partial, rest = match["what"], rest[match.end() :]
    when = words.REPEAL_WHEN.match(rest)
    if when:
        rest = rest[when.end() :]
    if rest.strip(" 　，,起的全文（）()"):
        return None
    day = parse_date(when["day"]) if when and when["day"] else None
    return partial, day


def _closes(plain: str, end: int) -> bool:
    """Tell whether a verb ends its clause: 废止。, not 废止的程序."""
    return plain[end : end + 1] in ("", "。", "；", ";", "，", ",", "：", ":", "\n", "、", "）")


def _to_next(gap: str) -> tuple[str | None, date | None] | None:
    """Read what stands between two documents under one verb."""
    if len(gap) > _LINK:
        return None
    rest = gap[words.DOCUMENT_TAIL.match(gap).end() :]  # type: ignore[union-attr]
    partial = words.PROVISIONS.match(rest)
    if partial:
        rest = rest[partial.end() :]
    return (partial["what"] if partial else None, None) if words.CONNECTS.fullmatch(rest) else None


def _after(passage: Passage, found: Sequence[Named], verb: re.Match[str]) -> list[_Ended]:
    """Return the documents that follow their verb: 决定废止《…》、《…》."""
    ended: list[_Ended] = []
    at = verb.end()
    first, _ = _between(found, verb.end(), verb.end())
    for each in found[first:]:
        gap = passage.plain[at : each.start]
        if ended:
            joined = _to_next(gap)
        else:
            head = passage.plain[max(0, verb.start() - _NEXT) : each.start]
            joined = (None, None) if words.REPEALS_NEXT.search(head) else None
        if joined is None:
            break
        if ended:
            ended[-1] = replace(ended[-1], partial=joined[0])
        partial = words.PROVISIONS.match(passage.plain, each.end)
        ended.append(_Ended(each, partial["what"] if partial else None))
        at = each.end
    return ended


def _clause(plain: str, at: int) -> int:
    """Return where the clause at `at` begins, the word 原 before a title included."""
    return max(plain.rfind(mark, 0, at) for mark in "，；。\n") + 1


def enumerated(reading: Reading, found: Sequence[Passage]) -> Iterator[Event]:
    """Find 下列文件同时废止：1.《…》 2.《…》, the list standing in the lines that follow."""
    open_ = False
    for passage in found:
        opens = words.LIST_OPENS.search(passage.plain)
        if not (opens or open_):
            continue
        begin = opens.end() if opens else passage.lead
        documents = [each for each in named(passage.text) if each.start >= begin]
        if opens:
            open_ = True
        elif not (documents and _leads(passage, documents[0])):
            open_ = False
            continue
        for each in documents:
            titled = each if each.title else replace(each, title=_title(passage, each))
            yield event(reading, passage, _Ended(titled, _partial(passage, each)))


def _leads(passage: Passage, first: Named) -> bool:
    """Tell whether a line of a list begins with its document."""
    lead = passage.plain[passage.lead : first.start].strip(" 　原、，")
    return not lead or bool(_title(passage, first))


def _title(passage: Passage, each: Named) -> str | None:
    """Return the words before a number in brackets: 1. 关于印发…的通知（甲发〔2014〕2号）."""
    before = passage.text[passage.lead : each.start].rstrip(" 　")
    if before[-1:] not in ("(", "（"):
        return None
    title = before[:-1].strip(" 　")
    return title if 4 <= len(title) <= 120 and not set(title) & set("，。；") else None


def _partial(passage: Passage, each: Named) -> str | None:
    found = words.PROVISIONS.match(passage.plain, each.end)
    return found["what"] if found else None
