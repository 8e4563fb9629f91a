"""HTML: saved pages, mirrors, portals; furniture and hidden text are kept and marked."""

from selectolax.lexbor import LexborHTMLParser

from gazette.errors import SourceError
from gazette.extract import xml
from gazette.extract.charset import declaration, decode
from gazette.extract.html_tree import Reader
from gazette.extract.layout import Draft, Layout, compose
from gazette.extract.limits import MAX_MARKUP
from gazette.extract.markup import depth

_MAX_PARSED_DEPTH = 10_000
"""From here on the parser's time grows out of bounds; no page comes near."""


def read(data: bytes) -> Layout:
    """Read a page.

    Raises:
        SourceError: It is too large, nested too deep, or in no known charset.
    """
    if len(data) > MAX_MARKUP:
        raise SourceError("The file is too large for a page.", "Save the documents one by one.")
    decoded = decode(data, declaration(data))
    if xml.is_xml(decoded.text):
        return xml.read(decoded, fragment)
    if depth(data) > _MAX_PARSED_DEPTH:
        raise SourceError(
            "The file nests its elements too deep to be a page.", "Save its text as a text file."
        )
    drafts, title, left_out = _page(decoded.text)
    warnings = decoded.warnings
    if left_out:
        warnings += (f"{left_out} script(s) and style sheet(s) were left out.",)
    return compose(drafts, title, decoded.charset, warnings)


def fragment(text: str) -> list[Draft]:
    """Read a piece of HTML that stands inside another file."""
    return _page(text)[0]


def _page(text: str) -> tuple[list[Draft], str | None, int]:
    tree = LexborHTMLParser(text)
    root = tree.root
    if root is None:
        return [], None, 0
    found = tree.css_first("head > title")
    title = " ".join(found.text().split()) if found else ""
    reader = Reader(root)
    return reader.drafts(), title or None, reader.left_out
