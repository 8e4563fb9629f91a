"""From the tree of a page to its lines: what is shown, what is hidden, what is furniture.

A line ends where a block begins or ends and at `<br>`.  A hidden stretch inside a line becomes a
line of its own after it, so that it never mixes with what is shown.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from gazette.extract import html_style
from gazette.extract.html_furniture import Region, line_note, region_note
from gazette.extract.html_tables import Grid, data_tables, span, walk
from gazette.extract.layout import Draft
from gazette.model.source import LineKind

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_REGIONS = frozenset(
    [
        "aside",
        "button",
        "center",
        "div",
        "dl",
        "footer",
        "form",
        "header",
        "li",
        "nav",
        "noscript",
        "ol",
        "p",
        "section",
        "select",
        "table",
        "td",
        "textarea",
        "tr",
        "ul",
    ]
)
_LEFT_OUT = frozenset(("script", "style", "template", "title", "meta", "link"))
_SCRIPTS = frozenset(("sup", "sub", "rt", "rp"))
_ASIDE = {"rt": "ruby", "rp": "ruby"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_STOPS = re.compile("[。；]")
_FILES = (".doc", ".docx", ".pdf", ".ofd", ".xls", ".xlsx", ".zip", ".rar", ".wps", ".et", ".txt")
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


_Counts = tuple[int, int, int, int]
"""Characters, characters in links, links, and full stops outside links so far."""


@dataclass(slots=True)
class _Line:
    text: str
    kind: LineKind = LineKind.TEXT
    heading: int | None = None
    note: str | None = None


@dataclass(slots=True)
class _Frame:
    """What holds inside an open element."""

    tag: str
    gone: str | None = None
    faint: dict[str, str | None] = field(default_factory=dict)
    link: bool = False
    pre: bool = False
    heading: int | None = None
    article: bool = False
    script: str = ""
    block: bool = False
    grid: Grid | None = None
    """The data table this element is in."""
    in_cell: bool = False
    region: tuple[str, str, int, _Counts] | None = None
    """Role, names, first line and the counts on entering."""

    def hidden(self) -> str | None:
        """Say why text here is not seen."""
        if self.gone:
            return self.gone
        for name in ("visibility", "font-size"):
            if self.faint.get(name):
                return self.faint[name]
        return None if self.faint.get("background") else self.faint.get("color")


class Reader:
    """Walks a tree once and gathers its lines."""

    def __init__(self, root: LexborNode) -> None:
        self.lines: list[_Line] = []
        self.left_out = 0
        self._tables = data_tables(root)
        self._stack = [_Frame("#document")]
        self._shown: list[str] = []
        self._pre = False
        self._side: list[tuple[str, LineKind, str]] = []
        self._chars = self._link_chars = self._links = self._sentences = 0
        self._skipping = 0
        for entered, node in walk(root):
            self._visit(entered, node)
        self._flush()

    def drafts(self) -> list[Draft]:
        """Return the lines with the furniture among them marked."""
        for line in self.lines:
            if line.kind is LineKind.TEXT and (note := line_note(line.text)):
                line.kind, line.note = LineKind.FURNITURE, note
        if not any(line.kind in (LineKind.TEXT, LineKind.ROW) for line in self.lines):
            self._restore()
        return [Draft(e.text, e.kind, heading=e.heading, note=e.note) for e in self.lines]

    def _restore(self) -> None:
        """A page of nothing but furniture is a page we misread: show it."""
        for line in self.lines:
            if line.kind is LineKind.FURNITURE:
                line.kind, line.note = LineKind.TEXT, None

    def _visit(self, entered: bool, node: LexborNode) -> None:
        if node.is_text_node:
            if entered and not self._skipping:
                self._text(node.text_content or "")
        elif node.is_element_node:
            tag = node.tag or ""
            if tag in _LEFT_OUT:
                self._skipping += 1 if entered else -1
                self.left_out += entered and tag in ("script", "style")
            elif not self._skipping:
                if entered:
                    self._enter(tag, node)
                else:
                    self._leave(tag)

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag == "br":
            self._break()
        attributes = node.attributes
        frame = self._inherit(tag, attributes)
        if frame.block:
            self._break()
        if tag == "table":
            frame.grid = Grid() if node.mem_id in self._tables else frame.grid
        if tag in ("td", "th") and frame.grid is not None:
            frame.in_cell = True
            self._cell_span = (span(attributes.get("colspan")), span(attributes.get("rowspan")))
        if tag in _REGIONS:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            role = (attributes.get("role") or "").lower()
            frame.region = (role, names[:200], len(self.lines), self._counts())
        self._stack.append(frame)

    def _inherit(self, tag: str, attributes: dict[str, str | None]) -> _Frame:
        above = self._stack[-1]
        look = html_style.look(attributes)
        is_link = tag == "a" and _leads_away(attributes.get("href"))
        self._links += is_link
        return _Frame(
            tag,
            gone=above.gone or look.gone,
            faint={**above.faint, **look.faint} if look.faint else above.faint,
            link=above.link or is_link,
            pre=above.pre or look.pre or tag in ("pre", "textarea"),
            heading=_HEADINGS.get(tag, above.heading),
            article=above.article or tag in ("article", "main"),
            script=tag if tag in _SCRIPTS else above.script,
            block=look.block or tag in _BLOCKS,
            grid=above.grid,
            in_cell=above.in_cell,
        )

    def _leave(self, tag: str) -> None:
        frame = self._stack.pop()
        if tag in ("td", "th") and frame.grid is not None:
            self._end_cell(frame.grid)
        elif tag == "tr" and frame.grid is not None:
            self._end_row(frame.grid)
        elif frame.block:
            self._stack.append(frame)
            self._break()
            self._stack.pop()
        if frame.region:
            self._judge(tag, frame.article, *frame.region)

    def _text(self, text: str) -> None:
        frame = self._stack[-1]
        hidden = frame.hidden()
        if hidden or frame.script in _ASIDE:
            kind = LineKind.HIDDEN if hidden else LineKind.FURNITURE
            self._side.append((text, kind, hidden or _ASIDE[frame.script]))
            return
        if frame.script in ("sup", "sub") and text.strip().isascii() and text.strip().isdigit():
            text = text.translate(_SUPER if frame.script == "sup" else _SUB)
        if not text.isspace():
            self._count(text, frame.link)
        if frame.pre and not frame.in_cell:
            self._pre_text(text)
        else:
            self._shown.append(text)

    def _count(self, text: str, in_link: bool) -> None:
        size = len(text.strip())
        self._chars += size
        if in_link:
            self._link_chars += size
        else:
            self._sentences += len(_STOPS.findall(text))

    def _counts(self) -> _Counts:
        return self._chars, self._link_chars, self._links, self._sentences

    def _pre_text(self, text: str) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                self._pre = True
                self._flush()
            self._shown.append(part)
        self._pre = True

    def _break(self) -> None:
        """End a line, or inside a cell a word."""
        if self._stack[-1].in_cell:
            self._shown.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text = "".join(self._shown)
        text = text.rstrip("\r") if self._pre else _SPACES.sub(" ", text).strip(" ")
        self._shown.clear()
        self._pre = False
        if text.strip():
            self.lines.append(_Line(text, heading=self._stack[-1].heading))
        self._flush_side()

    def _flush_side(self) -> None:
        for kind, note, text in _joined(self._side):
            self.lines.append(_Line(text, kind, note=note))
        self._side.clear()

    def _end_cell(self, grid: Grid) -> None:
        text = _SPACES.sub(" ", "".join(self._shown)).strip(" ")
        self._shown.clear()
        grid.add(text, *self._cell_span)

    def _end_row(self, grid: Grid) -> None:
        row = grid.end_row()
        if row.strip():
            self.lines.append(_Line(row, LineKind.ROW))
        self._flush_side()

    def _judge(
        self, tag: str, article: bool, role: str, names: str, first: int, before: _Counts
    ) -> None:
        """Ask the rules of furniture about the region just left, and mark its lines."""
        chars, link_chars, links, sentences = (
            now - then for now, then in zip(self._counts(), before, strict=True)
        )
        region = Region(tag, role, names, article, chars, link_chars, links, sentences)
        note = region_note(region)
        if note is None:
            return
        for line in self.lines[first:]:
            if line.kind in (LineKind.TEXT, LineKind.ROW):
                line.kind, line.note = LineKind.FURNITURE, note


def _leads_away(href: str | None) -> bool:
    """Tell a link to another page from one within the page, or to a file that belongs to it."""
    address = (href or "").strip().lower()
    return not (len(address) > 1 and address[0] == "#") and not address.endswith(_FILES)


def _joined(side: list[tuple[str, LineKind, str]]) -> list[tuple[LineKind, str, str]]:
    """Join neighbouring stretches of the same kind and note."""
    joined: list[tuple[LineKind, str, str]] = []
    for text, kind, note in side:
        if joined and joined[-1][:2] == (kind, note):
            joined[-1] = (kind, note, joined[-1][2] + text)
        else:
            joined.append((kind, note, text))
    return [(kind, note, _SPACES.sub(" ", text).strip(" ")) for kind, note, text in joined]
