"""Tables: rows separated by line feeds and cells by tabs, as pipe tables.

A row that has fewer cells than the widest one ends in `||`, as where a cell spans columns.
"""

import re

from gazette.errors import GazetteError
from gazette.markdown.inline import check_characters, escape, unescape
from gazette.markdown.lines import wrong

_CELL = re.compile(r"((?:[^\\|]|\\.?)*+)(\||\Z)", re.DOTALL)
"""A cell to its stroke, or to the end of the row: it matches everywhere, so it is never slow."""
_RULE = re.compile(r"\|(?:\s{0,9}:?-{1,99}:?\s{0,9}\|){1,999}\s{0,9}")


def dump_table(text: str) -> list[str]:
    """Write a table's text as the lines of a pipe table.

    Raises:
        GazetteError: A cell begins or ends with white space, or holds a control character.
    """
    rows = [row.split("\t") for row in text.split("\n")]
    width = max(len(row) for row in rows)
    lines = [_dump_row(row, width) for row in rows]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _dump_row(row: list[str], width: int) -> str:
    for cell in row:
        check_characters(cell, "A cell of a table")
        if cell != cell.strip():
            raise GazetteError(
                f"A cell of a table begins or ends with white space: {cell!r}.",
                "Clean the table where it is read, then save again.",
            )
    cells = "".join(f" {escape(cell)} |" if cell else " |" for cell in row)
    return f"|{cells}{'|' * (width - len(row))}"


def load_table(lines: list[str], first: int) -> str:
    """Read the lines of a pipe table back to rows and cells; `first` is the first line's number.

    Raises:
        GazetteError: A row does not begin and end with `|`, or the rule under the first is missing.
    """
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        raise wrong(first, "the first row of a table needs a rule `| --- |` under it.")
    rows = [_load_row(line, first + at) for at, line in enumerate(lines) if at != 1]
    return "\n".join("\t".join(row) for row in rows)


def _load_row(line: str, number: int) -> list[str]:
    cells: list[str] = []
    at = 1
    while at < len(line):
        match = _CELL.match(line, at)
        if match is None or not match[2]:
            raise wrong(number, "a row of a table ends with `|`.")
        cells.append(match[1])
        at = match.end()
    while cells and cells[-1] == "":
        cells.pop()
    if not cells or not line.startswith("|"):
        raise wrong(number, "a row of a table begins with `|` and has at least one cell.")
    return [unescape(cell.strip()) for cell in cells]
