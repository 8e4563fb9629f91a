"""Policies as lines of a list: on the home page, in catalogues, in the list of all."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from operator import attrgetter

from gazette.model.document import Kind, Metadata, Policy
from gazette.model.event import Event, EventKind, Status, StatusKind
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import key_of
from gazette.site.press import slug, title_of

_BEGINNING = 28
"""Characters of a text that stand for a missing title."""


@dataclass(frozen=True, repr=False)
class Row:
    """A policy in a list.

    Many pages depend on a row, so its `repr`, which goes into their keys, is a hash made once.
    """

    id: str
    title: str
    number: str | None
    kind: Kind
    issuers: tuple[str, ...]
    issued: date | None
    published: date | None
    status: StatusKind
    until: date | None
    held: bool
    subjects: tuple[str, ...] = ()
    titled: bool = True
    """False: it has no title; what stands for it is how its text begins, or its number."""

    facts: str = field(default="", compare=False)
    """A hash of all that is known around the policy: its text, events, citations, copies …"""

    def __repr__(self) -> str:
        return self.mark

    @cached_property
    def mark(self) -> str:
        """A hash of all that a list shows of it."""
        return key_of(_shown(self))

    @property
    def path(self) -> str:
        """Where its page lies."""
        return paths.policy(self.id)

    @property
    def slug(self) -> str:
        """Its status as a class."""
        return slug(self.status)

    @property
    def day(self) -> date | None:
        """The day it is listed under: of issue, else of publication."""
        return self.issued or self.published

    @property
    def year(self) -> int | None:
        """The year it is listed under; where no day is known, that of its number."""
        if self.day:
            return self.day.year
        years = [int(part) for part in self.id.split("/")[1:-1] if part.isdecimal()]
        return years[0] if years and 1900 < years[0] < 2200 else None


_shown = attrgetter(*(each.name for each in fields(Row) if each.compare))


def rows(library: Library) -> dict[str, Row]:
    """Return every policy as a line, those known by reference included, newest first."""
    found = [_held(library, policy_id) for policy_id in library.policies]
    found += [_referred(library, policy_id) for policy_id in library.references]
    found.sort(key=order, reverse=True)
    return {row.id: row for row in found}


def order(row: Row) -> tuple[date, str]:
    """Return by what lines are sorted: day, then id."""
    return (row.day or date.min, row.id)


def _held(library: Library, policy_id: str) -> Row:
    meta = library.summary(policy_id).meta
    status = _status(library, policy_id)
    return Row(
        policy_id,
        title_of(meta.title, meta.number, _otherwise(library, policy_id)),
        meta.number,
        meta.kind,
        meta.issuers,
        meta.issued,
        meta.published,
        status.kind,
        status.until,
        held=True,
        subjects=_subjects(meta),
        titled=bool(meta.title),
        facts=_facts(library, policy_id),
    )


def _subjects(meta: Metadata) -> tuple[str, ...]:
    names = dict.fromkeys(paths.text(each.name) for each in meta.subjects)
    return tuple(filter(None, names))


def version(library: Library, policy_id: str) -> object:
    """Return what changes whenever the text or the data of a policy do."""
    return library.versions.get(policy_id) or library.policies.get(policy_id)


def _facts(library: Library, policy_id: str) -> str:
    return key_of(
        (
            version(library, policy_id),
            *_said(library, policy_id),
            [(e.kind, e.source, e.quote) for e in _because(library, policy_id)],
            library.backlinks.get(policy_id),
            library.editions.get(policy_id),
            [each.new for each in library.reworded.get(policy_id, ())],
        )
    )


def _because(library: Library, policy_id: str) -> tuple[Event, ...]:
    status = library.statuses.get(policy_id)
    return status.because if status else ()


def _said(library: Library, policy_id: str) -> tuple[object, ...]:
    """Return what is said of a policy, as far as it does not follow from its version."""
    events = library.events.get(policy_id, ())
    if policy_id in library.versions:
        return tuple(e for e in events if e.source != policy_id or e.kind is EventKind.CARRIED)
    return (
        events,
        library.citations.get(policy_id),
        library.corrections.get(policy_id),
        library.copies.get(policy_id),
        [each.commit for each in library.histories.get(policy_id, ())],
    )


def _otherwise(library: Library, policy_id: str) -> str:
    """Return what stands for a missing title; only then is the text read."""
    meta = library.summary(policy_id).meta
    return "" if meta.title or meta.number else beginning(library.policies[policy_id])


def beginning(policy: Policy) -> str:
    """Return how a text begins: what a document without title and number is listed as."""
    words = " ".join(block.text for part in policy.parts[:1] for block in part.blocks[:3])
    return paths.text(words[:_BEGINNING]) + "…" if words else policy.id


def _referred(library: Library, policy_id: str) -> Row:
    number, title = reference_name(library, policy_id)
    status = _status(library, policy_id)
    return Row(
        policy_id,
        title_of(title, number, policy_id),
        number,
        Kind.POLICY,
        (),
        None,
        None,
        status.kind,
        status.until,
        held=False,
        titled=bool(title or number),
        facts=_facts(library, policy_id),
    )


def reference_name(library: Library, policy_id: str) -> tuple[str | None, str | None]:
    """Return number and title of a policy as others give them."""
    numbers, names = [], []
    for event in library.events.get(policy_id, ()):
        if event.target and event.target.id == policy_id:
            numbers.append(event.target.number)
            names.append(event.target.title)
    for source in library.backlinks.get(policy_id, ()):
        for citation in library.citations.get(source, ()):
            if citation.id == policy_id:
                numbers.append(citation.number)
                names.append(citation.title)
    return next(filter(None, numbers), None), next(filter(None, names), None)


def _status(library: Library, policy_id: str) -> Status:
    return library.statuses.get(policy_id) or Status(StatusKind.UNKNOWN, library.day)


def dated(events: Iterable[Event], kind: str) -> date | None:
    """Return the first certain day of an event of a kind."""
    return next((e.day for e in events if e.kind == kind and e.day and e.certain), None)
