"""From paragraphs to blocks with traces, and from blocks to parts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from gazette.model.document import Block, Part, PartKind, Role, Trace
from gazette.model.source import LineKind, Span
from gazette.segment.organs import is_organ
from gazette.segment.para import Para
from gazette.segment.weave import weave
from gazette.structure import find_label, outline

_NO_JOIN = frozenset({Role.NUMBER, Role.DATE})


def parts(source: str, paras: Iterable[Para], drop: frozenset[int]) -> tuple[Part, ...]:
    """Weave the paragraphs of a document into blocks, and group them into parts.

    Args:
        source: The source's text, to which the traces point.
        paras: The paragraphs, in order.
        drop: Positions of characters no text keeps.
    """
    made = []
    for kind, group in _runs(list(paras)):
        blocks = outline(_block(source, para, drop) for para in _tables(group))
        blocks = tuple(block for block in blocks if block.text)
        title = next((block.text for block in blocks if block.role is Role.TITLE), None)
        if blocks:
            made.append(Part(kind, title, blocks))
    return tuple(made)


def _runs(paras: list[Para]) -> Iterator[tuple[PartKind, list[Para]]]:
    """Group paragraphs into parts; an attachment starts a part of its own."""
    number = 0
    keyed: list[tuple[tuple[int, PartKind], Para]] = []
    for para in paras:
        number += para.first
        keyed.append(((number, para.part), para))
    for (_, kind), group in groupby(keyed, key=lambda pair: pair[0]):
        yield kind, [para for _, para in group]


def _tables(paras: list[Para]) -> Iterator[Para]:
    """Join the rows of a table to one paragraph."""
    for is_row, group in groupby(paras, key=_is_row):
        rows = list(group)
        if is_row:
            pieces = tuple(piece for para in rows for piece in para.pieces)
            yield Para("", pieces, Role.TABLE, rows[0].part, first=rows[0].first)
        else:
            yield from rows


def _is_row(para: Para) -> bool:
    kinds = {piece.line.kind for piece in para.pieces}
    return para.role is Role.PARAGRAPH and kinds == {LineKind.ROW}


def _block(source: str, para: Para, drop: frozenset[int]) -> Block:
    if para.role is Role.TABLE:
        return _table(source, para, drop)
    tight = para.role in _NO_JOIN or (para.role is Role.TITLE and not _names_several(para.text))
    spans = [piece.span for piece in para.pieces]
    if para.role is Role.TITLE and not tight:
        spans = list(_title_spans(source, spans))
    elif len(spans) > 1 and para.role is Role.PARAGRAPH:
        return _joined(source, spans, drop)
    text, trace = weave(source, spans, drop, tight=tight)
    return Block(text, para.role, trace=trace)


def _joined(source: str, spans: list[Span], drop: frozenset[int]) -> Block:
    """Weave a paragraph that was parted; a label alone on its line keeps a space after it."""
    first, _ = weave(source, spans[:1], drop)
    text, trace = weave(source, spans, drop)
    label = find_label(first)
    if label and label.printed == first.rstrip() and text.startswith(first):
        gap = len(first)
        moved = tuple(replace(run, at=run.at + (run.at >= gap)) for run in _split(trace, gap))
        return Block(f"{first} {text[gap:]}", Role.PARAGRAPH, trace=moved)
    return Block(text, Role.PARAGRAPH, trace=trace)


def _split(trace: Iterable[Trace], at: int) -> Iterator[Trace]:
    """Part the run that lies across `at`."""
    for run in trace:
        if run.at < at < run.at + run.length:
            left = at - run.at
            yield replace(run, length=left)
            yield Trace(at, run.start + left, run.length - left)
        else:
            yield run


def _names_several(title: str) -> bool:
    """Tell whether a title begins with several organs, set apart by spaces."""
    words = title.split()
    return len(words) > 1 and is_organ(words[0]) and _organ_head(words[1])


def _title_spans(source: str, spans: list[Span]) -> Iterator[Span]:
    """Cut a title at the spaces that part no organs: there its lines were broken."""
    for start, end in spans:
        at = start
        for gap in _spaces(source, start, end):
            before = source[at : gap.start].split()[-1:]
            after = source[gap.end : end].split(maxsplit=1)[:1]
            if not (before and after and is_organ(before[0]) and _organ_head(after[0])):
                yield Span(at, gap.start)
                at = gap.end
        yield Span(at, end)


def _spaces(source: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while at < end:
        if not source[at].isspace():
            at += 1
            continue
        first = at
        while at < end and source[at].isspace():
            at += 1
        yield Span(first, at)


def _organ_head(word: str) -> bool:
    """Tell whether a word begins with the name of an organ: 吉林省财政厅等部门."""
    for mark in ("关于", "印发", "转发", "等"):
        word = word.split(mark, 1)[0]
    return is_organ(word)


def _table(source: str, para: Para, drop: frozenset[int]) -> Block:
    """Weave the rows of a table: rows by line feeds, cells by tabs."""
    text = ""
    trace: list[Trace] = []
    for row in para.pieces:
        text += "\n" if text else ""
        for number, (start, end) in enumerate(_cells(source, row.span)):
            text += "\t" if number else ""
            cell, runs = weave(source, [Span(start, end)], drop)
            trace += [replace(run, at=run.at + len(text)) for run in runs]
            text += cell
    return Block(text, Role.TABLE, trace=tuple(trace))


def _cells(source: str, row: Span) -> Iterator[Span]:
    start = row.start
    for at in range(row.start, row.end + 1):
        if at == row.end or source[at] == "\t":
            yield Span(start, at)
            start = at + 1
