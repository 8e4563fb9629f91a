"""Editions of a policy: its text as revised (修订), each kept whole under the day it holds from.

The first text is kept under the policy's id, a later one under `id@2023-03-13`; so each has its
own copies, rulings and history, and any two can be compared.
"""

from collections.abc import Iterable
from datetime import date

_MARK = "@"


def edition_id(policy_id: str, held_from: date) -> str:
    """Return the id of the edition of a policy that holds from a day."""
    return f"{base_id(policy_id)}{_MARK}{held_from.isoformat()}"


def base_id(policy_id: str) -> str:
    """Return the id of the policy an id is an edition of."""
    return split(policy_id)[0]


def split(policy_id: str) -> tuple[str, date | None]:
    """Return the policy's id, and the day this edition holds from; `None`: the first text."""
    base, mark, day = policy_id.rpartition(_MARK)
    if mark:
        try:
            return base, date.fromisoformat(day)
        except ValueError:
            pass
    return policy_id, None


def editions(ids: Iterable[str], policy_id: str) -> list[tuple[date | None, str]]:
    """Return the editions held of a policy, the oldest first."""
    base = base_id(policy_id)
    found = [(split(each)[1], each) for each in ids if base_id(each) == base]
    return sorted(found, key=lambda edition: edition[0] or date.min)


def edition_at(ids: Iterable[str], policy_id: str, at: date) -> str | None:
    """Return the id of the edition whose text held on a day; `None` where none is held."""
    held = [each for day, each in editions(ids, policy_id) if day is None or day <= at]
    return held[-1] if held else None


def predecessors(ids: Iterable[str]) -> dict[str, str]:
    """Return for each later edition the id of the one before it."""
    by_base: dict[str, list[str]] = {}
    for policy_id in ids:
        by_base.setdefault(base_id(policy_id), []).append(policy_id)
    found: dict[str, str] = {}
    for base, several in by_base.items():
        ordered = [each for _, each in editions(several, base)]
        found.update(zip(ordered[1:], ordered, strict=False))
    return found
