"""Whether a reader of a page sees an element, as far as its own attributes say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_MAX_STYLE = 2000
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe"))
_NUMBER = re.compile(r"^(-?\d{0,7}\.?\d{0,7})(px|pt|em|rem|%|vw|vh)?$")
_FAR = -300.0
"""Pixels left of or above the page from which on nothing is seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the attributes of one element say about how it is shown."""

    gone: str | None = None
    """Why it is not shown at all, whatever its children say."""
    faint: Mapping[str, str | None] = field(default_factory=dict)
    """For each inherited property it sets: why that hides its text, or `None` if it shows it."""
    block: bool = False
    """Whether it is a block of its own though its element is none."""
    pre: bool = False
    """Whether its line feeds are shown."""


_NOTHING = Look()
_SHOWN = ("style", "color", "bgcolor", "background")


def look(attributes: Mapping[str, str | None]) -> Look:
    """Read the attributes of an element that bear on its looks."""
    if "hidden" in attributes:
        return Look("hidden attribute")
    said = tuple(attributes.get(name) for name in _SHOWN)
    return _look(*said) if any(said) else _NOTHING


@lru_cache(maxsize=4096)
def _look(style: str | None, colour: str | None, paint: str | None, image: str | None) -> Look:
    properties = parse(style)
    properties.setdefault("color", (colour or "").lower())
    properties.setdefault("background-color", (paint or "").lower())
    if image:
        properties["background-image"] = image
    return Look(
        gone(properties),
        faint(properties),
        properties.get("display") == "block",
        properties.get("white-space", "").startswith("pre"),
    )


def parse(style: str | None) -> dict[str, str]:
    """Split an inline style into its properties, names and values in lower case."""
    found = {}
    for declaration in (style or "")[:_MAX_STYLE].lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def gone(style: Mapping[str, str]) -> str | None:
    """Say why an element and all it holds is not shown, whatever its children say."""
    if style.get("display") == "none":
        return "display:none"
    if _number(style.get("opacity")) == 0:
        return "opacity:0"
    if _off_screen(style):
        return "off screen"
    return "no size" if _no_size(style) else None


def faint(style: Mapping[str, str]) -> dict[str, str | None]:
    """Say for each inherited property that is set here why it hides, or `None` if it shows."""
    said: dict[str, str | None] = {}
    if "visibility" in style:
        said["visibility"] = (
            "visibility:hidden" if style["visibility"] in ("hidden", "collapse") else None
        )
    if "font-size" in style:
        size = _number(style["font-size"])
        said["font-size"] = "font-size:0" if size is not None and size < 1e-6 else None
    if colour := style.get("color"):
        said["color"] = "white on white" if colour.replace(" ", "") in _WHITE else None
    if has_background(style):
        said["background"] = "background"
    return said


def has_background(style: Mapping[str, str]) -> bool:
    """Tell whether an element paints something other than white behind its text."""
    if "background-image" in style:
        return True
    colour = style.get("background") or style.get("background-color") or ""
    return colour.replace(" ", "") not in _WHITE | {"", "none", "transparent", "inherit"}


def _number(value: str | None) -> float | None:
    match = _NUMBER.match(value or "")
    try:
        return float(match[1]) if match else None
    except ValueError:
        return None


def _off_screen(style: Mapping[str, str]) -> bool:
    sides = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        sides += ["left", "top"]
    return any((_number(style.get(side)) or 0) <= _FAR for side in sides)


def _no_size(style: Mapping[str, str]) -> bool:
    if style.get("clip", "").replace(",", " ").replace("px", "").split() == [
        "rect(0",
        "0",
        "0",
        "0)",
    ]:
        return True
    sizes = [_number(style.get(name)) for name in ("width", "height", "max-height", "max-width")]
    return style.get("overflow") == "hidden" and 0 in sizes
