"""Nothing is lost: what no text keeps is listed with the reason."""

from collections.abc import Iterable

from gazette.model.document import Furniture, Witness
from gazette.model.source import Span
from gazette.segment.draft import Draft, Tag
from gazette.text.fold import INVISIBLE

_UNREAD = "left over"
_KEPT = -1


def furniture(draft: Draft, witnesses: Iterable[Witness]) -> tuple[Furniture, ...]:
    """List every stretch of the source that no block of a witness keeps.

    Kept text and furniture together are every character that is no white space, once.
    """
    source = draft.extraction.text
    reasons: list[str] = []
    numbers: dict[str, int] = {}
    marks = [0] * len(source)
    for reason, span in _reasons(draft):
        number = numbers.setdefault(reason, len(numbers) + 1)
        if number > len(reasons):
            reasons.append(reason)
        marks[span.start : span.end] = [number] * (span.end - span.start)
    for witness in witnesses:
        for start, length in _kept(witness):
            marks[start : start + length] = [_KEPT] * length
    return tuple(_stretches(source, marks, reasons))


def _reasons(draft: Draft) -> Iterable[tuple[str, Span]]:
    for piece in draft.pieces:
        if piece.tag is not Tag.TEXT:
            yield piece.reason, piece.span
    for aside in draft.asides:
        yield aside.reason, aside.span


def _kept(witness: Witness) -> Iterable[tuple[int, int]]:
    for part in witness.parts:
        for block in part.blocks:
            for run in block.trace:
                yield run.start, run.length


def _stretches(source: str, marks: list[int], reasons: list[str]) -> Iterable[Furniture]:
    """Join neighbouring characters that were set aside for one reason."""
    start: int | None = None
    end = current = 0
    for at, char in enumerate(source):
        if char.isspace():
            continue
        mark = marks[at]
        if start is not None and mark != current:
            yield _named(Span(start, end), current, reasons)
            start = None
        if mark == _KEPT:
            continue
        if mark == 0 and char in INVISIBLE:
            mark = len(reasons) + 1
            if start is not None and mark != current:
                yield _named(Span(start, end), current, reasons)
                start = None
        start = at if start is None else start
        end, current = at + 1, mark
    if start is not None:
        yield _named(Span(start, end), current, reasons)


def _named(span: Span, mark: int, reasons: list[str]) -> Furniture:
    if mark == 0:
        return Furniture(span, _UNREAD)
    return Furniture(span, reasons[mark - 1] if mark <= len(reasons) else "invisible character")
