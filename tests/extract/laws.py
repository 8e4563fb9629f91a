"""What holds for every extraction, whatever the medium."""

from gazette.model.source import Extraction, LineKind
from gazette.text.fold import fold


def check(extraction: Extraction) -> Extraction:
    """Assert that lines are in order, do not overlap, and cover all that is no white space."""
    at = 0
    for line in extraction.lines:
        assert at <= line.start < line.end <= len(extraction.text)
        assert not extraction.text[at : line.start].strip()
        assert extraction.text[line.start : line.end].strip()
        at = line.end
    assert not extraction.text[at:].strip()
    return extraction


def kept(extraction: Extraction) -> str:
    """Return the folded text of the lines a reader reads."""
    shown = (LineKind.TEXT, LineKind.ROW)
    return fold("".join(said(extraction, *shown)))


def said(extraction: Extraction, *kinds: LineKind) -> list[str]:
    """Return the texts of the lines of some kinds, or of all."""
    return [
        extraction.text[line.start : line.end]
        for line in extraction.lines
        if not kinds or line.kind in kinds
    ]


def notes(extraction: Extraction, kind: LineKind) -> dict[str, str | None]:
    """Return the note of each line of a kind by its text."""
    return {
        extraction.text[line.start : line.end]: line.note
        for line in extraction.lines
        if line.kind is kind
    }
