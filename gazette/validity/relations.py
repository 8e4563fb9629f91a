"""What a document does to others: issues, forwards, interprets, amends, revises them."""

from collections.abc import Iterator

from gazette.model.document import Kind, PartKind, Policy
from gazette.model.event import Event, EventKind, Target
from gazette.validity import vocabulary as words
from gazette.validity.naming import named
from gazette.validity.passages import Passage


def issues(policy: Policy) -> Iterator[Event]:
    """A notice whose title says 印发 issues the instrument it carries."""
    title = policy.meta.title or ""
    match = words.ISSUES.search(title)
    if match is None:
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


def amends(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 对《…》作如下修改."""
    match = words.AMENDS.search(passage.text)
    if match is None:
        return
    for each in named(passage.text[: match.start()]):
        yield Event(
            kind=EventKind.AMENDS,
            day=policy.meta.issued,
            certain=policy.meta.issued is not None,
            quote=passage.text[each.start : match.end()],
            source=policy.id,
            address=passage.address,
            span=passage.span(each.start, match.end()),
            target=each.target,
        )


def revises(policy: Policy, passage: Passage) -> Iterator[Event]:
    """Find 我们修订了《…》: the instrument that follows replaces an earlier text of its name."""
    match = words.REVISED.search(passage.text)
    if match is None or passage.part is not PartKind.NOTICE:
        return
    for each in named(passage.text[match.start() :])[:1]:
        yield Event(
            kind=EventKind.REVISES,
            day=policy.meta.issued,
            certain=policy.meta.issued is not None,
            quote=passage.text[match.start() : match.start() + each.end],
            source=policy.id,
            address=passage.address,
            span=passage.span(match.start(), match.start() + each.end),
            target=each.target,
        )
