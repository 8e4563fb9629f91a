"""Plain text and Markdown: the text is the file as decoded, to the character."""

from gazette.extract.charset import decode
from gazette.extract.layout import Layout, too_many_lines
from gazette.extract.limits import MAX_LINES
from gazette.model.source import Line

_FORM_FEED = "\f"
_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line; a line feed after a carriage return counts once more, hence twice the bound."""


def read(data: bytes) -> Layout:
    """Read a text file.

    Form feeds count pages where there are any: dumps of PDF files carry them.

    Raises:
        SourceError: The bytes are no text in a known charset, or have too many lines.
    """
    decoded = decode(data)
    lines = tuple(_lines(decoded.text))
    return Layout(decoded.text, lines, None, decoded.charset, decoded.warnings)


def _lines(text: str) -> list[Line]:
    paged = _FORM_FEED in text
    page = 1
    at = 0
    if sum(map(text.count, _ENDS)) > 2 * MAX_LINES:
        raise too_many_lines()
    found: list[Line] = []
    for raw in text.splitlines(keepends=True):
        core = raw.strip()
        if core:
            if len(found) >= MAX_LINES:
                raise too_many_lines()
            start = at + raw.index(core[0])
            found.append(Line(start, start + len(core), page=page if paged else None))
        page += raw.endswith(_FORM_FEED)
        at += len(raw)
    return found
