"""A comparison as plain text for the terminal: [-struck out-]{+put in+}."""

from gazette.model.comparison import Comparison, count
from gazette.render.comparison import words
from gazette.render.comparison_rows import Labels, Mark, Paragraph, Piece, Row, rows

_MARKS = {Mark.DELETED: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
_WHOLE = {"deleted": Mark.DELETED, "added": Mark.INSERTED}


def lines(comparison: Comparison, *, language: str = "zh", fold_same: bool = True) -> str:
    """Return a comparison as text, a blank line between provisions.

    Args:
        comparison: The pairs.
        language: Of the words added: zh or en.
        fold_same: Whether unchanged neighbours are one line.
    """
    said = words(language)
    blocks = [_head(comparison, said)]
    blocks += (_block(row) for row in rows(comparison, said, fold_same=fold_same))
    return "\n\n".join(blocks) + "\n"


def _head(comparison: Comparison, said: Labels) -> str:
    names = [name for name in (comparison.old, comparison.new) if name]
    counts = [f"{said['count'][key]} {many}" for key, many in count(comparison).items() if many]
    found = [said["page"]["arrow"].join(names)] if names else []
    found.append("  ".join(counts))
    if comparison.rewritten:
        found.append(said["page"]["rewritten"])
    return "\n".join(found)


def _block(row: Row) -> str:
    """Return one row: what became of it on the first line, then the text."""
    if row.kind == "heading":
        return "\n".join(_paragraph(each) for each in row.both)
    if row.kind == "folded":
        return f"  {row.new_label}  {row.note}"
    about = f"# {row.note}" + (f"  {row.details}" if row.details else "")
    opened, closed = _MARKS[_WHOLE[row.kind]] if row.kind in _WHOLE else ("", "")
    text = "\n".join(_paragraph(each) for each in row.both)
    return f"{about}\n{opened}{text}{closed}"


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(map(_piece, paragraph))


def _piece(piece: Piece) -> str:
    opened, closed = _MARKS.get(piece.mark, ("", ""))
    return f"{opened}{piece.text}{closed}"
