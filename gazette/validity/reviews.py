"""Periodic reviews (清理): lists of documents that ended, were amended, or go on."""

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
"""So many documents under a heading make it a list."""


def listed(policy: Policy) -> Iterator[Event]:
    """Find every document under a heading such as 废止的规范性文件目录."""
    at = 0
    for part in policy.parts:
        yield from _of_part(policy, part, at)
        at += sum(len(block.text) + 1 for block in part.blocks)


def _of_part(policy: Policy, part: Part, at: int) -> Iterator[Event]:
    kind: EventKind | None = None
    under: list[Event] = []
    for block in part.blocks:
        heading = _heading(block)
        if heading is not None:
            yield from _if_list(under)
            kind, under = heading, []
        elif kind is not None:
            for each in _documents(block):
                under.append(_event(policy, kind, block, each, at))
        at += len(block.text) + 1
    yield from _if_list(under)


def _if_list(under: list[Event]) -> Iterator[Event]:
    if len(under) >= _ENOUGH:
        yield from under


def _heading(block: Block) -> EventKind | None:
    """Return what a heading says of the documents listed under it."""
    short = len(block.text) <= 60 and not block.text.endswith("。")
    if block.role not in (Role.HEADING, Role.TITLE, Role.PARAGRAPH) or not short:
        return None
    if any(each.number for each in named(block.text)):
        return None
    found = (name for name, pattern in words.REVIEW if pattern.search(block.text))
    name = next(found, None)
    return _KINDS[name] if name else None


def _documents(block: Block) -> Iterator[Named]:
    """Yield the documents a line or a table row names; in a row the title may lack its 《》."""
    for line in block.text.split("\n"):
        offset = block.text.find(line)
        for each in named(line):
            if each.number:
                title = each.title or _cell_before(line, each.start)
                yield Named(title, each.number, offset + each.start, offset + each.end)


def _cell_before(line: str, at: int) -> str | None:
    cells = [cell.strip() for cell in line[:at].split("\t") if cell.strip()]
    return cells[-1] if cells and not cells[-1].isdigit() else None


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
