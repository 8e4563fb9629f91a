"""What a page shows of a document: blocks gathered into pieces that a template sets one by one.

A piece is a title, a paragraph, a signature with all its signatories and the date, a list of
attachments, a table.  Nothing of a block's text is dropped and nothing added; only how it is set is
decided here, so that the HTML for the screen and the HTML for the PDF are the same words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gazette.model.document import Block, Part, PartKind, Policy, Role
from gazette.structure import LADDER, find_label

_HEADINGS = {"编": 0, "章": 0, "节": 1, "一、": 1, "（一）": 2, "1.": 3, "1.1": 3}
"""Depth of a heading below its document, by its rung."""
_NUMBER_OF_ATTACHMENT = re.compile(r"附\s{0,2}件\s{0,2}[\d一二三四五六七八九十]{0,3}\s{0,2}[:：]?")
"""附件1: the line above the title of an attachment."""
_ANNOUNCES = re.compile(r"附\s{0,2}件\s{0,2}[:：]\s{0,2}")
_COUNTS = re.compile(r"\d{1,2}\s?[.．、]\s?")
_INDENT = 2.0
"""Characters by which the first line of a paragraph is indented."""
_SHORT_CELL = 10.0
"""Characters, room for the rules beside it included, up to which a cell is not broken."""
_DAMPED = 0.8
"""Power of the length of a column's longest cell by which it claims room."""
_SIGNING = (Role.SIGNATORY, Role.DATE)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one face."""

    text: str
    rung: str = ""
    """The rung of the ladder whose face it has; empty: the face of the body."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to set."""

    kind: str
    """title number subtitle label addressees heading paragraph note attachments signature dateline
    table"""
    runs: tuple[Run, ...] = ()
    anchor: str = ""
    """Id of the provision, unique on the page; empty where it has no label."""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, by row and cell; of a signature, the signatories one by one; of attachments,
    their lines."""
    day: str = ""
    """The date below a signature."""
    wide: bool = False
    """Whether it is set across both columns."""

    @property
    def text(self) -> str:
        """The text of the runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a document, and its pieces in order."""

    kind: str
    anchor: str
    pieces: tuple[Piece, ...]
    opens_page: bool
    """Whether it begins on a page of its own: attachments do."""

    @property
    def title(self) -> str:
        """The text of its title, empty if it has none."""
        return next((piece.text for piece in self.pieces if piece.kind == "title"), "")


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces that are set together: in columns, or across them."""

    wide: bool
    opens_page: bool
    pieces: tuple[tuple[PartView, Piece], ...]


def flows(found: Iterable[PartView]) -> tuple[Flow, ...]:
    """Return the pieces of parts in runs that are set in columns or across them."""
    listed = [(part, piece) for part in found for piece in part.pieces]
    gathered = groupby(listed, lambda each: (each[1].wide, each[0].opens_page and each[0].anchor))
    made: list[Flow] = []
    opened = ""
    for (wide, alone), run in gathered:
        made.append(Flow(wide, bool(alone) and alone != opened, tuple(run)))
        opened = alone or opened
    return tuple(made)


def parts(policy: Policy, prefix: str, column: float = 18) -> tuple[PartView, ...]:
    """Return the parts of a policy as a page shows them.

    Args:
        policy: The document.
        prefix: Anchor of the item; ids of provisions begin with it.
        column: Width of a column in characters; what is wider goes across both columns.
    """
    merged = _signature_with_notice(policy.parts)
    names = _Names(prefix)
    return tuple(
        _part(part, names.part(at), names, column, first=at == 0) for at, part in enumerate(merged)
    )


def _signature_with_notice(found: Sequence[Part]) -> list[Part]:
    """Join parts that are set without a break: notice, list of attachments and signature."""
    joined: list[Part] = []
    for part in found:
        if joined and part.kind in (PartKind.SIGNATURE, PartKind.ATTACHMENT_LIST):
            before = joined[-1]
            joined[-1] = Part(before.kind, before.title, before.blocks + part.blocks)
        else:
            joined.append(part)
    return joined


class _Names:
    """Gives each provision an id that no other on the page has."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.used: set[str] = set()

    def part(self, at: int) -> str:
        return self.prefix if at == 0 else f"{self.prefix}-{at + 1}"

    def provision(self, part: str, address: str) -> str:
        base = name = f"{part}-" + address.replace("/", ".").replace(" ", "")
        count = 1
        while name in self.used:
            count += 1
            name = f"{base}~{count}"
        self.used.add(name)
        return name


def _part(part: Part, anchor: str, names: _Names, column: float, *, first: bool) -> PartView:
    alone = part.kind is PartKind.ATTACHMENT
    pieces = list(_pieces(part.blocks, anchor, names))
    if alone and pieces and _NUMBER_OF_ATTACHMENT.fullmatch(pieces[0].text):
        pieces[0] = Piece("label", (Run(pieces[0].text),), wide=True)
    wide = [_widened(piece, column, head=first or alone) for piece in pieces]
    return PartView(part.kind.value, anchor, tuple(wide), alone)


def _pieces(blocks: Iterable[Block], anchor: str, names: _Names) -> Iterator[Piece]:
    listed = list(blocks)
    at = 0
    while at < len(listed):
        role = listed[at].role
        end = at + 1
        if role in _SIGNING:
            end = _signature_end(listed, at)
            yield _signature(listed[at:end], closing=end == len(listed) or _closes(listed[end]))
        elif role is Role.ATTACHMENT:
            while end < len(listed) and listed[end].role is Role.ATTACHMENT:
                end += 1
            yield Piece("attachments", rows=tuple((block.text,) for block in listed[at:end]))
        else:
            after_title = at > 0 and listed[at - 1].role is Role.TITLE
            yield _single(listed[at], anchor, names, after_title=after_title)
        at = end


def _closes(block: Block) -> bool:
    """Tell whether a block may follow a signature at the end of a notice."""
    return block.role in (Role.NOTE, Role.ATTACHMENT)


def _signature_end(blocks: Sequence[Block], at: int) -> int:
    """Return where a run of signatories and the date below it ends."""
    while at < len(blocks) and blocks[at].role is Role.SIGNATORY:
        at += 1
    return at + 1 if at < len(blocks) and blocks[at].role is Role.DATE else at


def _signature(blocks: Sequence[Block], *, closing: bool) -> Piece:
    """Return a signature; a date that stands alone before other text heads it."""
    names = [
        name.strip()
        for block in blocks
        if block.role is Role.SIGNATORY
        for name in _cells(block.text)
    ]
    day = blocks[-1].text if blocks[-1].role is Role.DATE else ""
    if not names and not closing:
        return Piece("dateline", (Run(day),))
    return Piece("signature", rows=tuple((name,) for name in names if name), day=day)


def _cells(text: str) -> list[str]:
    return text.replace("\n", "\t").split("\t")


def _single(block: Block, anchor: str, names: _Names, *, after_title: bool) -> Piece:
    if block.role is Role.TABLE:
        return Piece("table", rows=_filled(block.text))
    if block.role is Role.NOTE and after_title:
        return Piece("subtitle", (Run(block.text),))
    label = find_label(block.text) if block.label else None
    rung = LADDER[label.rung].name if label else ""
    named = names.provision(anchor, block.address) if block.label and block.address else ""
    if block.role is Role.HEADING:
        return Piece("heading", (Run(block.text, rung),), named, _HEADINGS.get(rung, 3))
    if block.heading:
        head, rest = block.text[: block.heading], block.text[block.heading :]
        return Piece(block.role.value, (Run(head, rung), Run(rest)), named)
    return Piece(block.role.value, (Run(block.text),), named)


def _filled(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, short ones filled with empty cells: a grid has no holes."""
    rows = [tuple(row.split("\t")) for row in text.split("\n")]
    count = max(map(len, rows))
    return tuple(row + ("",) * (count - len(row)) for row in rows)


def _widened(piece: Piece, column: float, *, head: bool) -> Piece:
    """Set across both columns what heads a document and what a column cannot hold."""
    wide = (head and piece.kind in ("title", "number", "subtitle")) or (
        piece.kind == "signature" and _signature_is_wide(piece, column)
    )
    wide = wide or (piece.kind == "table" and table_width(piece.rows) > column)
    if not wide:
        return piece
    return Piece(
        piece.kind, piece.runs, piece.anchor, piece.depth, piece.rows, piece.day, wide=True
    )


def _signature_is_wide(piece: Piece, column: float) -> bool:
    """Joint issuers stand in two columns; where those do not fit, they take the whole width."""
    return len(piece.rows) > 1 and any(len(name) > column / 2 - 1 for (name,) in piece.rows)


def hanging(lines: Sequence[str]) -> tuple[tuple[str, float, float], ...]:
    """Return lines of a list of attachments with the margin and the indent of each, in characters.

    The second line of a name stands below the first character of the name, and 2. below 1.
    """
    found = []
    left = _INDENT
    for line in lines:
        said = _ANNOUNCES.match(line)
        count = _COUNTS.match(line, said.end() if said else 0)
        before = _width(said[0].strip()) if said else 0.0
        own = before + (_width(count[0]) if count else 0.0)
        found.append((line, left + own, -own))
        if said and said.end() < len(line):
            left = _INDENT + before
    return tuple(found)


def table_width(rows: Sequence[Sequence[str]]) -> float:
    """Return the width of a table in characters of the body, if no cell is to break."""
    count = max((len(row) for row in rows), default=0)
    widest = [
        max((_width(row[at]) for row in rows if at < len(row)), default=0) for at in range(count)
    ]
    return sum(widest) * 0.75 + count


def column_shares(rows: Sequence[Sequence[str]], room: float) -> tuple[float, ...]:
    """Return which share of a table's width each column takes.

    A column of short cells takes what its longest cell needs; the others share the rest nearly as
    their longest cells are long, so that no row is taller than it must be and no column squeezed.

    Args:
        rows: The cells, as many in each row.
        room: Characters that fit into the table's width.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(map(_widest, column)) + 1.5 for column in columns]
    if sum(needs) > room:
        short = [need if need <= _SHORT_CELL else 0.0 for need in needs]
        rest = max(room - sum(short), room / 2)
        weights = [
            0.0 if own else (max(map(_width, column)) + 1) ** _DAMPED
            for own, column in zip(short, columns, strict=True)
        ]
        scale = rest / sum(weights) if sum(weights) else 0.0
        needs = [own or weight * scale for own, weight in zip(short, weights, strict=True)]
    return tuple(need / sum(needs) for need in needs)


def _widest(cell: str) -> float:
    """Return the width of the longest line of a cell."""
    return max(map(_width, cell.split("\n")))


def _width(text: str) -> float:
    return sum(0.55 if ord(char) < 0x2000 else 1 for char in text)
