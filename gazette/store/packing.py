"""The model's dataclasses as plain lists: short, and read back many times as fast as records are.

For the derived index alone, which is made anew when the program changes; so fields have no names.
cattrs, which writes the records themselves, reads the same summaries and events 2.0 to 2.1 times as
slowly from JSON objects, twice as long, and 2.8 to 3.0 times as slowly as tuples; reading them is a
large part of a publication in which little has changed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

Turn = Callable[[Any], Any]
"""From a value to its plain form, or back; `None` in its place: the value stays as it is."""

_PLAIN = (str, int, bool, float, NoneType)


def pack(value: object, kind: Any) -> bytes:
    """Write a value of the type `kind` as JSON."""
    turn = _codec(kind)[0]
    plain = turn(value) if turn else value
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpack(data: bytes, kind: Any) -> Any:
    """Read what `pack` wrote; the bytes are trusted to be just that."""
    turn = _codec(kind)[1]
    plain = json.loads(data)
    return turn(plain) if turn else plain


Ways = tuple[Turn | None, Turn | None]
"""How a type is written, and how it is read."""


@cache
def _codec(kind: Any) -> Ways:
    """Return how a type is written and read.

    Raises:
        TypeError: There is no way for it.
    """
    for is_so, ways in _WAYS:
        if is_so(kind):
            return ways(kind)
    raise TypeError(f"{kind} cannot be packed")


def _is_a(base: type) -> Callable[[Any], bool]:
    return lambda kind: isinstance(kind, type) and issubclass(kind, base)


def _of_tuple(kind: Any) -> Ways:
    kinds = get_args(kind)
    if kinds[1:] == (Ellipsis,):
        to, back = _codec(kinds[0])
        return _each(to, list), _each(back, tuple)
    ways = [_codec(kind) for kind in kinds]
    return _row([to for to, _ in ways], list), _row([back for _, back in ways], tuple)


def _each(turn: Turn | None, gather: Turn) -> Turn:
    return (lambda values: gather(map(turn, values))) if turn else gather


def _row(turns: Sequence[Turn | None], gather: Turn) -> Turn:
    """Turn the values of a row, each in its own way; an absent one stays absent."""
    special = [(at, turn) for at, turn in enumerate(turns) if turn]

    def run(values: Any) -> Any:
        row = [*values]
        for at, turn in special:
            if row[at] is not None:
                row[at] = turn(row[at])
        return gather(row)

    return run


def _of_optional(kind: UnionType) -> Ways:
    """Take a type or nothing; the row around it leaves nothing as it is."""
    (inner,) = (each for each in get_args(kind) if each is not NoneType)
    return _codec(inner)


def _of_dataclass(kind: Any) -> Ways:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    ways = [_codec(hints[name]) for name in names]
    to = _row([way for way, _ in ways], list)
    back = _row([way for _, way in ways], lambda row: kind(*row))
    return (lambda value: to(getattr(value, name) for name in names)), back


_WAYS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Ways]], ...] = (
    (lambda kind: kind in _PLAIN, lambda _: (None, None)),
    (lambda kind: kind is date, lambda _: (date.isoformat, date.fromisoformat)),
    (lambda kind: get_origin(kind) is tuple, _of_tuple),
    (lambda kind: isinstance(kind, UnionType), _of_optional),
    (_is_a(Enum), lambda kind: (lambda value: value.value, kind)),
    (_is_a(tuple), lambda kind: (list, lambda row: kind(*row))),
    (is_dataclass, _of_dataclass),
)
"""What a type may be, and its ways; the first that fits is taken."""
