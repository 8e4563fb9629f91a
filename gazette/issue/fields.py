"""Reading one field of a running order: its type, its place, and what to do when it is wrong."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from gazette.errors import DeskError

Table = Mapping[str, Any]
MAX_TEXT = 2_000
"""Characters of one text; a running order holds titles, not documents."""
MAX_LIST = 10_000
_ONE_LINE = ("name", "policy", "revision", "number", "by", "stage", "profile")
"""Fields that name something; a title may be broken over lines, as it is printed."""


def wrong(place: str, name: str, wanted: str) -> DeskError:
    """Return the error for a field that is not what it must be."""
    return DeskError(
        f"{place}: `{name}` must be {wanted}.", "Give it so, or mend the file by hand."
    )


def text(place: str, table: Table, name: str, *, needed: bool = False) -> str | None:
    """Return a text, or `None` where it is not given (or empty, when it is not needed)."""
    value = table.get(name)
    if value is None or value == "":
        if needed:
            raise DeskError(f"{place}: `{name}` is missing.", f'Add a line: {name} = "…"')
        return None
    if not isinstance(value, str):
        raise wrong(place, name, "a text in quotation marks")
    if len(value) > MAX_TEXT:
        raise wrong(place, name, f"no longer than {MAX_TEXT} characters")
    if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in value):
        raise wrong(place, name, "free of control characters")
    if not value.strip() or (name in _ONE_LINE and not set("\n\t").isdisjoint(value)):
        raise wrong(place, name, "one line of words")
    return value


def number(place: str, table: Table, name: str, *, needed: bool = False) -> int | None:
    """Return a whole number from 0 upwards, or `None` where it is not given."""
    value = table.get(name)
    if value is None:
        if needed:
            raise DeskError(f"{place}: `{name}` is missing.", f"Add a line: {name} = 1")
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise wrong(place, name, "a whole number without quotation marks")
    return value


def day(place: str, table: Table, name: str) -> date | None:
    """Return a date, or `None` where it is not given."""
    value = table.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong(place, name, "a date without quotation marks: 2023-11-15")
    return value


def texts(place: str, table: Table, name: str) -> tuple[str, ...]:
    """Return a list of texts; a single text counts as a list of one."""
    value = table.get(name, [])
    if isinstance(value, str):
        value = [value]
    if (
        not isinstance(value, list)
        or len(value) > MAX_LIST
        or not all(isinstance(each, str) and len(each) <= MAX_TEXT for each in value)
    ):
        raise wrong(place, name, "a list of texts")
    return tuple(value)


def table(place: str, outer: Table, name: str) -> Table:
    """Return a table, empty where it is not given."""
    value = outer.get(name, {})
    if not isinstance(value, Mapping):
        raise wrong(place, name, f"a table ([{name}])")
    return value


def tables(place: str, outer: Table, name: str) -> Sequence[Table]:
    """Return a list of tables, empty where it is not given."""
    value = outer.get(name, [])
    if (
        not isinstance(value, list)
        or len(value) > MAX_LIST
        or not all(isinstance(each, Mapping) for each in value)
    ):
        raise wrong(place, name, f"a list of tables ([[{name}]])")
    return value


def no_others(place: str, found: Table, known: Sequence[str]) -> None:
    """Refuse a field nobody reads: a slip of the pen must not vanish silently.

    Raises:
        DeskError: `found` has a field that is not among `known`.
    """
    for name in found:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(known)}."
            raise DeskError(f"{place}: `{name}` is no field of a running order.", hint)
