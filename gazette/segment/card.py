"""The table of particulars a portal sets above a document: 索引号, 发文机关, 成文日期, 发布日期."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gazette.model.source import Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.text.fold import squeeze

_LABELS = {
    "索引号": "index", "主题分类": "topic", "发文机关": "issuer", "成文日期": "issued",
    "标题": "title", "发文字号": "number", "发布日期": "published", "主题词": "words",
    "公开方式": "access", "公开日期": "published", "公文种类": "type", "信息分类": "topic",
    "文号": "number", "名称": "title", "发布机构": "issuer", "生成日期": "issued",
    "有效性": "validity", "效力状态": "validity", "组配分类": "topic", "体裁分类": "type",
    "公文时效": "validity", "发布机关": "issuer", "发文日期": "issued", "有效期": "validity",
}  # fmt: skip
ENOUGH = 4
"""Fewer labels may stand in any text; a card has more of them, close together."""
REACH = 40
"""Lines a card is long at most."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One particular: its name, what the card says, and where."""

    name: str
    text: str
    span: Span


def card(draft: Draft) -> Draft:
    """Set a card at the head of the page aside; its facts are read from there later."""
    pieces = draft.pieces[:REACH]
    labels = [index for index, piece in enumerate(pieces) if _labels(draft, piece)]
    if sum(_labels(draft, pieces[index]) for index in labels) < ENOUGH:
        return draft
    first, last = labels[0], labels[-1]
    marked = [
        piece.set_aside("particulars of the page", Tag.CARD)
        if first <= index <= last and piece.tag is Tag.TEXT
        else piece
        for index, piece in enumerate(draft.pieces)
    ]
    return replace(draft, pieces=tuple(marked))


def _labels(draft: Draft, piece: Piece) -> int:
    """Count the labels on a line; a row of a table may have several."""
    if piece.tag is not Tag.TEXT or piece.end - piece.start > 400:
        return 0
    return sum(cell.name is not None for cell in _cells(draft, piece))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the card: a label, a value, or both."""

    name: str | None
    value: str
    span: Span


def _cells(draft: Draft, piece: Piece) -> Iterator[_Cell]:
    for match in re.finditer(r"[^\t\n]{1,400}", draft.read(piece)):
        label, colon, value = match[0].partition("：")
        if not colon:
            label, colon, value = match[0].partition(":")
        name = _LABELS.get(squeeze(label)) if colon else None
        text = (value if name else match[0]).strip()
        end = piece.start + match.start() + len(match[0].rstrip())
        yield _Cell(name, text, Span(end - len(text), end))


def facts(draft: Draft) -> tuple[Fact, ...]:
    """Read the particulars of the card; a value stands after its label or in the next cell."""
    found: list[Fact] = []
    name: str | None = None
    cells = (c for piece in draft.pieces if piece.tag is Tag.CARD for c in _cells(draft, piece))
    for cell in cells:
        name = cell.name or name
        if name and cell.value:
            found.append(Fact(name, cell.value, cell.span))
            name = None
    return tuple(found)
