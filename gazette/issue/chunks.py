"""A running order as chunks of lines, so that an entry moves with its comments and nothing else moves.

A chunk is a table: the comments right above its header, the header, and the lines below it.  All
chunks joined are the text, to the character.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_HEADER = re.compile(r"\s{0,40}(\[\[?)([^\[\]#]{1,120})(\]\]?)\s{0,200}(?:#.{0,2000})?$")
_QUOTES = ('"""', "'''")
SECTION, ENTRY = "section", "section.entry"


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one table; those before the first table have no header."""

    name: str
    """Of the table: `section`, `section.entry`; empty for what stands before the first one."""
    lead: tuple[str, ...] = ()
    """Comments right above the header."""
    header: str = ""
    body: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, each with its line feed."""
        return (*self.lead, *([self.header] if self.header else []), *self.body)


def cut(text: str) -> tuple[Chunk, ...]:
    """Cut a running order into chunks; `"".join` of all their lines is the text."""
    chunks: list[Chunk] = []
    state = _State()
    name, header = "", ""
    lead: tuple[str, ...] = ()
    body: list[str] = []
    for line in _lines(text):
        match = _HEADER.fullmatch(line.rstrip("\r\n")) if state.outside else None
        if match:
            above = _comments_at_end(body)
            chunks.append(Chunk(name, lead, header, tuple(body[: len(body) - len(above)])))
            name, lead, header, body = _name(match[2]), above, line, []
        else:
            state.read(line)
            body.append(line)
    return (*chunks, Chunk(name, lead, header, tuple(body)))


def _lines(text: str) -> list[str]:
    """Split at line feeds only: TOML knows no other line end."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def join(chunks: Iterable[Chunk]) -> str:
    """Return the text of chunks; each begins on a line of its own."""
    lines: list[str] = []
    for chunk in chunks:
        for line in chunk.lines:
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += "\n"
            lines.append(line)
    return "".join(lines)


class _State:
    """Whether a line stands inside a text or a list that goes over several lines."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0

    @property
    def outside(self) -> bool:
        return not self._quote and self._depth == 0

    def read(self, line: str) -> None:
        """Go over one line, mark by mark."""
        at = 0
        while at < len(line):
            at = self._inside(line, at) if self._quote else self._step(line, at)
        if self._quote not in _QUOTES:
            self._quote = ""

    def _inside(self, line: str, at: int) -> int:
        """Skip to the end of a text."""
        if line[at] == "\\" and self._quote[0] == '"':
            return at + 2
        if line.startswith(self._quote, at):
            at += len(self._quote)
            self._quote = ""
            return at
        return at + 1

    def _step(self, line: str, at: int) -> int:
        char = line[at]
        if char == "#":
            return len(line)
        if char in "\"'":
            long = line.startswith(char * 3, at)
            self._quote = char * 3 if long else char
            return at + len(self._quote)
        self._depth = max(self._depth + (char in "[{") - (char in "]}"), 0)
        return at + 1


def _name(printed: str) -> str:
    return "".join(printed.replace('"', "").replace("'", "").split())


def _comments_at_end(lines: Sequence[str]) -> tuple[str, ...]:
    at = len(lines)
    while at and is_comment(lines[at - 1]):
        at -= 1
    return tuple(lines[at:])


def is_comment(line: str) -> bool:
    """Tell whether a line is nothing but a comment."""
    return line.lstrip().startswith("#")


def sections(chunks: Sequence[Chunk]) -> list[tuple[int, list[int]]]:
    """Return where each section stands among chunks, and where its entries do."""
    found: list[tuple[int, list[int]]] = []
    for at, chunk in enumerate(chunks):
        if chunk.name == SECTION:
            found.append((at, []))
        elif chunk.name == ENTRY and found:
            found[-1][1].append(at)
    return found


def put(chunks: Sequence[Chunk], chunk: Chunk, at: int) -> tuple[Chunk, ...]:
    """Put a chunk before the one at `at`, with an empty line on either side."""
    before = list(chunks[:at])
    if before and any(line.strip() for line in before[-1].lines):
        before[-1] = spaced(before[-1])
    return (*before, spaced(chunk) if at < len(chunks) else chunk, *chunks[at:])


def take(chunks: Sequence[Chunk], at: int) -> tuple[Chunk, ...]:
    """Take the chunk at `at` out; comments on lines of their own stay where they were."""
    left = [line for line in chunks[at].lines if is_comment(line)]
    before = list(chunks[:at])
    if left:
        closed = spaced(before[-1])
        ended = left[-1] if left[-1].endswith("\n") else left[-1] + "\n"
        before[-1] = replace(closed, body=(*closed.body, *left[:-1], ended, "\n"))
    return (*before, *chunks[at + 1 :])


def spaced(chunk: Chunk) -> Chunk:
    """Return a chunk that ends with an empty line."""
    lines = chunk.lines
    if not lines or not lines[-1].strip():
        return chunk
    body = list(chunk.body)
    if body and not body[-1].endswith("\n"):
        body[-1] += "\n"
    header = (
        chunk.header if chunk.header.endswith("\n") or not chunk.header else f"{chunk.header}\n"
    )
    return replace(chunk, header=header, body=(*body, "\n"))


def comments(text: str) -> Iterator[str]:
    """Yield the comments that stand on lines of their own, stripped."""
    for chunk in cut(text):
        yield from (line.strip() for line in chunk.lines if is_comment(line))
