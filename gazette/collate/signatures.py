"""Rows of signatories: the same names are a set, and their order is a reading of its own.

Joint documents print signatories in two columns, read row by row; a converter often reads them
column by column.  So names are compared first, and then their order, once for the whole row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz import fuzz

from gazette.collate.copy import Copy, Signers
from gazette.model.document import Block
from gazette.model.source import Span
from gazette.text.fold import fold

BETWEEN = "、"
"""Stands between the names where a row is written as one reading."""
ALIKE = 50.0
"""Percent of likeness from which two names are one name spelt two ways."""
_SEAT = re.compile(r"^(?:中共)?[\u4e00-\u9fff]{1,6}?[省市州县区](?:委(?!员))?")
_ORGAN_END = re.compile(r"[厅局部委会院署办行府社处室司队团组所联公司廳會處]$")


@dataclass(frozen=True, slots=True)
class Name:
    """One signatory: its name as printed, and where."""

    text: str
    span: Span

    @property
    def key(self) -> str:
        """The name folded."""
        return fold(self.text)


@dataclass(frozen=True)
class Row:
    """The signatories of one copy in one row."""

    names: tuple[Name, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The names folded, in order."""
        return tuple(name.key for name in self.names)

    @property
    def text(self) -> str:
        """The row as one reading."""
        return BETWEEN.join(name.text for name in self.names)

    @property
    def span(self) -> Span:
        """From the first name to the last, as they stand in the source."""
        return Span(min(n.span.start for n in self.names), max(n.span.end for n in self.names))

    def find(self, key: str) -> Name | None:
        """Return the name that folds to `key`."""
        return next((name for name in self.names if name.key == key), None)


def read_row(copy: Copy, signers: Signers) -> Row:
    """Read the names of a row; a block that holds several is taken apart."""
    return Row(tuple(name for block in signers.blocks for name in _names(copy, block)))


def _names(copy: Copy, block: Block) -> Iterable[Name]:
    pieces = list(re.finditer(r"\S+", block.text))
    if len(pieces) < 2 or not all(_ORGAN_END.search(piece[0]) for piece in pieces):
        return [Name(block.text.strip(), _span(copy, block, 0, len(block.text)))]
    return [Name(piece[0], _span(copy, block, *piece.span())) for piece in pieces]


def _span(copy: Copy, block: Block, start: int, end: int) -> Span:
    """Return where in the source `block.text[start:end]` was read."""
    places = [
        (trace.start + max(start, trace.at) - trace.at, trace.start + min(end, stop) - trace.at)
        for trace in block.trace
        if (stop := trace.at + trace.length) > start and trace.at < end
    ]
    if not places:
        return Span(copy.witness.span.start, copy.witness.span.start)
    return Span(min(place[0] for place in places), max(place[1] for place in places))


@dataclass(frozen=True, slots=True)
class NameLocus:
    """A name that copies spell differently or that some lack; `None` where a copy lacks it."""

    names: tuple[Name | None, ...]


def differing_names(rows: Sequence[Row]) -> list[NameLocus]:
    """Return the names that not all rows share, paired by likeness."""
    base, *others = rows
    shared = set(base.keys).intersection(*(row.keys for row in others))
    rest = [[name for name in row.names if name.key not in shared] for row in rows]
    if all(len(left) == 1 for left in rest):
        return [NameLocus(tuple(left[0] for left in rest))]
    loci = [NameLocus((name, *(_take_alike(name, left) for left in rest[1:]))) for name in rest[0]]
    loci += [
        NameLocus(tuple(name if at == index else None for at in range(len(rows))))
        for index, left in enumerate(rest[1:], 1)
        for name in left
    ]
    return loci


def _take_alike(name: Name, left: list[Name]) -> Name | None:
    """Take from `left` the name most like `name`, if any is like enough."""
    scored = [(fuzz.ratio(name.key, other.key), other) for other in left]
    score, best = max(scored, key=lambda each: each[0], default=(0.0, None))
    if best is None or score < ALIKE:
        return None
    left.remove(best)
    return best


def orders_differ(rows: Sequence[Row]) -> bool:
    """Tell whether the names that all rows share stand in different orders."""
    shared = set(rows[0].keys).intersection(*(row.keys for row in rows[1:]))
    orders = {tuple(key for key in row.keys if key in shared) for row in rows}
    return len(orders) > 1


def by_columns(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the order in which a two-column row is read by a reader of columns."""
    return (*keys[0::2], *keys[1::2])


def disorder(keys: Sequence[str], text: str) -> int:
    """Count neighbours in a row that `text` first names the other way round.

    Names are looked for without the place they belong to: 吉林省民政厅 as 民政, for the organs below
    are named in the order of those above.
    """
    places = [place for key in keys if (place := text.find(_core(key))) >= 0]
    return sum(later < earlier for earlier, later in pairwise(places))


def _core(key: str) -> str:
    """Return the letters that tell one organ from another."""
    return _SEAT.sub("", key)[:2]
