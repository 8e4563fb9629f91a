"""A comparison as rows of a table: headings, pairs of provisions, unchanged ones folded.

Every page, the DOCX and the terminal are made from these rows, so they cannot disagree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gazette.model.comparison import Change, Comparison, Op, Pair, Provision, Run
from gazette.text.fold import fold

Labels = Mapping[str, Mapping[str, str]]
"""The words that pages add, by table and key: `labels["note"]["edited"]`."""


class Mark(StrEnum):
    """How a piece of a cell is marked."""

    PLAIN = ""
    DELETED = "del"
    INSERTED = "ins"
    TYPOGRAPHY = "typo"
    """On either side; only widths of marks, spaces and the like differ."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph in one mark."""

    mark: Mark
    text: str


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a pair of provisions, or a heading over those that follow."""

    kind: str
    """heading, same, edited, added or deleted; folded for a run of unchanged provisions."""
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    note: str = ""
    details: str = ""
    """What kinds of words changed."""
    old_label: str = ""
    new_label: str = ""
    both: tuple[Paragraph, ...] = ()
    """Old and new in one: struck-out words beside those put in."""
    pairs: int = 1
    """How many pairs a folded row stands for."""

    @property
    def long(self) -> bool:
        """Whether the row may break over pages: too tall to be moved to the next one whole."""
        return max(_lines(self.old), _lines(self.new)) > LONG


LONG = 8
"""Lines of a row that is still kept on one page."""
_WIDTH = 36
"""Characters in one line of a cell, about."""


def _lines(cell: Sequence[Paragraph]) -> int:
    lengths = (sum(len(piece.text) for piece in paragraph) for paragraph in cell)
    return sum(length // _WIDTH + 1 for length in lengths)


def rows(comparison: Comparison, labels: Labels, *, fold_same: bool = True) -> tuple[Row, ...]:
    """Return the rows of a comparison.

    Args:
        comparison: The pairs.
        labels: The words to add.
        fold_same: Whether neighbours with the same words are one row.
    """
    found: list[Row] = []
    run: list[Pair] = []
    headings = _Headings()
    for pair in comparison.pairs:
        heading = headings.above(pair)
        if run and (heading or not (fold_same and _folds(pair, run[-1]))):
            found.append(_folded(run, labels))
            run = []
        if heading:
            found.append(heading)
        if fold_same and _foldable(pair):
            run.append(pair)
        else:
            found.append(_row(pair, labels))
    if run:
        found.append(_folded(run, labels))
    return tuple(found)


def _foldable(pair: Pair) -> bool:
    return pair.change is Change.SAME and not pair.moved


def _folds(pair: Pair, before: Pair) -> bool:
    """Tell whether a pair joins the run of unchanged ones before it."""
    labelled = bool(pair.new[0].label) == bool(before.new[0].label) if pair.new else False
    return _foldable(pair) and labelled and pair.renumbered == before.renumbered


class _Headings:
    """The headings last shown on either side."""

    def __init__(self) -> None:
        self._old: tuple[str, ...] = ()
        self._new: tuple[str, ...] = ()

    def above(self, pair: Pair) -> Row | None:
        """Return a row of the headings that begin with `pair`, if any do.

        A moved provision brings no heading of its old place with it.
        """
        old, new = self._old, self._new
        if pair.old and not pair.moved:
            self._old = _path(pair.old[0])
        if pair.new:
            self._new = _path(pair.new[0])
        left, right = _begun(old, self._old), _begun(new, self._new)
        if not left and not right:
            return None
        a, b = _cells(left), _cells(right)
        return Row("heading", a, b, both=b or a)


def _path(one: Provision) -> tuple[str, ...]:
    return tuple((one.heading or "").splitlines())


def _begun(before: Sequence[str], now: Sequence[str]) -> Sequence[str]:
    """Return the headings of `now` below what both have in common."""
    shared = 0
    while shared < min(len(before), len(now)) and before[shared] == now[shared]:
        shared += 1
    return now[shared:]


def _cells(lines: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple((Piece(Mark.PLAIN, line),) for line in lines)


def _row(pair: Pair, labels: Labels) -> Row:
    """Return the row of one pair."""
    steps = tuple(_steps(pair.runs))
    whole = pair.change in (Change.ADDED, Change.DELETED)
    kinds = labels["kind"]
    return Row(
        kind=pair.change.value,
        old=_one_side(steps, "old", plain=whole),
        new=_one_side(steps, "new", plain=whole),
        note=note(pair, labels),
        details=labels["page"]["comma"].join(kinds.get(each, each) for each in pair.classes),
        old_label=names(pair.old, labels),
        new_label=names(pair.new, labels),
        both=_one_side(steps, "new" if pair.new else "old", plain=True)
        if whole
        else _merged(steps),
    )


def _folded(run: Sequence[Pair], labels: Labels) -> Row:
    """Return one row for a run of unchanged provisions."""
    page = labels["page"]
    first, last = run[0], run[-1]
    old, new = _span(first.old, last.old, labels), _span(first.new, last.new, labels)
    said = note(first, labels)
    if len(run) > 1:
        typography = sum(pair.typography for pair in run)
        name = "folded_typography" if typography else "folded"
        said = page[name].format(len(run), typography)
        if first.renumbered:
            said = f"{labels['note']['renumbered'].format(old, new)}{page['comma']}{said}"
    text = tuple(
        paragraph for pair in run for one in pair.new for paragraph in _cells(one.text.split("\n"))
    )
    return Row("folded", (), text, said, old_label=old, new_label=new, both=text, pairs=len(run))


def _span(first: Sequence[Provision], last: Sequence[Provision], labels: Labels) -> str:
    """Name a run of provisions by its ends: 第三条至第九条."""
    start, end = names(first, labels), names(last, labels)
    return start if start == end else f"{start}{labels['page']['to']}{end}"


def names(side: Sequence[Provision], labels: Labels) -> str:
    """Name the provisions of one side by their labels."""
    page = labels["page"]
    return page["comma"].join(one.label or page["preamble"] for one in side)


def note(pair: Pair, labels: Labels) -> str:
    """Say in words what became of a pair: 条序调整（第三条→第五条）、修改."""
    words, comma = labels["note"], labels["page"]["comma"]
    old, new = names(pair.old, labels), names(pair.new, labels)
    said: list[str] = []
    if len(pair.new) > 1:
        said.append(words["split"].format(old, new))
    if len(pair.old) > 1:
        said.append(words["merged"].format(old, new))
    if pair.moved:
        said.append(words["moved"])
    if pair.renumbered and len(pair.old) == len(pair.new) == 1:
        said.append(words["renumbered"].format(old, new))
    if pair.typography:
        said.append(words["typography"])
    elif pair.change is not Change.SAME:
        said.append(words[pair.change.value])
    return comma.join(said or [words["same"]])


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of a pair: what each side reads there."""

    mark: Mark
    old: str
    new: str


def _steps(runs: Sequence[Run]) -> Iterator[_Step]:
    """Yield the stretches of a pair, those that differ in typography alone told apart."""
    index = 0
    while index < len(runs):
        run = runs[index]
        after = runs[index + 1] if index + 1 < len(runs) else Run(Op.EQUAL, "")
        if (run.op, after.op) == (Op.DELETE, Op.INSERT) and fold(run.text) == fold(after.text):
            yield _Step(Mark.TYPOGRAPHY, run.text, after.text)
            index += 2
            continue
        yield _step(run)
        index += 1


def _step(run: Run) -> _Step:
    if run.op is Op.EQUAL:
        return _Step(Mark.PLAIN, run.text, run.text)
    blank = not fold(run.text)
    if run.op is Op.DELETE:
        return _Step(Mark.TYPOGRAPHY if blank else Mark.DELETED, run.text, "")
    return _Step(Mark.TYPOGRAPHY if blank else Mark.INSERTED, "", run.text)


def _one_side(steps: Sequence[_Step], side: str, *, plain: bool) -> tuple[Paragraph, ...]:
    """Return one side's text; a provision that is all new or all gone needs no marks."""
    texts = [(step.mark, step.old if side == "old" else step.new) for step in steps]
    return _paragraphs((Mark.PLAIN if plain else mark, text) for mark, text in texts)


def _merged(steps: Sequence[_Step]) -> tuple[Paragraph, ...]:
    """Return both sides in one text, typography as the new side has it."""
    return _paragraphs(
        (step.mark, step.old if step.mark is Mark.DELETED else step.new) for step in steps
    )


def _paragraphs(pieces: Iterable[tuple[Mark, str]]) -> tuple[Paragraph, ...]:
    """Cut pieces at line feeds."""
    lines: list[list[Piece]] = [[]]
    for mark, text in pieces:
        first, *rest = text.split("\n")
        if first:
            lines[-1].append(Piece(mark, first))
        lines += ([Piece(mark, line)] if line else [] for line in rest)
    return tuple(tuple(line) for line in lines if line)
