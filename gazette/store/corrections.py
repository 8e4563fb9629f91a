"""Errata of a policy, kept in `corrections/<id>.toml` beside the text they correct."""

from dataclasses import fields
from datetime import date
from typing import Any

import tomlkit

from gazette.config import parse_toml
from gazette.errors import ArchiveError
from gazette.model.correction import Correction
from gazette.store.archive import Archive
from gazette.store.ids import check_id

_NAMES = tuple(field.name for field in fields(Correction))


def path_of(policy_id: str) -> str:
    """Return where the errata of a policy are kept."""
    return f"corrections/{check_id(policy_id)}.toml"


def load(archive: Archive, policy_id: str) -> tuple[Correction, ...]:
    """Return the errata of a policy in order of their days; none are no error.

    Raises:
        ArchiveError: The file is damaged.
    """
    path = path_of(policy_id)
    if not archive.exists(path):
        return ()
    try:
        plain: Any = parse_toml(archive.read(path).decode())
        found = [_correction(table) for table in plain.get("correction", [])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{path} is damaged: {error}.", "Mend it or restore it.") from error
    return tuple(sorted(found, key=lambda each: each.on))


def dump(corrections: tuple[Correction, ...]) -> bytes:
    """Write errata as TOML."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    for each in corrections:
        table = tomlkit.table()
        for name in _NAMES:
            value = getattr(each, name)
            if value is not None:
                table[name] = value
        tables.append(table)
    document["correction"] = tables
    return tomlkit.dumps(document).encode()


def _correction(table: dict[str, Any]) -> Correction:
    unknown = table.keys() - set(_NAMES)
    if unknown:
        raise KeyError(f"{min(unknown)} is not known here")
    on = table["on"]
    if type(on) is not date:
        raise TypeError("`on` must be a date")
    words = {name: table[name] for name in ("find", "replace", "reason")}
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("find, replace and reason must be texts")
    return Correction(**words, on=on, by=table.get("by"))
