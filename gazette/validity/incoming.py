"""Events that reach a document from the texts of others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gazette.model.event import Event, EventKind

REFLECTED = {
    EventKind.REPEALS: EventKind.REPEALED,
    EventKind.AMENDS: EventKind.AMENDED,
    EventKind.CONTINUES: EventKind.CONTINUES,
    EventKind.EXPIRES: EventKind.EXPIRES,
}
"""What an event of one document is to the document it points to."""


def incoming(own: Mapping[str, Iterable[Event]]) -> dict[str, tuple[Event, ...]]:
    """Return the events that reach each document, held or known by reference only.

    Args:
        own: For each policy held, the events its own text speaks of.

    Returns:
        For the id of each target, the events that reach it; the quote and the source are those of
        the text that says so.  A repeal without a day of its own takes effect when the repealing
        text does: uncertain where that is.
    """
    found: dict[str, list[Event]] = {}
    for events in own.values():
        listed = tuple(events)
        for event in listed:
            target = event.target
            if target is None or target.id is None or event.kind not in REFLECTED:
                continue
            found.setdefault(target.id, []).append(_reflected(event, listed))
    return {target: tuple(events) for target, events in sorted(found.items())}


def _reflected(event: Event, listed: Sequence[Event]) -> Event:
    reflected = replace(event, kind=REFLECTED[event.kind])
    if event.day is not None or event.kind is not EventKind.REPEALS:
        return reflected
    start = next((each for each in listed if each.kind is EventKind.IN_FORCE), None)
    if start is None:
        issued = next((each for each in listed if each.kind is EventKind.ISSUED), None)
        days = (("issued", issued.day),) if issued and issued.day else ()
        return replace(reflected, candidates=days)
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
