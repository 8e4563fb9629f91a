"""Tables that hold data against tables that hold a page together, and the grid of the former."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from gazette.errors import SourceError
from gazette.extract.limits import MAX_CELLS, MAX_NODES, MAX_SPAN

_CELLS = ("td", "th")


def walk(root: LexborNode) -> Iterator[tuple[bool, LexborNode]]:
    """Yield every node below `root` twice: entered (`True`) and left (`False`).

    Raises:
        SourceError: There are more nodes than any page needs.
    """
    end = root.mem_id
    node = root
    for _ in range(MAX_NODES):
        yield True, node
        below = node.first_child
        while below is None:
            yield False, node
            if node.mem_id == end:
                return
            below = node.next
            if below is None:
                above = node.parent
                if above is None:
                    return
                node = above
            else:
                break
        node = below
    raise SourceError("The file has more elements than any page needs.", "Cut it into parts.")


@dataclass(slots=True)
class _Survey:
    key: int
    nested: bool = False
    wide_rows: int = 0
    filled: int = 0
    """Cells of the row at hand that hold text."""
    in_cell: bool = False


def data_tables(root: LexborNode) -> set[int]:
    """Return the `mem_id` of every table with two rows or more of two filled cells or more.

    A table that holds a table lays out a page, and so does one whose rows are single cells.
    """
    found: set[int] = set()
    open_tables: list[_Survey] = []
    for entered, node in walk(root):
        if node.tag == "table":
            _on_table(entered, node, open_tables, found)
        elif open_tables:
            _on_node(entered, node, open_tables[-1])
    return found


def _on_table(entered: bool, node: LexborNode, tables: list[_Survey], found: set[int]) -> None:
    if entered:
        if tables:
            tables[-1].nested = True
        tables.append(_Survey(node.mem_id))
        return
    table = tables.pop()
    if table.wide_rows >= 2 and not table.nested:
        found.add(table.key)


def _on_node(entered: bool, node: LexborNode, table: _Survey) -> None:
    tag = node.tag
    if tag == "tr":
        if entered:
            table.filled = 0
        else:
            table.wide_rows += table.filled >= 2
    elif tag in _CELLS:
        table.in_cell = entered
    elif entered and table.in_cell and node.is_text_node and (node.text_content or "").strip():
        table.filled += 1
        table.in_cell = False


@dataclass(slots=True)
class Grid:
    """The rows of one table: cells that span others leave empty cells, text stands once."""

    claimed: dict[int, int] = field(default_factory=dict)
    """For each column, how many rows a cell of a row above still claims."""
    opened: dict[int, int] = field(default_factory=dict)
    """The same for cells of the row at hand."""
    row: list[str] = field(default_factory=list)
    cells: int = 0

    def add(self, text: str, columns: int, rows: int) -> None:
        """Put a cell in the next free column of the row at hand."""
        self._skip()
        start = len(self.row)
        self.row += [text] + [""] * (columns - 1)
        if rows > 1:
            self.opened.update(dict.fromkeys(range(start, start + columns), rows))
        self.cells += columns
        if self.cells > MAX_CELLS:
            raise SourceError("The file has a table of too many cells.", "Cut it into parts.")

    def end_row(self) -> str:
        """Close the row and return its cells separated by tabs; empty if none holds text."""
        self._skip()
        row, self.row = self.row, []
        both = self.claimed | self.opened
        self.claimed = {column: left - 1 for column, left in both.items() if left > 1}
        self.opened = {}
        return "\t".join(row) if any(row) else ""

    def _skip(self) -> None:
        while len(self.row) in self.claimed:
            self.row.append("")


def span(value: str | None) -> int:
    """Read a `colspan` or `rowspan`."""
    digits = (value or "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        return 1
    return min(max(int(digits), 1), MAX_SPAN)
