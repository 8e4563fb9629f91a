"""Layout profiles: every number of a page, where it comes from and how strictly it binds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from gazette.config import data_text, parse_toml
from gazette.errors import RenderError

PT_PER_MM = 72 / 25.4
_UNITS = ("pt", "mm", "em", "")
_FONT_ROLES = ("song", "hei", "kai", "fang")
MAX_PROFILE = 200_000
"""Bytes of a profile file."""


class Strength(StrEnum):
    """What follows when a page misses a number."""

    MUST = "must"
    SHOULD = "should"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a layout."""

    value: float
    unit: str
    """pt, mm, em, or empty for a plain count."""
    strength: Strength
    source: str

    @property
    def css(self) -> str:
        """The number as CSS writes it: 12pt."""
        return f"{self.value:g}{self.unit}"

    @property
    def points(self) -> float:
        """The number in points; only for lengths in pt and mm."""
        return self.value * PT_PER_MM if self.unit == "mm" else self.value


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout: numbers, fonts, faces of the levels, and the parts an issue has."""

    name: str
    title: str
    parts: tuple[str, ...]
    fonts: tuple[tuple[str, tuple[str, ...]], ...]
    """Role (song, hei, kai, fang) and its families: the one meant first, then those that help out."""
    levels: tuple[tuple[str, str], ...]
    """Rung of the ladder of labels and its face: `（一）` and `kai`."""
    numbers: tuple[tuple[str, Number], ...]
    colours: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> Number:
        """Return a number by its name, such as `body.size`."""
        for key, number in self.numbers:
            if key == name:
                return number
        raise RenderError(
            f"The profile {self.name} has no number {name}.", "Add it, with source and strength."
        )

    def points(self, name: str) -> float:
        """Return a length in points."""
        return self[name].points

    def count(self, name: str) -> int:
        """Return a count, such as lines or columns."""
        return round(self[name].value)

    @property
    def families(self) -> frozenset[str]:
        """Every font family that may appear in a PDF of this profile."""
        return frozenset(family for _, families in self.fonts for family in families)


@lru_cache(maxsize=16)
def load(name: str, own: Path | None = None) -> Profile:
    """Read a profile by name; a file `profiles/NAME.toml` in the folder `own` wins.

    Raises:
        RenderError: There is no such profile, or it is not as it must be.
    """
    try:
        table = parse_toml(_text(name, own))
        return _profile(name, table)
    except tomllib.TOMLDecodeError as error:
        raise RenderError(f"The profile {name} is not valid TOML: {error}.") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RenderError(
            f"The profile {name} is not as it must be: {error!r}.",
            "Compare it with the shipped gazette-jilin.toml.",
        ) from error


def _text(name: str, own: Path | None) -> str:
    if not name or not all(char.isalnum() or char in "-_" for char in name):
        raise RenderError(f"{name!r} is no name of a layout profile.")
    mine = own / "profiles" / f"{name}.toml" if own else None
    try:
        if mine and mine.is_file():
            if mine.stat().st_size > MAX_PROFILE:
                raise RenderError(f"The profile {mine} is too large.")
            return mine.read_text(encoding="utf-8")
        return data_text(f"profiles/{name}.toml")
    except FileNotFoundError:
        raise RenderError(
            f"There is no layout profile {name}.", "Shipped are gazette-jilin and gongwen-9704."
        ) from None


def _profile(name: str, table: Mapping[str, Any]) -> Profile:
    fonts = tuple((role, tuple(table["fonts"][role])) for role in _FONT_ROLES)
    return Profile(
        name=name,
        title=str(table.get("title", name)),
        parts=tuple(table["parts"]),
        fonts=tuple((role, _checked(families)) for role, families in fonts),
        levels=tuple((rung, str(face)) for rung, face in table["levels"].items()),
        numbers=tuple((key, _number(key, entry)) for key, entry in table["numbers"].items()),
        colours=tuple((key, _colour(value)) for key, value in table["colours"].items()),
    )


def _number(key: str, entry: Mapping[str, Any]) -> Number:
    value, unit = entry["value"], entry["unit"]
    if isinstance(value, bool) or not isinstance(value, int | float) or unit not in _UNITS:
        msg = f"{key}: {value!r} {unit!r}"
        raise ValueError(msg)
    return Number(float(value), unit, Strength(entry["strength"]), str(entry["source"]))


def _checked(families: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse families that would break out of a style sheet."""
    if not families or any(not f or set(f) & set('"\\;{}<>\n') for f in families):
        msg = f"font families {families!r}"
        raise ValueError(msg)
    return families


def _colour(value: str) -> str:
    if (
        len(value) != 7
        or value[0] != "#"
        or not all(c in "0123456789abcdefABCDEF" for c in value[1:])
    ):
        msg = f"colour {value!r}"
        raise ValueError(msg)
    return value


def with_overrides(profile: Profile, layout: Mapping[str, Any]) -> Profile:
    """Return `profile` with the numbers and fonts that a desk's `[layout]` table sets.

    Args:
        profile: The profile to start from.
        layout: The table; `numbers` maps names to values in the unit of the profile, `fonts` maps
            a role to families, which are put before those of the profile.

    Raises:
        RenderError: It names what the profile does not have, or gives a value of the wrong type.
    """
    wanted, fonts = layout.get("numbers", {}), layout.get("fonts", {})
    try:
        numbers = {key: _replaced(profile, key, value) for key, value in wanted.items()}
        mine = {role: _families(role, named) for role, named in fonts.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise RenderError(
            f"gazette.toml, [layout]: {error}.", "Give numbers as 12 and fonts as texts."
        ) from error
    return replace(
        profile,
        numbers=tuple((key, numbers.get(key, number)) for key, number in profile.numbers),
        fonts=tuple(
            (role, tuple(dict.fromkeys((*mine.get(role, ()), *families))))
            for role, families in profile.fonts
        ),
    )


def _replaced(profile: Profile, key: str, value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{key} must be a number"
        raise TypeError(msg)
    return replace(profile[key], value=float(value), source="gazette.toml")


def _families(role: str, named: object) -> tuple[str, ...]:
    if role not in _FONT_ROLES:
        msg = f"{role} is no role of a font; they are {', '.join(_FONT_ROLES)}"
        raise ValueError(msg)
    listed = [named] if isinstance(named, str) else named
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        msg = f"fonts.{role} must be a family or a list of families"
        raise TypeError(msg)
    return _checked(tuple(listed))
