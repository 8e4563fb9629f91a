"""What an archive answers: revisions of a policy and what a save did."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A policy at a commit."""

    commit: str
    """Full id of the commit."""
    path: str
    when: datetime
    """When it was saved; says nothing about the dates of the policy."""
    author: str
    message: str
    trailers: tuple[tuple[str, str], ...] = ()
    blob: str | None = None
    """Id of the file's bytes at that commit; `None` where the commit deleted it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    commit: str | None
    """The new commit; `None` when nothing had changed."""
    changed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """What failed after the save was safe, such as refreshing the working copy."""
