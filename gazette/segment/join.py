"""Paragraphs that a page break or the width of a page parted, joined again by grammar.

A line that ends without a stop goes on in the next one, unless it is a heading.  Whether a
labelled line without a stop is a heading, its siblings tell: where they end with stops or run on,
it was cut.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazette.model.document import Role
from gazette.segment.margins import Margins, margins_of
from gazette.segment.para import Para, merge
from gazette.structure import HEADING_MAX, RUN_IN_MAX, Label, find_label

_STOP = re.compile(r"(?:[。！？；：:;!?…]|(?<![\dA-Za-z])\.)[”’」』）)》]{0,2}$")
_ASIDE = re.compile(r"^\s{0,2}[（(].*[）)]$")
_CLOSED = re.compile(r"[）)]$")
_OPEN = re.compile(r"[，,、（(《“「]$")
_MIN = 14
"""A line without label or stop that is shorter than this stands for itself."""
_PROSE = re.compile(r"[。，,；;：:]")
_LIST_WORD = re.compile(r"(?:任命|免去|聘任|决定|批准|同意|建议)")


def ends(text: str) -> bool:
    """Tell whether a line ends with a stop, or with an aside in brackets after one."""
    tail = text[-TAIL:]
    if _STOP.search(tail):
        return True
    at = text.rfind("。") if _CLOSED.search(tail) else -1
    return at >= 0 and bool(_ASIDE.match(text[at + 1 :]))


TAIL = 8
"""Where a line ends, its last characters tell: a paragraph of many lines is not read again for each."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What the rules ask of a line."""

    para: Para
    label: Label | None
    heading: bool = False
    """Whether it is a heading by the company of its siblings."""
    cut_off: bool = False
    """Whether it is a heading whose text, as that of its siblings, should run on."""


def join(paras: Sequence[Para]) -> list[Para]:
    """Join what belongs together; paragraphs of other roles stay as they are."""
    margins = margins_of(paras)
    made: list[list[Para]] = []
    opened: _Line | None = None
    above = None
    for line in _lines(paras):
        if opened and above and _belongs(above, opened, line, margins):
            made[-1].append(line.para)
            above = _with(above, line.para)
        else:
            made.append([line.para])
            opened, above = line, line.para
    return [merge(each) if len(each) > 1 else each[0] for each in made]


def _with(above: Para, below: Para) -> Para:
    """Return what the rules ask of a paragraph with one line more: its end, its first and last piece."""
    text = (above.text + below.text)[-SEEN:]
    return replace(above, text=text, pieces=(above.pieces[0], below.pieces[-1]))


SEEN = 2_000
"""Characters of a paragraph's end that are looked at: a thousand lines of one cost no more each."""


def _lines(paras: Sequence[Para]) -> list[_Line]:
    """Look at each line in the company of its siblings."""
    labels = [find_label(para.text) if para.role is Role.PARAGRAPH else None for para in paras]
    lines = [_Line(para, label) for para, label in zip(paras, labels, strict=True)]
    for members in _families(labels).values():
        open_ended = sum(not ends(paras[index].text) for index in members)
        run_on = [index for index in members if _runs_on(paras[index].text)]
        for index in members:
            heading = 2 * open_ended > len(members) or len(members) == 1
            alone = index not in run_on and _is_one_sentence(paras[index].text)
            cut_off = alone and 2 * len(run_on) > len(members) - 1
            lines[index] = replace(lines[index], heading=heading, cut_off=cut_off)
    return lines


def _runs_on(text: str) -> bool:
    """Tell whether a short first sentence has more text after it."""
    return 0 < text.find("。") + 1 < min(RUN_IN_MAX, len(text))


def _is_one_sentence(text: str) -> bool:
    return text.count("。") == 1 and text.endswith("。") and len(text) <= RUN_IN_MAX


def _families(labels: Sequence[Label | None]) -> dict[tuple[int, int], list[int]]:
    """Group labelled lines with their siblings: of one kind, under one parent."""
    families: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    parent: dict[int, int] = {}
    for index, label in enumerate(labels):
        if label is None:
            continue
        above = max((at for rung, at in parent.items() if rung < label.rung), default=-1)
        families[label.rung, above].append(index)
        parent[label.rung] = index
    return families


def _belongs(above: Para, opened: _Line, line: _Line, margins: Margins) -> bool:
    """Tell whether a line goes on with the paragraph above, which the line `opened` began."""
    below = line.para
    if above.role is not Role.PARAGRAPH or below.role is not Role.PARAGRAPH or line.label:
        return False
    if above.part is not below.part or below.first:
        return False
    last, following = above.pieces[-1].line, below.pieces[0].line
    if last == following or last.heading or following.heading:
        return False
    if margins.know(last, following):
        flows = margins.flows(last, following, below.text[:1], ended=ends(above.text))
        if flows or margins.indents:
            return flows
    if opened.label and above.text.rstrip() == opened.label.printed.rstrip():
        return True
    return _unfinished(above, opened) and _takes_up(above.text, below.text)


def _unfinished(above: Para, opened: _Line) -> bool:
    """Tell whether a paragraph stops in the middle of a sentence."""
    text, label = above.text, opened.label
    if ends(text):
        return opened.cut_off and text == opened.para.text
    if _OPEN.search(text[-TAIL:]) or len(above.pieces) > 1:
        return True
    if label is None:
        return len(text) >= _MIN or bool(_LIST_WORD.match(text))
    return label.article or not (opened.heading and len(text) <= HEADING_MAX)


def _takes_up(above: str, below: str) -> bool:
    """Tell whether a line can be the rest of a sentence."""
    if _OPEN.search(above[-TAIL:]) or len(above) > LONG:
        return True
    if _PROSE.search(above) and len(below) >= _MIN:
        return True
    return bool(_PROSE.search(below)) or ends(below) or len(below) >= LONG


LONG = 60
"""A line longer than this is no heading and no cell of a table."""
