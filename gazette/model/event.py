"""Dated facts about what is in force, and the passages that say so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gazette.model.source import Span


class EventKind(StrEnum):
    """What happens to the subject of an event."""

    ADOPTED = "adopted"
    ISSUED = "issued"
    PRINTED = "printed"
    PUBLISHED = "published"
    CARRIED = "carried"
    IN_FORCE = "in-force"
    TRIAL = "trial"
    EXPIRES = "expires"
    REPEALS = "repeals"
    REPEALED = "repealed"
    AMENDS = "amends"
    AMENDED = "amended"
    REVISES = "revises"
    SUPERSEDES = "supersedes"
    INTERPRETS = "interprets"
    FORWARDS = "forwards"
    ISSUES = "issues"
    CONTINUES = "continues"
    """A periodic review found it still in force."""


@dataclass(frozen=True, slots=True)
class Target:
    """The document an event or a citation points to, held here or not."""

    title: str | None = None
    number: str | None = None
    id: str | None = None
    """Its id where it is known in the archive, even by reference only."""
    partial: str | None = None
    """The provision meant, where it is not the whole document: 第十二条."""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact on validity, with the words that say it."""

    kind: EventKind
    day: date | None
    """`None` where the text does not say which day it is."""
    certain: bool
    quote: str
    source: str
    """Id of the policy whose text says so, or `editor`."""
    address: str = ""
    span: Span | None = None
    """Code points of the text of the part (blocks joined by line feeds)."""
    subject: str = ""
    """What it is said of: 本办法, 本通知."""
    target: Target | None = None
    candidates: tuple[tuple[str, date], ...] = ()
    """For an uncertain date: what each candidate is, and its day."""
    reason: str | None = None
    """Why an editor added or overruled it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the text names."""

    title: str | None
    number: str | None
    quote: str
    address: str = ""
    abbreviation: str | None = None
    """The short name introduced by 以下简称."""
    id: str | None = None


class StatusKind(StrEnum):
    """What holds of a policy on a day; derived from events, never stored."""

    NOT_YET = "尚未施行"
    IN_FORCE = "现行有效"
    AMENDED = "已修改"
    PARTLY_REPEALED = "部分废止"
    REPEALED = "已废止"
    EXPIRED = "已失效"
    UNKNOWN = "状态不明"


@dataclass(frozen=True, slots=True)
class Status:
    """What holds of one policy on one day, and why."""

    kind: StatusKind
    at: date
    because: tuple[Event, ...] = ()
    until: date | None = None
    """The last day it holds, where the text gives one."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document in a graph of citations."""

    id: str
    label: str
    held: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """What one document does to another: it cites, repeals, amends or interprets it."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A document and its neighbours."""

    centre: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
