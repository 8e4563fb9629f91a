"""What the questions of an audit are asked of."""

from collections.abc import Mapping
from dataclasses import dataclass

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

    @property
    def place(self) -> str:
        """Where an editor finds it."""
        name = self.entry.policy or self.entry.title or ""
        return f"{self.section or 'back matter'}, entry {self.position} ({name})"


@dataclass(frozen=True, slots=True)
class Case:
    """A running order and all that an audit may know."""

    manifest: Manifest
    earlier: tuple[Manifest, ...]
    """Issues before this one, oldest first."""
    placed: tuple[Placed, ...]
    unsettled: Mapping[str, int]
    repealed: Mapping[str, str]
