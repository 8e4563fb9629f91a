"""The runs of a DOCX paragraph: text, breaks, symbols, and what was deleted or hidden."""

from collections.abc import Iterator
from dataclasses import dataclass

from gazette.extract.docx_styles import Styles
from gazette.extract.docx_xml import Element, attribute, name, number
from gazette.model.source import LineKind

BOX = "text box"
"""Note of a line that stands in a text box: seen, but beside the paragraph that holds it."""

_PLAIN = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "br": "\n",
    "noBreakHyphen": "\u2011",
}
_SKIPPED = frozenset(("pPr", "rPr", "instrText", "delInstrText", "Fallback", "commentReference"))
_DELETED = frozenset(("del", "moveFrom"))
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that is shown, hidden or stands aside."""

    text: str
    kind: LineKind = LineKind.TEXT
    note: str | None = None
    """What it is where it is no part of the line itself."""


def note_mark(index: int) -> str:
    """Return the raised number of a note."""
    return str(index).translate(_SUPER)


def pieces(paragraph: Element, styles: Styles) -> list[Piece]:
    """Read the runs of a paragraph in order."""
    return list(_Walker(paragraph, styles).walk(paragraph, None))


class _Walker:
    def __init__(self, paragraph: Element, styles: Styles) -> None:
        self._paragraph = paragraph
        self._styles = styles

    def walk(self, element: Element, aside: Piece | None) -> Iterator[Piece]:
        """Yield the pieces below `element`.

        Args:
            element: A paragraph, a run, or what wraps runs.
            aside: Kind and note of all that stands below, where it is no plain text.
        """
        for each in element:
            kind = name(each)
            if kind in _SKIPPED:
                continue
            if kind in ("t", "delText"):
                yield _piece(each.text or "", aside)
            elif kind in _PLAIN:
                yield _piece("" if attribute(each, "type") == "page" else _PLAIN[kind], aside)
            elif kind == "sym":
                yield _piece(_symbol(each), aside)
            elif kind in _NOTES:
                yield _piece(note_mark(number(attribute(each, "id"))), aside)
            else:
                yield from self._below(each, kind, aside)

    def _below(self, element: Element, kind: str, aside: Piece | None) -> Iterator[Piece]:
        if kind == "p":
            yield _piece("\n", aside)
        elif kind in _DELETED:
            aside = Piece("", LineKind.HIDDEN, "deleted")
        elif kind == "rt":
            aside = aside or Piece("", LineKind.FURNITURE, "ruby")
        elif kind == "txbxContent":
            aside = aside or Piece("", LineKind.TEXT, BOX)
        elif kind == "r" and (hidden := self._styles.hidden(element, self._paragraph)):
            aside = Piece(
                "", LineKind.HIDDEN, aside.note if aside and aside.note == "deleted" else hidden
            )
        yield from self.walk(element, aside)


def _piece(text: str, aside: Piece | None) -> Piece:
    return Piece(text, aside.kind, aside.note) if aside else Piece(text)


def _symbol(element: Element) -> str:
    """Return the character of a symbol font; those of Word's own fonts stay private-use."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x10000 else ""
