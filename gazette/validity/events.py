"""The events a policy's own text speaks of, found by an ordered list of rules."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gazette.model.document import Policy
from gazette.model.event import Event, EventKind
from gazette.validity import ends, relations, reviews, starts
from gazette.validity.passages import Passage, passages


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, and what it finds in a sentence."""

    name: str
    find: Callable[[Policy, Passage], Iterator[Event]]


RULES: tuple[Rule, ...] = (
    Rule("a start, on a day or on an act", starts.in_force),
    Rule("an end on a day, or after a term", ends.expires),
    Rule("a repeal of named documents", ends.repeals),
    Rule("a repeal of the edition before", ends.supersedes),
    Rule("an amendment", relations.amends),
    Rule("a day of adoption", starts.adopted),
    Rule("a revised text", relations.revises),
)
"""Tried on every sentence, in this order."""

WHOLE: tuple[Callable[[Policy], Iterator[Event]], ...] = (
    starts.issued,
    starts.published,
    starts.trial,
    relations.issues,
    relations.forwards,
    relations.interprets,
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
    found = [event for rule in WHOLE for event in rule(policy)]
    found += [
        Event(EventKind.CARRIED, day, True, "", policy.id, subject=name) for name, day in carried
    ]
    for passage in passages(policy):
        for rule in RULES:
            found += rule.find(policy, passage)
    return tuple(dict.fromkeys(_dated(found)))


def _dated(found: list[Event]) -> list[Event]:
    """Say which days an open start may mean, then count terms (有效期五年) from the start."""
    begun = [starts.with_candidates(event, found) for event in found]
    return [ends.counted(event, begun) for event in begun]
