"""Subjects that an editor gives a policy, kept in `subjects/<id>.toml` with their reasons."""

from typing import Any

import tomlkit

from gazette.config import parse_toml
from gazette.errors import ArchiveError
from gazette.store.archive import Archive
from gazette.store.ids import check_id

_FOLDER = "subjects/"


def path_of(policy_id: str) -> str:
    """Return where the subjects of a policy are kept."""
    return f"{_FOLDER}{check_id(policy_id)}.toml"


def load(archive: Archive, policy_id: str) -> tuple[str, ...]:
    """Return the subjects an editor gave a policy; none are no error.

    Raises:
        ArchiveError: The file is damaged.
    """
    path = path_of(policy_id)
    return _read(archive, path) if archive.exists(path) else ()


def load_all(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Return all subjects that an editor gave, by id of the policy.

    Raises:
        ArchiveError: A file is damaged.
    """
    paths = archive.list(_FOLDER.rstrip("/"))
    return {
        path.removeprefix(_FOLDER).removesuffix(".toml"): _read(archive, path) for path in paths
    }


def dump(names: tuple[str, ...], reason: str) -> bytes:
    """Write subjects as TOML."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    for name in names:
        table = tomlkit.table()
        table["name"] = name
        table["reason"] = reason
        tables.append(table)
    document["subject"] = tables
    return tomlkit.dumps(document).encode()


def _read(archive: Archive, path: str) -> tuple[str, ...]:
    try:
        plain: Any = parse_toml(archive.read(path).decode())
        return tuple(_name(table["name"]) for table in plain.get("subject", []))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{path} is damaged: {error}.", "Mend it or restore it.") from error


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("`name` must be a text")
    return value
