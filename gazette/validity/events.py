"""The events a policy's own text speaks of, found by an ordered list of rules."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gazette.model.document import Policy
from gazette.model.event import Event, EventKind
from gazette.validity import ends, relations, repeals, reviews, starts
from gazette.validity.passages import Passage, passages
from gazette.validity.reading import Reading, known_days


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, and what it finds in a sentence."""

    name: str
    find: Callable[[Reading, Passage], Iterator[Event]]


RULES: tuple[Rule, ...] = (
    Rule("an end on a day, or after a term", ends.expires),
    Rule("a repeal of named documents", repeals.repeals),
    Rule("a repeal of the edition before", ends.supersedes),
    Rule("an amendment", relations.amends),
    Rule("a revised text", relations.revises),
)
"""Tried on every sentence, in this order, once the document's start is known."""

WHOLE: tuple[Callable[[Policy], Iterator[Event]], ...] = (
    starts.issued,
    starts.published,
    starts.trial,
    relations.issues,
    relations.forwards,
    relations.interprets,
    relations.decides,
    reviews.listed,
)
"""Tried once on the whole document."""


def events(policy: Policy, carried: Sequence[tuple[str, date]] = ()) -> tuple[Event, ...]:
    """Find what a policy says on its validity and on that of others.

    Args:
        policy: Any document.
        carried: The gazette issues that carried it, each with its day.

    Returns:
        Events with the words that say them, first those of the document as a whole, then in the
        order of the text.  What the text leaves open is uncertain, with the days it may be.
    """
    sentences = list(passages(policy))
    found = [event for rule in WHOLE for event in rule(policy)]
    found += [
        Event(EventKind.CARRIED, day, True, "", policy.id, subject=name) for name, day in carried
    ]
    said = [event for passage in sentences for event in starts.adopted(policy, passage)]
    reading = Reading(policy, known_days([*found, *said]))
    begun = [event for passage in sentences for event in starts.in_force(reading, passage)]
    reading = Reading(policy, reading.days, begun[0] if begun else None)
    said += begun
    said += [
        event for passage in sentences for rule in RULES for event in rule.find(reading, passage)
    ]
    said += repeals.enumerated(reading, sentences)
    said.sort(key=lambda event: event.span.start if event.span else -1)
    return _once([*found, *said])


def _once(found: Sequence[Event]) -> tuple[Event, ...]:
    """Return each event once: two rules may read one statement, the first of them is kept."""
    kept: dict[object, Event] = {}
    for event in found:
        target = event.target and (event.target.title, event.target.number, event.target.partial)
        place = None if event.target and event.target.title else event.span
        kept.setdefault((event.kind, target, event.subject, place, event.day), event)
    return tuple(kept.values())
