"""Records as JSON and TOML: exact, readable, and the same bytes every time."""

import json
from datetime import date
from functools import cache
from typing import Any, TypeVar

import tomlkit
from cattrs import BaseValidationError, Converter
from cattrs.errors import StructureHandlerNotFoundError
from tomlkit.items import AoT, Table

from gazette.config import parse_toml
from gazette.errors import ArchiveError
from gazette.model.collation import Ruling
from gazette.model.document import Trace
from gazette.model.source import Span

T = TypeVar("T")
MAX_BYTES = 64 * 1024 * 1024
_MAX_RULINGS = 1_000_000
"""Characters of the rulings on one policy."""
_BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    BaseValidationError,
    StructureHandlerNotFoundError,
)


@cache
def _converter() -> Converter:
    """Make the converter; spans and traces are written as short texts, dates as ISO 8601."""
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Span, lambda span: f"{span.start}:{span.end}")
    converter.register_structure_hook(Span, lambda value, _: Span(*map(int, value.split(":"))))
    converter.register_unstructure_hook_func(_is_traces, _write_traces)
    converter.register_structure_hook_func(_is_traces, lambda value, _: _read_traces(value))
    converter.register_structure_hook(str, _text)
    return converter


def _text(value: Any, kind: Any) -> str:
    """Take a text as it is, or as the enumeration it is; anything else is not made a text."""
    if not isinstance(value, str):
        raise TypeError(f"a text is wanted, not {type(value).__name__}")
    word: str = kind(value)
    return word


def _is_traces(kind: Any) -> bool:
    return bool(kind == tuple[Trace, ...])


def _write_traces(traces: tuple[Trace, ...]) -> str:
    return " ".join(f"{trace.at}:{trace.start}:{trace.length}" for trace in traces)


def _read_traces(value: str) -> tuple[Trace, ...]:
    return tuple(Trace(*map(int, item.split(":"))) for item in value.split())


def dump_json(value: Any) -> bytes:
    """Write a value made of the model's dataclasses; what has its default is left out."""
    plain = _converter().unstructure(value)
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def load_json(data: bytes, kind: type[T], where: str) -> T:
    """Read what `dump_json` wrote.

    Raises:
        ArchiveError: It is no such record.
    """
    try:
        if len(data) > MAX_BYTES:
            raise ValueError(f"longer than {MAX_BYTES} bytes")
        return _converter().structure(json.loads(data.decode("utf-8", "surrogatepass")), kind)
    except _BROKEN as error:
        raise _damaged(where, error) from error


def _damaged(where: str, error: Exception) -> ArchiveError:
    said = str(error).splitlines()
    return ArchiveError(
        f"The record {where} is damaged: {said[0] if said else type(error).__name__}.",
        "Restore it from its history with `git log` and `git restore`.",
    )


def dump_rulings(rulings: tuple[Ruling, ...], old: str = "") -> str:
    """Write rulings as TOML; comments of an editor in the `old` text stay where rulings stay."""
    document = tomlkit.parse(old) if old else tomlkit.document()
    kept = load_rulings(old, "rulings") if old else ()
    if rulings[: len(kept)] != kept or not isinstance(document.get("ruling", []), AoT):
        document, kept = tomlkit.document(), ()
    tables = document.setdefault("ruling", tomlkit.aot()) if rulings else tomlkit.aot()
    for ruling in rulings[len(kept) :]:
        tables.append(_ruling_table(ruling))
    return tomlkit.dumps(document)


def _ruling_table(ruling: Ruling) -> Table:
    table = tomlkit.table()
    plain = {
        "text": ruling.text,
        "reason": ruling.reason,
        "take": ruling.take,
        "by": ruling.by,
        "on": ruling.on,
        "before": ruling.before,
        "after": ruling.after,
    }
    for key, value in plain.items():
        if value is not None:
            table[key] = value
    readings = tomlkit.aot()
    for source, text in ruling.readings:
        reading = tomlkit.table()
        reading["source"] = source
        reading["text"] = text
        readings.append(reading)
    if ruling.readings:
        table["reading"] = readings
    return table


def load_rulings(text: str, where: str) -> tuple[Ruling, ...]:
    """Read rulings from TOML, also after an editor has changed them by hand.

    Raises:
        ArchiveError: It is no TOML, or a ruling lacks something.
    """
    try:
        if len(text) > _MAX_RULINGS:
            raise ValueError(f"longer than {_MAX_RULINGS} characters")
        plain: Any = parse_toml(text)
        extra = sorted(plain.keys() - {"ruling"})
        if extra:
            raise ValueError(f"{extra[0]} is not known here")
        return tuple(_ruling(table) for table in plain.get("ruling", []))
    except _BROKEN as error:
        raise _damaged(where, error) from error


def _ruling(table: Any) -> Ruling:
    readings = [(_text(r["source"], str), _text(r["text"], str)) for r in table.pop("reading", [])]
    on = table.pop("on", None)
    if on is not None and type(on) is not date:
        raise TypeError("`on` must be a date")
    return Ruling(
        readings=tuple(readings),
        on=on,
        **{key: _text(value, str) for key, value in table.items()},
    )
