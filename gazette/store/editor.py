"""Events that an editor adds or overrules, kept in `events/<id>.toml` with their reasons."""

from datetime import date
from typing import Any

import tomlkit

from gazette.config import parse_toml
from gazette.errors import ArchiveError
from gazette.model.event import Event, EventKind, Target
from gazette.store.archive import Archive
from gazette.store.ids import check_id

SOURCE = "editor"
_FOLDER = "events/"


def path_of(policy_id: str) -> str:
    """Return where an editor's events on a policy are kept."""
    return f"{_FOLDER}{check_id(policy_id)}.toml"


def load(archive: Archive, policy_id: str) -> tuple[Event, ...]:
    """Return an editor's events on a policy; none are no error.

    Raises:
        ArchiveError: The file is damaged.
    """
    path = path_of(policy_id)
    return _read(archive, path) if archive.exists(path) else ()


def load_all(archive: Archive) -> dict[str, tuple[Event, ...]]:
    """Return every event that an editor gave, by id of the policy.

    Raises:
        ArchiveError: A file is damaged.
    """
    paths = archive.list(_FOLDER.rstrip("/"))
    return {
        path.removeprefix(_FOLDER).removesuffix(".toml"): _read(archive, path) for path in paths
    }


def dump(events: tuple[Event, ...]) -> bytes:
    """Write events as TOML."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    for event in events:
        table = tomlkit.table()
        table["event"] = event.kind.value
        if event.day:
            table["date"] = event.day
        table["quote"] = event.quote
        table["reason"] = event.reason or ""
        if event.target and event.target.id:
            table["target"] = event.target.id
        tables.append(table)
    document["event"] = tables
    return tomlkit.dumps(document).encode()


def _read(archive: Archive, path: str) -> tuple[Event, ...]:
    try:
        plain: Any = parse_toml(archive.read(path).decode())
        return tuple(_event(table) for table in plain.get("event", []))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{path} is damaged: {error}.", "Mend it or restore it.") from error


def _event(table: dict[str, Any]) -> Event:
    day = table.get("date")
    if day is not None and type(day) is not date:
        raise TypeError("`date` must be a date")
    target = table.get("target")
    return Event(
        kind=EventKind(table["event"]),
        day=day,
        certain=day is not None,
        quote=str(table.get("quote", "")),
        source=SOURCE,
        target=Target(id=str(target)) if target else None,
        reason=str(table["reason"]),
    )
