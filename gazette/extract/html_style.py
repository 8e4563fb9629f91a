"""Whether a reader of a page sees an element, as far as its own attributes say."""

import re
from collections.abc import Mapping

_MAX_STYLE = 2000
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe"))
_NUMBER = re.compile(r"^(-?\d{0,7}\.?\d{0,7})(px|pt|em|rem|%|vw|vh)?$")
_FAR = -300.0
"""Pixels left of or above the page from which on nothing is seen."""


def parse(style: str | None) -> dict[str, str]:
    """Split an inline style into its properties, names and values in lower case."""
    found = {}
    for declaration in (style or "")[:_MAX_STYLE].lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def gone(attributes: Mapping[str, str | None], style: Mapping[str, str]) -> str | None:
    """Say why an element and all it holds is not shown, whatever its children say."""
    if "hidden" in attributes:
        return "hidden attribute"
    if style.get("display") == "none":
        return "display:none"
    if _number(style.get("opacity")) == 0:
        return "opacity:0"
    if _off_screen(style):
        return "off screen"
    return "no size" if _no_size(style) else None


def faint(attributes: Mapping[str, str | None], style: Mapping[str, str]) -> dict[str, str | None]:
    """Say for each inherited property that is set here why it hides, or `None` if it shows."""
    said: dict[str, str | None] = {}
    if "visibility" in style:
        said["visibility"] = (
            "visibility:hidden" if style["visibility"] in ("hidden", "collapse") else None
        )
    if "font-size" in style:
        size = _number(style["font-size"])
        said["font-size"] = "font-size:0" if size is not None and size < 1e-6 else None
    colour = style.get("color") or (attributes.get("color") or "").lower()
    if colour:
        said["color"] = "white on white" if colour.replace(" ", "") in _WHITE else None
    if has_background(attributes, style):
        said["background"] = "background"
    return said


def has_background(attributes: Mapping[str, str | None], style: Mapping[str, str]) -> bool:
    """Tell whether an element paints something other than white behind its text."""
    if "background-image" in style or attributes.get("background"):
        return True
    colour = style.get("background-color") or style.get("background") or attributes.get("bgcolor")
    shown = (colour or "").lower().replace(" ", "")
    return bool(shown) and shown not in _WHITE | {"none", "transparent", "inherit"}


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
