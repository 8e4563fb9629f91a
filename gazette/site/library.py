"""What a site is made from: plain values, gathered by whoever publishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gazette.model.collation import Collation
from gazette.model.comparison import Comparison
from gazette.model.correction import Correction
from gazette.model.document import Policy
from gazette.model.event import Citation, Event, Status
from gazette.model.issue import Issue
from gazette.model.register import Register
from gazette.model.store import Revision


@dataclass(frozen=True, slots=True)
class Office:
    """Whose site it is, and how it speaks."""

    gazette: str = ""
    """Name of the gazette: 吉林省人民政府公报."""
    pinyin: str = ""
    publisher: str = ""
    url: str = ""
    """Where the site will be found; empty: all links are relative, and nothing names an address."""
    language: str = "zh"

    @property
    def base(self) -> str:
        """The address of the home page with its closing stroke; empty where none is known."""
        return self.url.rstrip("/") + "/" if self.url else ""


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue as it was built."""

    issue: Issue
    files: tuple[tuple[str, bytes], ...] = ()
    """Name and bytes of the whole issue as HTML and PDF; none where it could not be built."""
    pages: int | None = None
    missing: str | None = None
    """Why a file is missing, in a sentence."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison that the site carries."""

    old: str
    """Id of the old policy."""
    new: str
    why: str
    """edition: two texts of one policy; replaced: a rule and the one it replaced."""
    compare: Callable[[], Comparison]
    """Compares them: only where a page is made of it."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of one policy held together."""

    collation: Collation
    names: tuple[tuple[str, str], ...]
    """SHA-256 and name of each source."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """A save that changed the words of a policy."""

    old: str
    """The commit of the text before it."""
    new: str
    """The commit of the text after it."""
    old_day: date
    """When it was saved; says nothing about the dates of the policy."""
    new_day: date
    texts: Callable[[], tuple[Policy, Policy]]
    """Reads both texts."""


@dataclass(frozen=True, slots=True)
class Library:
    """All that is published, as it stands on one day."""

    office: Office
    day: date
    """The day of publication; what is in force is told for it."""
    policies: Mapping[str, Policy]
    """By id, with the errata out by then."""
    summaries: Mapping[str, Policy] = field(default_factory=dict)
    """The same without their parts, where they can be had without reading the texts."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """For each id, what changes whenever its text does, or its data, errata, copies or history."""
    statuses: Mapping[str, Status] = field(default_factory=dict)
    """Of policies held, and of those known by reference only."""
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    citations: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    backlinks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each id that is cited, the ids of the policies that cite it."""
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    histories: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    """Newest first."""
    copies: Mapping[str, Copies] = field(default_factory=dict)
    """Of policies with more than one source."""
    editions: Mapping[str, tuple[tuple[date | None, str], ...]] = field(default_factory=dict)
    """For each id with more than one text: the texts, with the day each holds from."""
    reworded: Mapping[str, tuple[Reworded, ...]] = field(default_factory=dict)
    """For each policy whose words a save changed, those saves, the newest first."""
    comparisons: tuple[Compared, ...] = ()
    issues: tuple[Edition, ...] = ()
    """The newest first."""
    register: Register = field(default_factory=Register)
    """The issuers the office knows: their rank orders the annual index."""
    sections: tuple[str, ...] = ()
    """The sections of the gazette, in their order."""
    own: Path | None = None
    """The office's own templates, which win over the shipped ones."""

    def summary(self, policy_id: str) -> Policy:
        """Return what is known of a policy beside its text."""
        return self.summaries.get(policy_id) or self.policies[policy_id]

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of policies known by reference only: their text is not held."""
        known = {*self.events, *self.backlinks} - self.policies.keys()
        return tuple(sorted(known))
