"""Periodic reviews (清理): lists of documents that ended, were amended, or go on."""

import re
from collections.abc import Iterator

from gazette.model.document import Block, Part, Policy, Role
from gazette.model.event import Event, EventKind
from gazette.model.source import Span
from gazette.validity import vocabulary as words
from gazette.validity.naming import Named, named

_KINDS = {
    "repealed": EventKind.REPEALS,
    "expires": EventKind.EXPIRES,
    "amended": EventKind.AMENDS,
    "continues": EventKind.CONTINUES,
}
_ENOUGH = 3
"""So many documents under a heading make it a list, where the title tells of no review."""
_REVIEWS = re.compile(r"清理|废止|失效|廢止|停止適用")
_ITEM = re.compile(r"[(（]?\d{1,4}[)）.．、]|\d{1,4}\s")


def listed(policy: Policy) -> Iterator[Event]:
    """Find every document under a heading such as 废止的规范性文件目录."""
    enough = 1 if _REVIEWS.search(policy.meta.title or "") else _ENOUGH
    at = 0
    for part in policy.parts:
        yield from _of_part(policy, part, at, enough)
        at += sum(len(block.text) + 1 for block in part.blocks)


def _of_part(policy: Policy, part: Part, at: int, enough: int) -> Iterator[Event]:
    kind: EventKind | None = None
    under: list[Event] = []
    for block in part.blocks:
        heading = _heading(block)
        if heading is not None:
            yield from under if len(under) >= enough else ()
            kind, under = heading, []
        elif kind is not None:
            under += [_event(policy, kind, block, each, at) for each in _documents(block)]
        at += len(block.text) + 1
    yield from under if len(under) >= enough else ()


def _heading(block: Block) -> EventKind | None:
    """Return what a heading says of the documents listed under it."""
    short = len(block.text) <= 60 and not block.text.endswith("。")
    if block.role not in (Role.HEADING, Role.TITLE, Role.PARAGRAPH) or not short:
        return None
    if named(block.text) or _ITEM.match(block.text):
        return None
    found = (name for name, pattern in words.REVIEW if pattern.search(block.text))
    name = next(found, None)
    return _KINDS[name] if name else None


def _documents(block: Block) -> Iterator[Named]:
    """Yield the documents a line or a table row names; in a row the title may lack its 《》."""
    offset = 0
    for line in block.text.split("\n"):
        found = named(line)
        for each in found:
            title = each.title or _title_before(line, each.start)
            yield Named(title, each.number, offset + each.start, offset + each.end)
        if not found and (block.role is Role.TABLE or _ITEM.match(line)):
            yield from _unnumbered(line, offset)
        offset += len(line) + 1


def _unnumbered(line: str, offset: int) -> Iterator[Named]:
    """Yield the cell or the item that ends as a title does: 关于加强管理的通知."""
    at = 0
    for cell in line.split("\t"):
        label = _ITEM.match(cell)
        begin = label.end() if label else 0
        title = cell[begin:].strip()
        if len(title) >= _TITLE_MIN and title.endswith(words.KINDS):
            start = offset + at + begin + len(cell[begin:]) - len(cell[begin:].lstrip())
            yield Named(title, None, start, start + len(title))
            return
        at += len(cell) + 1


_TITLE_MIN = 6


def _title_before(line: str, at: int) -> str | None:
    """Return the cell before a number, or the words of the item it stands in brackets after."""
    before = line[:at].rstrip(" 　(（")
    cells = [cell.strip() for cell in before.split("\t") if cell.strip()]
    title = _ITEM.sub("", cells[-1], count=1).strip() if cells else ""
    return title if len(title) >= 2 and not title.isdigit() else None


def _event(policy: Policy, kind: EventKind, block: Block, each: Named, at: int) -> Event:
    day = policy.meta.issued
    return Event(
        kind=kind,
        day=day,
        certain=day is not None,
        quote=block.text[each.start : each.end],
        source=policy.id,
        address=block.address,
        span=Span(at + each.start, at + each.end),
        target=each.target,
    )
