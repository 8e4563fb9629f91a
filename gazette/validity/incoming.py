"""Events that reach a document from the texts of others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gazette.model.document import PartKind, Policy
from gazette.model.event import Event, EventKind
from gazette.text.fold import fold
from gazette.validity.naming import named

REFLECTED = {
    EventKind.REPEALS: EventKind.REPEALED,
    EventKind.AMENDS: EventKind.AMENDED,
    EventKind.CONTINUES: EventKind.CONTINUES,
    EventKind.EXPIRES: EventKind.EXPIRES,
}
"""What an event of one document is to the document it points to."""


def names(policy: Policy) -> tuple[str, ...]:
    """Return the titles a policy goes by: its own, and that of the instrument it issues."""
    title = policy.meta.title
    inner = [each.title for each in named(title)] if title else []
    parts = [part.title for part in policy.parts if part.kind is PartKind.INSTRUMENT]
    return tuple(dict.fromkeys(name for name in (title, *inner, *parts) if name))


def incoming(
    own: Mapping[str, Iterable[Event]], titles: Mapping[str, Iterable[str]] | None = None
) -> dict[str, tuple[Event, ...]]:
    """Return the events that reach each document, held or known by reference only.

    Args:
        own: For each policy held, the events its own text speaks of.
        titles: For each policy held, the titles it goes by (see `names`).  With them a document
            that is named without a number is reached too, where only one has that title; such an
            event is uncertain, for a title proves less than a number.

    Returns:
        For the id of each target, the events that reach it; the quote and the source are those of
        the text that says so.  A repeal without a day of its own takes effect when the repealing
        text does: uncertain where that is.
    """
    index = _index(titles or {})
    found: dict[str, list[Event]] = {}
    for source, events in own.items():
        listed = tuple(events)
        start = next((each for each in listed if each.kind is EventKind.IN_FORCE), None)
        for event in listed:
            if event.kind in REFLECTED and event.target is not None:
                reached = _resolved(event, source, index)
                if reached.target and reached.target.id:
                    found.setdefault(reached.target.id, []).append(
                        _reflected(reached, start, listed)
                    )
    return {target: tuple(events) for target, events in sorted(found.items())}


def _index(titles: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for policy_id, names_ in titles.items():
        for name in names_:
            found.setdefault(fold(name), set()).add(policy_id)
    return found


def _resolved(event: Event, source: str, index: Mapping[str, set[str]]) -> Event:
    """Give a target that is named by its title alone the id of the one document of that title."""
    target = event.target
    if target is None or target.id or target.number or not target.title:
        return event
    ids = index.get(fold(target.title), set()) - {source}
    if len(ids) != 1:
        return event
    return replace(event, certain=False, target=replace(target, id=next(iter(ids))))


def _reflected(event: Event, start: Event | None, listed: Sequence[Event]) -> Event:
    target = event.target
    name = (target.title or target.number or "") if target else ""
    reflected = replace(event, kind=REFLECTED[event.kind], subject=name)
    if event.day is not None or event.candidates or event.kind is not EventKind.REPEALS:
        return reflected
    if start is None:
        issued = next((each for each in listed if each.kind is EventKind.ISSUED), None)
        days = ((EventKind.ISSUED.value, issued.day),) if issued and issued.day else ()
        return replace(reflected, certain=False, candidates=days)
    return replace(reflected, day=start.day, certain=start.certain, candidates=start.candidates)


def merge(found: Iterable[Event], editor: Iterable[Event]) -> tuple[Event, ...]:
    """Join what texts say with what an editor says, who has the last word.

    An editor's event of a kind (and target) replaces those that were found; it gives its reason.
    """
    said = tuple(editor)
    overruled = {_key(event) for event in said}
    return (*(event for event in found if _key(event) not in overruled), *said)


def _key(event: Event) -> tuple[EventKind, str | None]:
    return event.kind, event.target.id if event.target else None
