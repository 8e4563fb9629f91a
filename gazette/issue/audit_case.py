"""What the questions of an audit are asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gazette.errors import GazetteError
from gazette.model.document import Policy
from gazette.model.issue import Entry, Manifest


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, where it stands, and its body."""

    section: str
    """Empty for back matter."""
    position: int
    """Counted from 1 in its section."""
    entry: Entry
    policy: Policy | None
    newest_held: bool = False
    """Whether the policy is held, though not at the revision the entry is pinned to."""
    trouble: GazetteError | None = None
    """Why it cannot be read, where it is not merely missing."""

    @property
    def place(self) -> str:
        """Where an editor finds it."""
        name = " ".join((self.entry.policy or self.entry.title or "").split())
        return f"{self.section or 'back matter'}, entry {self.position} ({name})"


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk knows of the documents that a running order names."""

    unsettled: Mapping[str, int] = field(default_factory=dict)
    """For the id of a policy, how many variants wait for a ruling."""
    repealed: Mapping[str, str] = field(default_factory=dict)
    """For the id of a policy that no longer holds, the words that say so."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """For an id that is no longer in use, the one under which the policy is kept now."""
    sections: Sequence[str] = ()
    """Names of the sections of this gazette, in the order they are printed; empty: not known."""


@dataclass(frozen=True, slots=True)
class Case:
    """A running order and all that an audit may know."""

    manifest: Manifest
    earlier: tuple[Manifest, ...]
    """Issues before this one, oldest first."""
    placed: tuple[Placed, ...]
    known: Known = Known()

    def id_now(self, policy: str) -> str:
        """Return the id under which a policy is kept now."""
        return self.known.moved.get(policy, policy)
