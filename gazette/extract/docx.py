"""DOCX: paragraphs with their automatic numbers, tables, notes, and what is hidden or deleted.

The parts are read with lxml inside the bounds of `package`: python-docx would inflate everything
before a size could be checked, and takes several times as long to import in a child process.
"""

from collections.abc import Iterator
from itertools import pairwise
from posixpath import dirname, join

from gazette.extract import docx_runs, html
from gazette.extract.charset import declaration, decode
from gazette.extract.docx_numbering import Numbering
from gazette.extract.docx_runs import Piece
from gazette.extract.docx_styles import Styles
from gazette.extract.docx_xml import Element, R, child, children, name, number, value
from gazette.extract.html_tables import Grid
from gazette.extract.layout import Draft, Layout, compose
from gazette.extract.limits import MAX_SPAN, MIB
from gazette.extract.package import Package
from gazette.model.source import LineKind

_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"))


def read(data: bytes) -> Layout:
    """Read a DOCX.

    Raises:
        SourceError: The package is broken, locked, or grows beyond the bounds.
    """
    package = Package(data)
    reader = _Reader(package)
    drafts = reader.part("header", "running head")
    drafts += reader.body()
    for which in ("footnotes", "endnotes"):
        drafts += reader.notes(which)
    drafts += reader.part("footer", "running foot")
    drafts += reader.comments()
    return compose(drafts, _title(package))


class _Reader:
    """Reads the parts of one package, numbering counted across all of them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _main_part(package)
        self._folder = dirname(self._main)
        self._targets = _targets(package, self._main)
        self._styles = Styles.load(package.xml(join(self._folder, "styles.xml")))
        self._numbering = Numbering(package.xml(join(self._folder, "numbering.xml")), self._styles)

    def body(self) -> list[Draft]:
        """Read the document itself."""
        return list(self._blocks(child(self._package.xml(self._main), "body")))

    def part(self, kind: str, note: str) -> list[Draft]:
        """Read the headers or footers, each text once, as furniture."""
        names = sorted(t for t in set(self._targets.values()) if kind in t.rpartition("/")[2])
        found = [d for each in names for d in self._blocks(self._package.xml(each))]
        texts = dict.fromkeys(draft.text for draft in found)
        return [Draft(text, LineKind.FURNITURE, note=note) for text in texts]

    def notes(self, kind: str) -> list[Draft]:
        """Read footnotes or endnotes: text, though it stands elsewhere."""
        root = self._package.xml(join(self._folder, f"{kind}.xml"))
        written = []
        for index, note in enumerate(_numbered(root, kind[:-1]), 1):
            lines = list(self._blocks(note))
            mark = docx_runs.note_mark(index)
            written += [
                Draft(mark * (place == 0) + line.text, line.kind, note=line.note or kind[:-1])
                for place, line in enumerate(lines)
            ]
        return written

    def comments(self) -> list[Draft]:
        """Read the comments of editors, which no reader of the print sees."""
        root = self._package.xml(join(self._folder, "comments.xml"))
        found = (d for each in children(root, "comment") for d in self._blocks(each))
        return [Draft(draft.text, LineKind.HIDDEN, note="comment") for draft in found]

    def _blocks(self, root: Element | None) -> Iterator[Draft]:
        """Read paragraphs and tables in order, through whatever wraps them.

        The parser allows 256 elements within one another, so this ends.
        """
        for block in () if root is None else root:
            kind = name(block)
            if kind == "p":
                yield from self._paragraph(block)
            elif kind == "tbl":
                yield from self._table(block)
            elif kind == "altChunk":
                yield from self._chunk(block)
            elif kind in ("del", "moveFrom"):
                inner = self._blocks(block)
                yield from (Draft(d.text, LineKind.HIDDEN, note="deleted") for d in inner)
            elif kind in _WRAPPERS or kind == "AlternateContent":
                yield from self._blocks(block)

    def _paragraph(self, paragraph: Element) -> Iterator[Draft]:
        pieces = docx_runs.pieces(paragraph, self._styles)
        label = self._numbering.label(paragraph)
        if not any(piece.note is None and piece.text.strip() for piece in pieces):
            label = ""
        heading = self._styles.heading(paragraph)
        shown = label + "".join(p.text for p in pieces if p.note is None)
        for line in shown.split("\n"):
            yield Draft(line, heading=heading)
        yield from _aside(pieces)

    def _table(self, table: Element) -> Iterator[Draft]:
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        if all(len(list(_cells(row))) < 2 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self._blocks(cell)
            return
        grid = Grid()
        for row in rows:
            aside: list[Draft] = []
            for cell in _cells(row):
                inner = list(self._blocks(cell))
                aside += [d for d in inner if d.kind not in (LineKind.TEXT, LineKind.ROW)]
                shown = (d.text for d in inner if d.kind in (LineKind.TEXT, LineKind.ROW))
                text = " ".join(line.replace("\t", " ").strip() for line in shown).strip()
                width = min(max(number(value(cell, "tcPr", "gridSpan"), 1), 1), MAX_SPAN)
                grid.add(text, width, 1)
            yield Draft(grid.end_row(), LineKind.ROW)
            yield from aside

    def _chunk(self, block: Element) -> Iterator[Draft]:
        """Read a file of another kind that the document takes in where it stands."""
        target = self._targets.get(block.get(f"{R}id") or "", "")
        data = self._package.read(target)
        if data[:2] == b"PK":
            yield from (Draft(d, LineKind.TEXT) for d in _inner(data))
        elif data and len(data) <= 16 * MIB:
            decoded = decode(data, declaration(data))
            yield from html.fragment(decoded.text)


def _inner(data: bytes) -> Iterator[str]:
    """Read the body of a DOCX inside a DOCX; one inside that is left alone."""
    package = Package(data)
    root = package.xml(_main_part(package))
    for paragraph in () if root is None else root.iter("{*}p"):
        yield "".join(text.text or "" for text in paragraph.iter("{*}t"))


def _aside(pieces: list[Piece]) -> Iterator[Draft]:
    """Write what is not part of the line, neighbours of one kind joined."""
    rest = [piece for piece in pieces if piece.note]
    groups: list[list[Piece]] = [[piece] for piece in rest[:1]]
    for before, piece in pairwise(rest):
        if (before.kind, before.note) == (piece.kind, piece.note):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        for line in "".join(piece.text for piece in group).split("\n"):
            yield Draft(line, group[0].kind, note=group[0].note)


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if name(each) == "tr":
            yield each
        elif name(each) in _WRAPPERS:
            yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if name(each) == "tc":
            yield each
        elif name(each) in _WRAPPERS:
            yield from _cells(each)


def _numbered(root: Element | None, kind: str) -> Iterator[Element]:
    """Yield the notes themselves, not the rules that separate them from the text."""
    for each in children(root, kind):
        if all(not key.endswith("}type") for key in map(str, each.keys())):
            yield each


def _main_part(package: Package) -> str:
    root = package.xml("_rels/.rels")
    for each in () if root is None else root:
        if (each.get("Type") or "").endswith("/officeDocument"):
            return (each.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _targets(package: Package, part: str) -> dict[str, str]:
    """Return where the relationships of a part lead inside the package; never outside it."""
    root = package.xml(join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels"))
    found = {}
    for each in () if root is None else root:
        if each.get("TargetMode") != "External":
            target = each.get("Target") or ""
            place = target.lstrip("/") if target.startswith("/") else join(dirname(part), target)
            found[each.get("Id") or ""] = place
    return found


def _title(package: Package) -> str | None:
    root = package.xml("docProps/core.xml")
    found = child(root, "title")
    return (found.text or "").strip() or None if found is not None else None
