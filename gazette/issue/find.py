"""Finding an entry or a section in a running order by what an editor calls it."""

from collections.abc import Iterable
from difflib import get_close_matches

from gazette.errors import UnknownError
from gazette.issue.manifest import policy_key
from gazette.model.issue import Entry, Manifest

_SHOWN = 40
"""Most characters of a name that a message repeats."""


def entry_place(order: Manifest, name: str) -> tuple[int, int]:
    """Return the section and the position there, counted from 0, of the entry called `name`.

    Args:
        order: The running order.
        name: Policy, number or title of the entry, or its place: `部门文件:2`.

    Raises:
        UnknownError: There is none, or more than one.
    """
    found = _by_place(order, name) or [
        (place, position)
        for place, section in enumerate(order.sections)
        for position, entry in enumerate(section.entries)
        if _called(entry, name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(f"{order.sections[s].name}:{p + 1}" for s, p in found[:5])
        raise UnknownError(
            f"{shown(name)} stands in the running order {len(found)} times.",
            f"Name it by its place: {places}.",
        )
    raise UnknownError(f"The running order has no entry {shown(name)}.", _hint(order, name))


def _called(entry: Entry, name: str) -> bool:
    names = (entry.policy, entry.title, entry.number)
    return bool(name) and (name in names or policy_key(name) == entry.policy)


def _by_place(order: Manifest, name: str) -> list[tuple[int, int]]:
    """Read 部门文件:2; the section's name may hold a colon itself."""
    section, _, count = name.rpartition(":")
    if not (section and count.isascii() and count.isdecimal() and len(count) <= 5):
        return []
    return [
        (place, int(count) - 1)
        for place, each in enumerate(order.sections)
        if each.name == section and 0 < int(count) <= len(each.entries)
    ]


def _hint(order: Manifest, name: str) -> str:
    names = [
        each
        for section in order.sections
        for entry in section.entries
        for each in (entry.policy, entry.title)
        if each
    ]
    return meant(policy_key(name), names) or f"`gazette issue show {order.id}` lists them."


def section_place(order: Manifest, name: str) -> int:
    """Return the place of the section called `name`, counted from 0.

    Raises:
        UnknownError: There is none.
    """
    names = [section.name for section in order.sections]
    if name in names:
        return names.index(name)
    raise UnknownError(
        f"The running order has no section {shown(name)}.",
        meant(name, names) or f"Add it: `gazette issue section {order.id} NAME`.",
    )


def meant(name: str, names: Iterable[str]) -> str:
    """Return `Did you mean …?` for the known names closest to `name`; empty where none is."""
    near = get_close_matches(name[:200], list(dict.fromkeys(names)), 3, 0.5)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def shown(name: str) -> str:
    """Return a name as a message repeats it: on one line, not too long, nothing unseen."""
    line = " ".join(name.split())
    plain = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return plain if 0 < len(plain) <= _SHOWN else repr(plain[:_SHOWN])
