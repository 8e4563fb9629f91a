"""Readings that all copies share and that still look wrong: no comparison can find them.

A list of small rules over the settled text.  Each gives what it found and says why; none changes
anything.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gazette.collate.evidence import balanced
from gazette.model.collation import Suspicion
from gazette.model.document import Block, Part, Role
from gazette.structure import find_label


class Doubt(NamedTuple):
    """What a rule found in a block, and what it holds against it."""

    text: str
    message: str


Rule = Callable[[Block], Iterator[Doubt]]

_GIVEN = re.compile(r"现(?:予)?(?:印发|转发|下发|发布)你们")
_STOPS = re.compile(r"[。；：（）()“”\s]")
_DOUBLED = re.compile(r"([的了在和是与及对为])\1|([，。；：、])\2")
_WORD_TWICE = re.compile(
    r"(加强|进行|开展|推进|关于|以及|实施|建立|落实|吉林省|工作|管理|服务|部门)\1"
)
_LOOSE = re.compile(r"”、“|》、《")
_TWO_MARKS = re.compile(r"[，、；：][，。；：、]")
_LATIN_STOP = re.compile(r"(?<=[\u4e00-\u9fff])[.](?=[\u4e00-\u9fff]|$)")
_YEAR = re.compile(r"[〔\[(（]((?:19|20)\d{2})[〕\])）]\s{0,2}\d{1,4}号")


def _missing_give(block: Block) -> Iterator[Doubt]:
    for match in _GIVEN.finditer(block.text):
        yield Doubt(match[0], "给 is missing before 你们.")


def _odd_comma(block: Block) -> Iterator[Doubt]:
    """A comma inside a row joined by 、, as in 甲系统、乙系统，丙系统，做到."""
    pieces = block.text.split("，")
    for row, odd, _ in zip(pieces, pieces[1:], pieces[2:], strict=False):
        things = _STOPS.split(row)[-1].split("、")[-2:]
        if len(things) < 2 or "、" in odd or _STOPS.search(odd):
            continue
        alike = {thing[-2:] for thing in things} == {odd[-2:]}
        if alike and min(map(len, (*things, odd))) >= 3 and len(odd) <= 2 * len(things[-1]):
            message = "A comma stands where the row goes on; 、 was perhaps meant."
            yield Doubt(f"{things[-1]}，{odd}", message)


def _doubled(block: Block) -> Iterator[Doubt]:
    for pattern in (_DOUBLED, _WORD_TWICE):
        for match in pattern.finditer(block.text):
            yield Doubt(match[0], "It stands twice.")


def _unbalanced(block: Block) -> Iterator[Doubt]:
    if block.role is not Role.TABLE and not balanced(block.text):
        yield Doubt(block.text[:24], "A bracket or a quotation mark has no partner.")


def _comma_between_quotes(block: Block) -> Iterator[Doubt]:
    """GB/T 15834: no 、 between quoted words or titles in a row."""
    match = _LOOSE.search(block.text)
    if match:
        opening = max(block.text.rfind(mark, 0, match.start()) for mark in "“《")
        ends = [block.text.find(mark, match.end()) for mark in "”》"]
        closing = min((end for end in ends if end >= 0), default=match.end())
        around = block.text[
            max(opening, match.start() - 24, 0) : min(closing, match.end() + 24) + 1
        ]
        yield Doubt(around, "No 、 stands between quoted words or titles in a row (GB/T 15834).")


def _two_marks(block: Block) -> Iterator[Doubt]:
    for match in _TWO_MARKS.finditer(block.text):
        if match[0][0] != match[0][1]:
            yield Doubt(match[0], "Two marks stand together.")


def _latin_stop(block: Block) -> Iterator[Doubt]:
    for match in _LATIN_STOP.finditer(block.text):
        around = block.text[max(0, match.start() - 6) : match.end() + 4]
        yield Doubt(around, "A Latin full stop stands in Chinese text.")


def _bad_year(block: Block) -> Iterator[Doubt]:
    for match in _YEAR.finditer(block.text):
        if not 1949 <= int(match[1]) <= 2099:
            yield Doubt(match[0], "No document number has this year.")


RULES: tuple[tuple[str, Rule], ...] = (
    ("missing-word", _missing_give),
    ("odd-comma", _odd_comma),
    ("doubled", _doubled),
    ("unbalanced", _unbalanced),
    ("comma-between-quotes", _comma_between_quotes),
    ("two-marks", _two_marks),
    ("latin-stop", _latin_stop),
    ("impossible-year", _bad_year),
)
"""What is looked for, block by block: code and rule."""


def lint(parts: Sequence[Part]) -> tuple[Suspicion, ...]:
    """Return every suspect reading of the settled text, in order."""
    found = [
        Suspicion(code, block.address, doubt.text, doubt.message)
        for part in parts
        for block in part.blocks
        for code, rule in RULES
        for doubt in rule(block)
    ]
    return (*found, *_mixed_labels(parts))


def _mixed_labels(parts: Sequence[Part]) -> Iterator[Suspicion]:
    """Labels of one kind under one parent, some in Arabic and some in Chinese figures."""
    seen: dict[tuple[int, str, int], bool] = {}
    for number, part in enumerate(parts):
        for block in part.blocks:
            label = find_label(block.text) if block.label else None
            if label is None:
                continue
            arabic = any(char.isascii() and char.isdigit() for char in label.styled)
            key = (number, block.address.rpartition("/")[0], label.rung)
            if seen.setdefault(key, arabic) is not arabic:
                yield Suspicion(
                    "label-style", block.address, label.printed, "Figures of two kinds in one row."
                )
                seen[key] = arabic
