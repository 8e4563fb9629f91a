"""The names of WordprocessingML, and small questions to its elements."""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = frozenset(("0", "false", "off", "none"))


def name(element: Element) -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """Follow `names` downwards, the first child of each name; `None` where one is missing."""
    for wanted in names:
        if element is None:
            return None
        element = next((each for each in element if name(each) == wanted), None)
    return element


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the children called `wanted`."""
    return (each for each in (() if element is None else element) if name(each) == wanted)


def attribute(element: Element | None, wanted: str) -> str | None:
    """Return an attribute of the main namespace, strict or not."""
    if element is None:
        return None
    return element.get(W + wanted, element.get(_STRICT + wanted))


def value(element: Element | None, *names: str) -> str | None:
    """Return the `w:val` of what `names` lead to."""
    return attribute(child(element, *names), "val")


def number(text: str | None, default: int = 0) -> int:
    """Read a small whole number."""
    try:
        return int(text or "") if len(text or "") < 10 else default
    except ValueError:
        return default


def is_on(element: Element | None, *names: str) -> bool | None:
    """Read a switch such as `<w:vanish/>`: `None` where it is not set either way."""
    found = child(element, *names)
    if found is None:
        return None
    return (attribute(found, "val") or "true").lower() not in _OFF
