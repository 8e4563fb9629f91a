"""The parts of a policy as fenced Markdown, and back.

```
::: notice

# 关于……的通知

{.number}
吉民发〔2023〕27号

现将……印发给你们。

:::
```
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazette.markdown.inline import check, escape, join, sentences, unescape
from gazette.markdown.lines import wrong
from gazette.markdown.quoting import quoted
from gazette.markdown.table import dump_table, load_table
from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline

_OPEN = re.compile(r":{3,9}\s{1,9}([a-z-]{1,20})(?:\s{1,9}\{title=(.{1,9999})\})?")
_CLOSE = re.compile(r":{3,9}")
_ROLE = re.compile(r"\{\.([a-z-]{1,20})\}")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_NAMED = (Role.NUMBER, Role.ADDRESSEES, Role.SIGNATORY, Role.DATE, Role.NOTE, Role.ATTACHMENT)
"""Roles written out; a title, heading or table is known by its mark-up, the rest is text."""


def dump_parts(parts: tuple[Part, ...]) -> str:
    """Write parts as fenced Markdown, a blank line before each block.

    Raises:
        GazetteError: A block's text cannot be kept exactly.
    """
    lines: list[str] = []
    for index, part in enumerate(parts):
        lines += ["", f"::: {part.kind}{_dump_title(part)}"]
        for block in part.blocks:
            lines += ["", *_dump_block(block, "#" if index == 0 else "##")]
        lines += ["", ":::"]
    return "".join(f"{line}\n" for line in lines)


def _dump_title(part: Part) -> str:
    """Write a part's title only where its first title block does not say it."""
    if part.title == _first_title(part.blocks):
        return ""
    return " {title=" + ("null" if part.title is None else quoted(part.title)) + "}"


def _first_title(blocks: tuple[Block, ...]) -> str | None:
    return next((block.text for block in blocks if block.role is Role.TITLE), None)


def _dump_block(block: Block, title_mark: str) -> list[str]:
    if block.role is Role.TABLE:
        return dump_table(block.text)
    check(block.text, f"A block ({block.role})")
    if block.role is Role.TITLE:
        return [f"{title_mark} {escape(block.text)}"]
    if block.role is Role.HEADING:
        return [f"### {escape(block.text)}"]
    role = [f"{{.{block.role}}}"] if block.role in _NAMED else []
    return role + [escape(line) for line in sentences(block.text)]


@dataclass(frozen=True, slots=True)
class _Stanza:
    """Lines that stand together, stripped; `first` is the number of the first."""

    lines: list[str]
    first: int


def _stanzas(lines: list[str], first: int) -> Iterator[_Stanza]:
    """Gather lines between blank ones; a fence stands alone whatever surrounds it."""
    held: list[str] = []
    for number, raw in enumerate(lines, first):
        line = raw.strip()
        fence = bool(_OPEN.fullmatch(line) or _CLOSE.fullmatch(line))
        if held and (not line or fence):
            yield _Stanza(held, number - len(held))
            held = []
        if fence:
            yield _Stanza([line], number)
        elif line:
            held.append(line)
    if held:
        yield _Stanza(held, first + len(lines) - len(held))


@dataclass(slots=True)
class _Open:
    """A part being read."""

    kind: PartKind
    title: str | None
    line: int
    blocks: list[Block]


def load_parts(lines: list[str], first: int) -> tuple[Part, ...]:
    """Read parts from the body's lines; `first` is the number of the first line.

    Raises:
        GazetteError: A fence, role or table is not as it must be; the message names the line.
    """
    parts: list[Part] = []
    part: _Open | None = None
    for stanza in _stanzas(lines, first):
        opening = _OPEN.fullmatch(stanza.lines[0])
        closing = _CLOSE.fullmatch(stanza.lines[0])
        if part is None:
            part = _open(opening, stanza.first)
        elif closing:
            parts.append(_finish(part))
            part = None
        elif opening:
            raise wrong(stanza.first, f"the part of line {part.line} is not closed by `:::`.")
        else:
            part.blocks += _load_block(stanza)
    if part:
        raise wrong(part.line, f"the part `{part.kind}` is not closed by a line of `:::`.")
    return tuple(parts)


_DERIVED = "\0"
"""Stands for "the title is that of the first title block"; no title holds this character."""


def _open(opening: re.Match[str] | None, line: int) -> _Open:
    if opening is None:
        raise wrong(line, "text stands outside of any part.", _how_to_open())
    try:
        kind = PartKind(opening[1])
    except ValueError:
        raise wrong(line, f"there is no part `{opening[1]}`.", _how_to_open()) from None
    return _Open(kind, _load_title(opening[2], line), line, [])


def _how_to_open() -> str:
    return "Open a part with one of: " + ", ".join(f"::: {kind}" for kind in PartKind)


def _load_title(written: str | None, line: int) -> str | None:
    if written is None:
        return _DERIVED
    try:
        title = json.loads(written)
    except (ValueError, RecursionError):
        title = 0
    if title is not None and not isinstance(title, str):
        raise wrong(line, 'a title is written {title="…"} or {title=null}.')
    return title


def _finish(part: _Open) -> Part:
    blocks = outline(part.blocks)
    title = _first_title(blocks) if part.title == _DERIVED else part.title
    return Part(part.kind, title, blocks)


def _load_block(stanza: _Stanza) -> list[Block]:
    """Read one stanza; a heading is a line of its own even where a blank line was forgotten."""
    lines, first = stanza.lines, stanza.first
    role = Role.PARAGRAPH
    named = _ROLE.fullmatch(lines[0])
    if named:
        role, lines, first = _load_role(named[1], first), lines[1:], first + 1
        if not lines:
            raise wrong(first - 1, f"`{named[0]}` has no text below it.")
    elif lines[0].startswith("|"):
        return [Block(load_table(lines, first), Role.TABLE)]
    blocks: list[Block] = []
    text: list[str] = []
    for number, line in enumerate(lines, first):
        if _HEADING.match(line):
            blocks += _load_text(text, role)
            blocks.append(_load_heading(line, number))
            text = []
        else:
            text.append(line)
    return blocks + _load_text(text, role)


def _load_text(lines: list[str], role: Role) -> list[Block]:
    return [Block(join([unescape(line) for line in lines]), role)] if lines else []


def _load_role(name: str, line: int) -> Role:
    known = [role for role in _NAMED if role == name]
    if not known:
        names = ", ".join(f"{{.{role}}}" for role in _NAMED)
        raise wrong(line, f"there is no role `{name}`.", f"Use one of {names}, or none.")
    return known[0]


def _load_heading(line: str, number: int) -> Block:
    marks = len(line) - len(line.lstrip("#"))
    text = unescape(line[marks:].strip())
    if not text:
        raise wrong(number, "a heading has no text.")
    return Block(text, Role.TITLE if marks < 3 else Role.HEADING)
