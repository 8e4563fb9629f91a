"""What an act of the editor did: handed up to be told in words or JSON."""

from dataclasses import dataclass

from gazette.model.document import Flag, Policy
from gazette.model.source import Source


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file brought."""

    source: Source
    policies: tuple[Policy, ...]
    """The policies it is a witness of, as they stand after the import."""
    new: tuple[str, ...]
    """Ids of those that were not in the archive before."""
    furniture: int
    """Stretches set aside as belonging to no document; `show --provenance` lists them."""
    commit: str | None
    """`None`: everything was there already."""
    warnings: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new id of each policy that got its number by it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag that stands, with the words it points at."""

    flag: Flag
    before: str = ""
    words: str = ""
    """The stretch in question; a character that shows nothing is written as U+200B."""
    after: str = ""
