"""XML: the text of its elements, one line each; a field that holds HTML is read as a page."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from gazette.errors import SourceError
from gazette.extract.charset import Decoded
from gazette.extract.layout import Draft, Layout, compose
from gazette.model.source import LineKind

_DECLARATION = re.compile(r"^\s{0,20}<\?xml[^>]{0,200}\?>")
_FIRST = re.compile(r"<([A-Za-z_][\w.:-]{0,80})")
_ROOTS = "html head body div p table span ul ol h1 h2 h3 article section main center"
_HTML = frozenset(_ROOTS.split())
_TAG = re.compile(r"<(?:p|div|table|span|br|td|font|h[1-6])[\s>/]", re.IGNORECASE)


def is_xml(text: str) -> bool:
    """Tell XML from HTML, which may carry an XML declaration too."""
    head = text[:8192]
    first = _FIRST.search(_DECLARATION.sub("", head))
    if first is None or first[1].lower() in _HTML:
        return False
    return bool(_DECLARATION.match(head)) or "<![CDATA[" in text


def read(decoded: Decoded, page: Callable[[str], list[Draft]]) -> Layout:
    """Read an XML file.

    Where some fields hold HTML, those are the documents, and the other fields are set aside as
    furniture.  Nothing is fetched and no entity is resolved.

    Args:
        decoded: The file as text.
        page: Reads a piece of HTML.

    Raises:
        SourceError: The file is not well formed, or declares a document type.
    """
    fields = list(_fields(parse(_DECLARATION.sub("", decoded.text).encode("utf-8", "replace"))))
    records = any(_TAG.search(text) for _, text in fields)
    drafts: list[Draft] = []
    for name, text in fields:
        drafts += _draft(name, text, page, records=records)
    return compose(drafts, None, decoded.charset, decoded.warnings)


def _draft(
    name: str, text: str, page: Callable[[str], list[Draft]], *, records: bool
) -> list[Draft]:
    if _TAG.search(text):
        return page(text)
    kind, note = (LineKind.FURNITURE, f"field {name}") if records else (LineKind.TEXT, None)
    return [Draft(" ".join(line.split()), kind, note=note) for line in text.splitlines()]


def parse(data: bytes) -> etree._Element:
    """Parse XML without fetching, expanding or trusting anything.

    Raises:
        SourceError: It is not well formed, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _typed()
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            "The file holds XML that is not well formed.",
            "Download it again, or save its text as a text file.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _typed()
    return root


def _typed() -> SourceError:
    return SourceError(
        "The file declares an XML document type, which may name other files.",
        "Remove its <!DOCTYPE … > and hand it in again.",
    )


def _fields(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield name and text of every element that holds text of its own, the whole of it at once."""
    own = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in own):
        yield etree.QName(element).localname, "".join(str(text) for text in element.itertext())
        return
    for child in element:
        yield from _fields(child)
