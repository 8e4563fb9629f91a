"""What a document does to others: issues, forwards, interprets, amends, revises them."""

from collections.abc import Iterator
from dataclasses import replace

from gazette.model.document import Kind, PartKind, Policy
from gazette.model.event import Event, EventKind, Target
from gazette.validity import vocabulary as words
from gazette.validity.naming import Named, named
from gazette.validity.passages import Passage, masked
from gazette.validity.reading import Reading


def issues(policy: Policy) -> Iterator[Event]:
    """A notice whose title says 印发 issues the instrument it carries."""
    title = policy.meta.title or ""
    if policy.meta.kind is Kind.INTERPRETATION or not words.ISSUES.search(masked(title)):
        return
    carried = [p.title for p in policy.parts if p.kind is PartKind.INSTRUMENT and p.title]
    inner = [each.title for each in named(title) if each.title]
    target = next(iter(carried or inner), None)
    if target:
        yield _said(policy, EventKind.ISSUES, title, Target(title=target))


def forwards(policy: Policy) -> Iterator[Event]:
    """A title that says 转发 or 批转 forwards another organ's document.

    The date in the text may be that of the document forwarded, so the event has none.
    """
    title = policy.meta.title or ""
    match = words.FORWARDS.search(title)
    if match:
        inner = named(title[match.end() :])
        words_after = title[match.end() :].removesuffix("的通知").strip()
        target = inner[0].target if inner else Target(title=words_after or None)
        yield Event(EventKind.FORWARDS, None, False, title, policy.id, target=target)


def interprets(policy: Policy) -> Iterator[Event]:
    """An interpretation names in its title the document it explains."""
    title = policy.meta.title or ""
    if policy.meta.kind is not Kind.INTERPRETATION:
        return
    for each in named(title)[:1]:
        yield _said(policy, EventKind.INTERPRETS, title, each.target)


def _said(policy: Policy, kind: EventKind, title: str, target: Target) -> Event:
    """Return an event that the title says."""
    day = policy.meta.issued
    return Event(kind, day, day is not None, title, policy.id, target=target)


def decides(policy: Policy) -> Iterator[Event]:
    """A decision whose title says 关于修改《…》的决定 does what it says to what it names."""
    title = policy.meta.title or ""
    match = words.DECISION.search(title)
    if match is None:
        return
    kind = _DECIDED[match["verb"]]
    for each in named(title[match.end() - 1 :]):
        yield _said(policy, kind, title, each.target)


_DECIDED = {
    "修改": EventKind.AMENDS,
    "修正": EventKind.AMENDS,
    "修订": EventKind.REVISES,
    "废止": EventKind.REPEALS,
    "廢止": EventKind.REPEALS,
}


def amends(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 对《…》作如下修改, 将《…》第十条修改为, and 修正「…」第一點."""
    match = words.AMENDS.search(passage.plain)
    if match:
        for each in named(passage.text[: match.start()]):
            if not words.RULED_BY.search(passage.plain, max(0, each.start - _NEAR), each.start):
                yield _found(reading, passage, EventKind.AMENDS, each, (each.start, match.end()))
        return
    for each in _corrected(passage):
        if words.SOME.match(passage.plain, each.end):
            yield _found(reading, passage, EventKind.AMENDS, each, (each.start - 2, each.end))


def _corrected(passage: Passage) -> Iterator[Named]:
    """Yield the documents that 修正 stands right before, among the first sentences."""
    if passage.index < _FIRST:
        for each in named(passage.text):
            if each.title and words.AMENDS_TW.search(
                passage.plain, max(0, each.start - _NEAR), each.start
            ):
                yield each


def revises(reading: Reading, passage: Passage) -> Iterator[Event]:
    """Find 我们修订了《…》: the instrument that follows replaces an earlier text of its name."""
    for each in _corrected(passage):
        if not words.SOME.match(passage.plain, each.end):
            yield _found(reading, passage, EventKind.REVISES, each, (each.start - 2, each.end))
    match = words.REVISED.search(passage.plain)
    if match is None or passage.part is not PartKind.NOTICE:
        return
    for each in named(passage.text[match.start() :])[:1]:
        end = match.start() + each.end
        yield _found(reading, passage, EventKind.REVISES, each, (match.start(), end))


_FIRST = 12
_NEAR = 40


def _found(
    reading: Reading, passage: Passage, kind: EventKind, each: Named, place: tuple[int, int]
) -> Event:
    """Return an event that a sentence says, on the day the document is of."""
    policy = reading.policy
    day = policy.meta.issued
    some = words.PROVISIONS.match(passage.plain, each.end)
    return Event(
        kind=kind,
        day=day,
        certain=day is not None,
        quote=passage.text[slice(*place)],
        source=policy.id,
        address=passage.address,
        span=passage.span(*place),
        target=replace(each.target, partial=some["what"] if some else None),
    )
