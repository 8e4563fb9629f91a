"""Signatures: the organs that sign and the date below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gazette.model.document import PartKind, Role
from gazette.segment.grammar import is_date_line
from gazette.segment.organs import is_signer, split_organs
from gazette.segment.para import Para

ROWS = 40
"""Rows of a signature at most."""
ROW = 600
"""Letters of a row at most: a carrier may set all organs on one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines `[start, end)` that sign a document; the last is its date."""

    start: int
    end: int


def find_signatures(lines: Sequence[Para], known: tuple[str, ...]) -> list[Signature]:
    """Find every date with organs or an officer above it.

    Args:
        lines: The lines of a document.
        known: Organs the title names; they part names that run together.
    """
    found = []
    for index, line in enumerate(lines):
        if not is_date_line(line.text):
            continue
        start = index
        while start > 0 and index - start < ROWS and _signs(lines[start - 1].text, known):
            start -= 1
        if start < index:
            found.append(Signature(start, index + 1))
    return found


def _signs(text: str, known: tuple[str, ...]) -> bool:
    return len(text) <= ROW and (bool(split_organs(text, known)) or is_signer(text))


def signed(lines: Sequence[Para], known: tuple[str, ...]) -> list[Para]:
    """Return the lines of a signature as paragraphs: one for each organ, and the date."""
    made: list[Para] = []
    for line in lines:
        if is_date_line(line.text):
            made.append(line.be(Role.DATE, PartKind.SIGNATURE))
            continue
        piece = line.pieces[0]
        for start, end in split_organs(line.text, known) or [(0, len(line.text))]:
            part = piece.cut(piece.start + start, piece.start + end)
            made.append(Para(line.text[start:end], (part,), Role.SIGNATORY, PartKind.SIGNATURE))
    return made


def official_order(signatories: Sequence[Para]) -> list[Para]:
    """Return signatories in official order: row by row.

    A text dump may give two columns one after the other, an empty line between them.  Its shape
    tells: two blocks of names, one name a line, the first as long as the second or one longer.
    """
    columns: list[list[Para]] = []
    rows = {piece.line.start for para in signatories for piece in para.pieces}
    for para in signatories:
        if not columns or (para.pieces[0].gap and columns[-1]):
            columns.append([])
        columns[-1].append(para)
    if len(rows) != len(signatories) or len(columns) != 2 or len(columns[1]) < 2:
        return list(signatories)
    left, right = columns
    if len(left) - len(right) not in (0, 1):
        return list(signatories)
    ordered = [para for pair in zip(left, right, strict=False) for para in pair]
    return ordered + left[len(right) :]


def officers(lines: Sequence[Para]) -> list[int]:
    """Find lines on which an officer signs without a date: 部　　長　廖了以."""
    return [
        index for index, line in enumerate(lines) if len(line.text) <= 24 and is_signer(line.text)
    ]
