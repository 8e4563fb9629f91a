"""Two policies or two revisions of one, provision by provision."""

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a provision."""

    SAME = "same"
    EDITED = "edited"
    ADDED = "added"
    DELETED = "deleted"


class Op(StrEnum):
    """What a run of characters is in a comparison of two texts."""

    EQUAL = "="
    INSERT = "+"
    DELETE = "-"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters that both sides share, or that one side alone has."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, a numbered paragraph, or the preamble: the unit that is compared."""

    address: str
    label: str | None
    text: str
    heading: str | None = None
    """The heading it stands under: 第二章 认定条件."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Provisions of the old text and those of the new that answer them."""

    old: tuple[Provision, ...]
    """Empty: the provision is new.  More than one: a merge."""
    new: tuple[Provision, ...]
    """Empty: the provision is gone.  More than one: a split."""
    change: Change
    renumbered: bool = False
    moved: bool = False
    typography: bool = False
    """True when only widths of marks, spaces and the like differ; `change` is then same."""
    runs: tuple[Run, ...] = ()
    """Joined without inserts they give the old text, without deletions the new one."""
    classes: tuple[str, ...] = ()
    """Kinds of words that changed: wording, numeral, date …"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs in the order of the new text, deletions where they stood."""

    old: str
    new: str
    pairs: tuple[Pair, ...]
    rewritten: bool = False
    """True when so little is shared that the new text is a new rule, not an edited one."""


def count(comparison: Comparison) -> dict[str, int]:
    """Count the pairs by what became of them; one may count twice, as renumbered and edited."""
    names = ("same", "edited", "renumbered", "moved", "split", "merged", "added", "deleted")
    counts = dict.fromkeys(names, 0)
    for pair in comparison.pairs:
        counts[pair.change.value] += 1
        counts["renumbered"] += pair.renumbered
        counts["moved"] += pair.moved
        counts["split"] += len(pair.new) > 1
        counts["merged"] += len(pair.old) > 1
    return counts
