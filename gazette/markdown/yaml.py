"""The YAML of front matter: written in one fixed way, read without its dangers.

Reading builds mappings, lists and scalars straight from the parser's events.  So aliases, tags and
repeated keys can be refused with their line, and no scalar turns into a date or a number
unasked: the fields say what they want.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gazette.markdown.lines import wrong
from gazette.markdown.quoting import quoted

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"
"""What front matter is written from; a list of integers alone is written on one line."""
MAX_DEPTH = 6
MAX_CHARACTERS = 1_000_000

_SAFE_PLAIN = re.compile(
    r"[\u4e00-\u9fff《“（【〔][\u4e00-\u9fff《》“”‘’（）【】〔〕〈〉、，。；：！？—…·\w/.\-]{0,500}"
    r"|[a-z][a-z-]{0,40}"
)
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def scalar(value: str | int | bool) -> str:
    """Write a scalar; a text stands bare only where no reader of YAML could mistake it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _SAFE_PLAIN.fullmatch(value) and value not in _NOT_PLAIN:
        return value
    return quoted(value)


def emit(values: dict[str, Plain], indent: str = "") -> str:
    """Write a mapping in block style, keys in the order given."""
    return "".join(f"{indent}{line}\n" for line in _lines(values))


def _lines(values: dict[str, Plain]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}" for line in _lines(value))
        elif isinstance(value, list):
            yield from _list(key, value)
        else:
            yield f"{key}: {scalar(value)}"


def _list(key: str, items: "list[Plain]") -> Iterator[str]:
    if all(isinstance(item, int) for item in items):
        yield f"{key}: [{', '.join(map(str, items))}]"
        return
    yield f"{key}:"
    for item in items:
        if isinstance(item, dict):
            first, *rest = _lines(item)
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)
        elif isinstance(item, str):
            yield f"  - {scalar(item)}"


@dataclass(frozen=True, slots=True)
class Node:
    """A value that was read, and the line it stands in."""

    value: "str | list[Node] | dict[str, Node]"
    line: int
    bare: bool = False
    """A scalar without quotes; only such a one may mean null, a number or a truth value."""


def parse(text: str, first_line: int) -> Node:
    """Read YAML to nodes; the first line of `text` is line `first_line` of its file.

    Raises:
        GazetteError: It is too large or deep, no YAML, or uses aliases, tags or repeated keys.
    """
    if len(text) > MAX_CHARACTERS:
        raise wrong(first_line, f"the front matter is longer than {MAX_CHARACTERS} characters.")
    try:
        events = _content(YAML(typ="safe", pure=True).parse(text), first_line)
        node = _Reader(events, first_line).node(next(events), 0)
        next(events, None)  # a second document is refused here, not lost
    except StopIteration:
        return Node({}, first_line)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise wrong(line, f"the front matter is no YAML: {error.problem}.") from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise wrong(first_line, f"the front matter is no YAML: {error}.") from error
    return node


_CONTENT = (
    ScalarEvent,
    AliasEvent,
    MappingStartEvent,
    MappingEndEvent,
    SequenceStartEvent,
    SequenceEndEvent,
)


def _content(events: Iterable[Any], first_line: int) -> Iterator[Any]:
    """Drop the frame of the stream; refuse directives and a second document."""
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1 or event.explicit:
                raise wrong(first_line + event.start_mark.line, "one document, without marks.")
        elif isinstance(event, _CONTENT):
            yield event


@dataclass(frozen=True, slots=True)
class _Reader:
    """Builds nodes from events."""

    events: Iterator[Any]
    first_line: int

    def node(self, event: Any, depth: int) -> Node:
        """Build the node that `event` begins."""
        line = self.first_line + event.start_mark.line
        if depth > MAX_DEPTH:
            raise wrong(line, "the front matter is nested too deep.")
        self._refuse(event, line)
        if isinstance(event, MappingStartEvent):
            return Node(self._mapping(depth), line)
        if isinstance(event, SequenceStartEvent):
            return Node(self._sequence(depth), line)
        bare = event.style is None or event.style == ""
        return Node(event.value, line, bare)

    @staticmethod
    def _refuse(event: Any, line: int) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise wrong(line, "anchors and aliases (& and *) are not allowed.", "Quote the text.")
        if event.tag is not None:
            raise wrong(line, "tags (!) are not allowed.", "Quote the text.")

    def _sequence(self, depth: int) -> list[Node]:
        nodes: list[Node] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            nodes.append(self.node(event, depth + 1))
        return nodes

    def _mapping(self, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            if not isinstance(key.value, str):
                raise wrong(key.line, "a key must be a word.")
            if key.value in nodes:
                raise wrong(key.line, f"`{key.value}` is given twice.", "Keep one of the two.")
            nodes[key.value] = self.node(next(self.events), depth + 1)
        return nodes
