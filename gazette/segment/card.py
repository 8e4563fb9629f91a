"""The table of particulars a portal sets above a document: 索引号, 发文机关, 成文日期, 发布日期."""

import re
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
_SPLIT = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Fact:
    """One particular: its name, what the card says, and where."""

    name: str
    text: str
    span: Span


def card(draft: Draft) -> Draft:
    """Set a card at the head of the page aside; its facts are read from there later."""
    pieces = draft.pieces[:REACH]
    labels = [i for i, piece in enumerate(pieces) if _label(draft, piece)]
    if len(labels) < ENOUGH:
        return draft
    first, last = labels[0], labels[-1]
    while last + 1 < len(pieces) and _names(draft, pieces[last]) == "title":
        last += 1
    marked = [
        piece.set_aside("particulars of the page", Tag.CARD)
        if first <= index <= last and piece.tag is Tag.TEXT
        else piece
        for index, piece in enumerate(draft.pieces)
    ]
    return replace(draft, pieces=tuple(marked))


def _label(draft: Draft, piece: Piece) -> bool:
    return piece.tag is Tag.TEXT and _names(draft, piece) is not None


def _names(draft: Draft, piece: Piece) -> str | None:
    parts = _SPLIT.split(draft.read(piece), maxsplit=1)
    return _LABELS.get(squeeze(parts[0])) if len(parts) == 2 else None


def facts(draft: Draft) -> tuple[Fact, ...]:
    """Read the particulars of the card; a value stands after its label or on the next line."""
    found: list[Fact] = []
    name: str | None = None
    for piece in draft.pieces:
        if piece.tag is not Tag.CARD:
            continue
        label = _names(draft, piece)
        if label is None:
            if name:
                found.append(Fact(name, draft.read(piece), piece.span))
            name = None
            continue
        name = label
        value = _SPLIT.split(draft.read(piece), maxsplit=1)[1].strip()
        if value:
            found.append(Fact(name, value, Span(piece.end - len(value), piece.end)))
            name = None
    return tuple(found)
