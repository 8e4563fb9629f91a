"""House style: the typography of the settled text, as an ordered table of small rules.

A rule finds stretches of a block's text and says what they become; words are never touched.  What a
rule writes is told apart from what a witness vouches for.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from gazette.align.normalise import dropped_by_rule
from gazette.model.document import Role
from gazette.structure import find_label
from gazette.text.fold import INVISIBLE, is_han

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_CLOSING = "”’》〉）〕】」』"
_OPENING = "“‘《〈（〔【「『"
_MARKS = "，。；：？！、…—" + _CLOSING + _OPENING
_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])\s{0,2}([\[［【(（〔])\s{0,2}((?:19|20)\d\d)\s{0,2}([\]］】)）〕])"
    r"(\s{0,2})(?:第?\d{1,5})(\s{0,2})号"
)
_LONG_DASH = re.compile(
    r"(?<![\d\-–—/.])\d{1,4}(\s{0,2}[-‐‑‒–—―－~～〜]{1,2}\s{0,2})\d{1,4}(?![\d\-–—/.])(?=[\u4e00-\u9fff)）%])"
)
_ITEM = re.compile(r"\d{1,3}([.．]\s{0,4})(?![\d\s])")
_PARTED_HEADING = re.compile(r"第\S{1,6}[编章节]\s{1,4}\S\s{1,4}\S")
"""第六章　附　则: two single characters, set apart."""
_ITEM_LABEL = re.compile(r"\d{1,3}\.")
_SHOWS_NOTHING = re.compile(f"[{''.join(sorted(INVISIBLE))}]")
_WIDE_LETTER = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW_MARK = re.compile("[,;:?!]")
_BRACKET = re.compile("[(（)）]")
_STRAIGHT = re.compile('["＂]')
_ORGAN = "厅局部委会院署府办行室"
_SPACE = re.compile(r"[^\S\n\t]{1,40}")


HELD = 80
"""Letters behind a bracket that are looked at for Chinese."""


class Edit(NamedTuple):
    """`text[start:end]` is to read `new`."""

    start: int
    end: int
    new: str


Rule = Callable[[str, Role], Iterator[Edit]]


def _dropped(text: str, _: Role) -> Iterator[Edit]:
    """Marks of a converter's lists, garbled tails, characters that show nothing."""
    for start, end, _name in dropped_by_rule(text):
        yield Edit(start, end, "")


def _invisible(text: str, _: Role) -> Iterator[Edit]:
    for match in _SHOWS_NOTHING.finditer(text):
        yield Edit(*match.span(), "")


def _narrow_letters(text: str, _: Role) -> Iterator[Edit]:
    """Figures and Latin letters are narrow."""
    for match in _WIDE_LETTER.finditer(text):
        yield Edit(*match.span(), chr(ord(match[0]) - 0xFEE0))


def _document_numbers(text: str, _: Role) -> Iterator[Edit]:
    """〔〕 around the year of a document number, and no space in it."""
    for match in _NUMBER.finditer(text):
        yield Edit(match.start(), match.start(2), "〔")
        yield Edit(match.end(2), match.end(4), "〕")
        yield Edit(*match.span(5), "")


def _ranges(text: str, _: Role) -> Iterator[Edit]:
    """— between years and other figures that count something."""
    for match in _LONG_DASH.finditer(text):
        yield Edit(*match.span(1), "—")


def _wide_marks(text: str, _: Role) -> Iterator[Edit]:
    """Commas, colons and the like are wide where they touch Chinese text."""
    for match in _NARROW_MARK.finditer(text):
        if _chinese_around(text, match.start()):
            yield Edit(*match.span(), match[0].translate(_WIDE))


def _wide_brackets(text: str, _: Role) -> Iterator[Edit]:
    """Round brackets are wide where they, or what they hold, touch Chinese text."""
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        index = match.start()
        if match[0] in "(（":
            stack.append(index)
        elif stack:
            start = stack.pop()
            inside = text[start + 1 : min(index, start + HELD)]
            if (
                _chinese_around(text, start)
                or _chinese_around(text, index)
                or any(map(is_han, inside))
            ):
                yield Edit(start, start + 1, "（")
                yield Edit(index, index + 1, "）")


def _quotes(text: str, _: Role) -> Iterator[Edit]:
    """Straight quotation marks around Chinese words become curved, in pairs."""
    found = [match.start() for match in _STRAIGHT.finditer(text)]
    if len(found) % 2:
        return
    for start, end in zip(found[::2], found[1::2], strict=True):
        if any(map(is_han, text[start:end])):
            yield Edit(start, start + 1, "“")
            yield Edit(end, end + 1, "”")


def _label_spaces(text: str, _: Role) -> Iterator[Edit]:
    """第一条　 with a wide space, `1. ` with a narrow one, as labels at the start of a block."""
    label = find_label(text)
    if label and label.printed.startswith("第") and len(label.printed) < len(text):
        end = len(label.printed)
        yield Edit(end, len(text) - len(text[end:].lstrip()), "　")
        return
    item = _ITEM.match(text)
    if item and item.end() < len(text):
        yield Edit(*item.span(1), ". ")


def _spaces(text: str, role: Role) -> Iterator[Edit]:
    """A space stays where it means something: between names, in 总　则, behind a label."""
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            yield Edit(start, end, "")
            continue
        if _ITEM_LABEL.fullmatch(text, 0, start):
            continue
        left, right = text[start - 1], text[end]
        if role is Role.TITLE and is_han(left) and is_han(right):
            yield Edit(start, end, " " if _between_organs(text, start, end) else "")
        elif not _means(left, right):
            yield Edit(start, end, "")
        elif _PARTED_HEADING.fullmatch(text):
            yield Edit(start, end, "　")
        elif end - start > 1:
            yield Edit(start, end, "　" if "　" in match[0] else " ")


def _means(left: str, right: str) -> bool:
    """Tell whether a space between two characters says something."""
    if left in _MARKS or right in _MARKS or left == "\n" or right == "\n":
        return False
    return is_han(left) == is_han(right)


def _between_organs(text: str, start: int, end: int) -> bool:
    """Tell whether a space in a title parts two issuers, and not two lines."""
    following = re.split(r"\s|关于|印发|等|转发", text[end : end + 30], maxsplit=1)[0]
    return text[start - 1] in _ORGAN and len(following) > 2 and following[-1] in _ORGAN + "门"


def _chinese_around(text: str, index: int) -> bool:
    """Tell whether a mark has Chinese on one side and no bare figure or letter on both."""
    left = text[max(0, index - 3) : index].rstrip()[-1:]
    right = text[index + 1 : index + 4].lstrip()[:1]
    return any(char and (is_han(char) or char in _MARKS) for char in (left, right))


TABLE: tuple[tuple[str, Rule], ...] = (
    ("converter's marks go", _dropped),
    ("invisible characters go", _invisible),
    ("figures and Latin letters are narrow", _narrow_letters),
    ("document numbers: 〔2023〕27号", _document_numbers),
    ("ranges: 2022—2024", _ranges),
    ("marks are wide in Chinese text", _wide_marks),
    ("brackets are wide in Chinese text", _wide_brackets),
    ("quotation marks are curved", _quotes),
    ("labels: 第一条　, 1. ", _label_spaces),
    ("spaces that mean nothing go", _spaces),
)
"""What the house style is, applied in this order."""


ROUNDS = 24
"""More rounds than any text has needed."""


def edits_of(rule: Rule, text: str, role: Role) -> list[Edit]:
    """Return the edits of one rule that change something, in order, none overlapping."""
    found = [edit for edit in rule(text, role) if text[edit.start : edit.end] != edit.new]
    kept: list[Edit] = []
    for edit in sorted(found):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def all_edits(text: str, role: Role) -> Iterator[list[Edit]]:
    """Yield the edits of one rule after another, each for the text the ones before have made.

    The table is gone through until nothing changes:
    a mark that has become wide makes its neighbour wide.
    """
    for _ in range(ROUNDS):
        start = text
        for _, rule in TABLE:
            edits = edits_of(rule, text, role)
            if edits:
                yield edits
                text = apply(text, edits)
        if text == start:
            return


def apply(text: str, edits: list[Edit]) -> str:
    """Return `text` with edits that do not overlap applied."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


def house_style(text: str, role: Role = Role.PARAGRAPH) -> str:
    """Return a block's text in the house style; doing it twice changes nothing more."""
    for edits in all_edits(text, role):
        text = apply(text, edits)
    return text
