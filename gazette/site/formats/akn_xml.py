"""Elements of Akoma Ntoso, and text that XML can hold."""

import re
from xml.etree import ElementTree as ET

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    """Add an element to another."""
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """Return text with the characters that XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
