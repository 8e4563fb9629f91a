"""Numbering of documents: labels, levels and addresses of blocks, and gaps in the count.

The ladder of labels, from the top: 编 章 节 条 一、 （一） 1. （1） ①.  A label is what is printed; an
address is the printed labels from the top, in house style, joined by `/`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from gazette.model.document import Block, Role
from gazette.text.numerals import CHINESE_NUMERAL, to_int

_UNITS = "万亿元倍个米吨平公立年月日度岁名人次件户亩座处"
"""What a decimal at the start of a line may count, if it is no label."""
_N = rf"[{CHINESE_NUMERAL}\d]{{1,7}}"


@dataclass(frozen=True, slots=True)
class Rung:
    """One kind of label: its rank on the ladder and how it is printed."""

    name: str
    pattern: re.Pattern[str]
    style: str
    """House style; `{}` is the numeral as printed."""
    first: str
    """Pattern of the character it begins with."""


def _rung(name: str, pattern: str, style: str, first: str) -> Rung:
    return Rung(name, re.compile(pattern), style, first)


LADDER: tuple[Rung, ...] = (
    _rung("编", rf"第\s{{0,2}}({_N})\s{{0,2}}[编編](?=\s|$)", "第{}编", "第"),
    _rung("章", rf"第\s{{0,2}}({_N})\s{{0,2}}章(?=\s|$|[^的和、，中])", "第{}章", "第"),
    _rung("节", rf"第\s{{0,2}}({_N})\s{{0,2}}[节節](?=\s|$|[^的和、，中])", "第{}节", "第"),
    _rung(
        "条",
        rf"第\s{{0,2}}({_N})\s{{0,2}}[条條](?:\s{{0,2}}(之\s{{0,2}}[一二三四五六七八九十]{{1,3}})|(-\d{{1,2}}))?"
        r"(?![的之和、，至款项規规第])",
        "第{}条",
        "第",
    ),
    _rung(
        "一、",
        r"([一二三四五六七八九十百零〇○]{1,5})\s?、",
        "{}、",
        "[一二三四五六七八九十百零〇○]",
    ),
    _rung(
        "（一）",
        r"[(（]\s{0,1}([一二三四五六七八九十百零〇○]{1,5})\s{0,1}[)）]",
        "（{}）",
        "[(（]",
    ),
    _rung("㈠", r"([㈠-㈩])", "{}", "[㈠-㈩]"),
    _rung(
        "1.1",
        rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?=\s?[\u4e00-\u9fff]{{2}})(?!\s?[{_UNITS}])",
        "{}",
        r"\d",
    ),
    _rung("1.", r"(\d{1,3})\s?[.．、](?!\d)", "{}.", r"\d"),
    _rung("（1）", r"[(（]\s{0,1}(\d{1,3})\s{0,1}[)）]", "（{}）", "[(（]"),
    _rung("①", r"([①-⑳])", "{}", "[①-⑳]"),
)
"""In rank order; a label closes every label of its own or a lower rank."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the start of a text."""

    rung: int
    printed: str
    """As the text has it; `text.startswith(printed)`."""
    styled: str
    """In house style: full-width brackets, no spaces."""
    count: int | None
    """The number it carries, where it is a plain number."""
    depth: int = 0
    """For 1.1.1, how many numbers it has: it stands below 1.1."""

    @property
    def article(self) -> bool:
        """Tell whether it is the label of an article: 第二十条."""
        return LADDER[self.rung].name == "条"


def find_label(text: str) -> Label | None:
    """Return the label `text` begins with, if any."""
    for rank in _ranks(text[:1]):
        match = LADDER[rank].pattern.match(text)
        if match:
            return _label(rank, match[0], *match.groups())
    return None


@lru_cache(maxsize=4096)
def _ranks(first: str) -> tuple[int, ...]:
    """Return the rungs of which a label may begin with a character: most begin with none of them."""
    return tuple(rank for rank, rung in enumerate(LADDER) if re.match(rung.first, first))


@lru_cache(maxsize=4096)
def _label(
    rank: int, printed: str, numeral: str, added: str | None = None, dashed: str | None = None
) -> Label:
    """Make the label of what was matched; a text has few of them and asks for each often."""
    styled = LADDER[rank].style.format("".join(numeral.split()))
    if "條" in printed:
        styled = styled.replace("条", "條")
    styled += "".join((added or dashed or "").split())
    return Label(rank, printed, styled, _count(numeral), numeral.count(".") + 1)


def _count(numeral: str) -> int | None:
    """Read a label's numeral; circled and bracketed single characters count from 1."""
    for first, last in (("①", "⑳"), ("㈠", "㈩")):
        if first <= numeral <= last:
            return ord(numeral) - ord(first) + 1
    return to_int(numeral.rpartition(".")[2])


_SENTENCE_END = re.compile(r"[。！？；：:;]$|[.．]$")
_LABELLED = frozenset({Role.HEADING, Role.PARAGRAPH})
_ADDRESSED = _LABELLED | {Role.TABLE}
HEADING_MAX = 40
"""A heading on its own line is no longer than this many characters."""
CHAPTER_MAX = 60
"""The heading of a chapter is no longer than this; beyond, a text has run onto it."""
RUN_IN_MAX = 34
"""A heading run into its paragraph is no longer than this, label and stop included."""


def outline(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give every block its label, level, address and heading, derived from the texts in order.

    Only `text`, `role` and `trace` of the blocks are read.  Headings are told from paragraphs
    here, so a paragraph may come back as a heading and the other way round.
    """
    texts = list(blocks)
    decimal = _is_decimal(texts)
    stack: list[Label] = []
    placed: list[_Placed] = []
    for block in texts:
        label = _label_of(block, decimal=decimal) if block.role in _LABELLED else None
        if label:
            stack = [above for above in stack if _above(above, label)]
            stack.append(label)
        elif block.role is Role.TITLE:
            stack = []
        address = "/".join([above.styled for above in stack])
        role = _heading_or_paragraph(block, label)
        placed.append(_Placed(block, role, label, len(stack), address))
    headings = _run_in_headings(placed)
    return tuple(map(_outlined, placed, headings))


class _Placed(NamedTuple):
    """A block and where it stands under the labels."""

    block: Block
    role: Role
    label: Label | None
    level: int
    address: str


def _outlined(placed: _Placed, heading: int) -> Block:
    block = placed.block
    addressed = block.role in _ADDRESSED
    return Block(
        text=block.text,
        role=placed.role,
        label=placed.label.styled if placed.label else None,
        level=placed.level,
        address=placed.address if addressed else "",
        heading=heading,
        trace=block.trace,
    )


def _above(outer: Label, inner: Label) -> bool:
    """Tell whether a label of the kind of `inner` stands below `outer`."""
    return outer.rung < inner.rung or (outer.rung == inner.rung and outer.depth < inner.depth)


_DECIMAL = re.compile(r"1\.1\s?[\u4e00-\u9fff]")
_SECTION = re.compile(r"(\d{1,2})\s{1,2}(?=[\u4e00-\u9fff]{2,30}$)")


def _is_decimal(blocks: Iterable[Block]) -> bool:
    """Tell whether a text is numbered 1, 1.1, 1.1.1."""
    return any(block.role in _LABELLED and _DECIMAL.match(block.text) for block in blocks)


def _label_of(block: Block, *, decimal: bool) -> Label | None:
    """Return the label of a block; a bare number counts where the text is numbered 1, 1.1."""
    match = _SECTION.match(block.text) if decimal else None
    if match:
        return Label(_rank("1.1"), match[0], match[1], int(match[1]), 1)
    return find_label(block.text)


def _heading_or_paragraph(block: Block, label: Label | None) -> Role:
    """Tell a heading on its own line from a paragraph; other roles stay."""
    if block.role not in _LABELLED:
        return block.role
    if label is None or label.rung == _rank("条"):
        return Role.PARAGRAPH
    if label.rung < _rank("条"):
        return Role.HEADING if len(block.text) <= CHAPTER_MAX else Role.PARAGRAPH
    rest = block.text[len(label.printed) :].strip()
    own_line = 0 < len(rest) <= HEADING_MAX and not _SENTENCE_END.search(rest)
    return Role.HEADING if own_line else Role.PARAGRAPH


@cache
def _rank(name: str) -> int:
    return next(rank for rank, rung in enumerate(LADDER) if rung.name == name)


def _run_in_headings(placed: Sequence[_Placed]) -> list[int]:
    """Return for each block how long the heading is that is run into it; 0 where there is none.

    A short first sentence alone proves nothing; a row of siblings that all begin with one does.
    """
    families: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, each in enumerate(placed):
        if each.label and each.role is Role.PARAGRAPH:
            families[each.address.rpartition("/")[0], each.label.rung].append(index)
    lengths = [0] * len(placed)
    for (_, rung), members in families.items():
        if rung == _rank("条"):
            found = [_label_length(placed[index]) for index in members]
        else:
            found = [_first_sentence(placed[index].block.text) for index in members]
            if 2 * sum(map(bool, found)) <= len(members):
                continue
        for index, length in zip(members, found, strict=True):
            lengths[index] = length
    return lengths


def _label_length(placed: _Placed) -> int:
    """Return how long a label is, with the space behind it."""
    text, printed = placed.block.text, placed.label.printed if placed.label else ""
    return len(text) - len(text[len(printed) :].lstrip())


def _first_sentence(text: str) -> int:
    """Return the length of a short first sentence that more text follows, else 0."""
    end = text.find("。") + 1
    if not 0 < end < len(text) or end > RUN_IN_MAX:
        return 0
    return end


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the count of labels does not go on by one."""

    address: str
    expected: int
    found: int
    """Smaller than or equal to the last: a repeat; larger than expected: a gap."""


def breaks(blocks: Iterable[Block]) -> list[Break]:
    """Find gaps and repeats in the numbering.

    Articles count through the chapters; the other labels count within their parent, but a count
    that goes on from an earlier parent (1.-10. across （一）（二）) is no break, and below an article a
    list may begin anew.  Where so much is broken that the text is an excerpt, nothing is.
    """
    families = _counted(list(blocks))
    running: dict[int, int] = {}
    found: list[tuple[int, Break]] = []
    order = sorted(families, key=lambda family: families[family][0].index)
    for family in order:
        broken = _broken(families[family], running.get(family[0], 0))
        running[family[0]] = families[family][-1].count
        found += broken
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A label with its place and its number."""

    index: int
    address: str
    count: int
    rung: int


def _counted(blocks: Sequence[Block]) -> dict[tuple[int, str], list[_Counted]]:
    """Group labels into families: of one kind, under one parent."""
    decimal = _is_decimal(blocks)
    families: defaultdict[tuple[int, str], list[_Counted]] = defaultdict(list)
    lists: dict[tuple[int, str], tuple[int, int]] = {}
    for index, block in enumerate(blocks):
        label = _label_of(block, decimal=decimal) if block.label else None
        if label is None or label.count is None or "之" in label.styled or "-" in label.styled:
            continue
        parent = "" if label.article else block.address.rpartition("/")[0]
        number, last = lists.get((label.rung, parent), (0, 0))
        number += label.count == 1 and last > 1 and label.rung > _rank("条")
        lists[label.rung, parent] = (number, label.count)
        family = (label.rung, f"{parent}#{number}")
        families[family].append(_Counted(index, block.address, label.count, label.rung))
    return families


def _broken(family: Sequence[_Counted], before: int) -> list[tuple[int, Break]]:
    """Find the breaks of one family; `before` is where the last one of its kind ended."""
    found = []
    last = before if family[0].count == before + 1 else 0
    if family[0].count - 1 > LEADING and last == 0:
        return []
    for each in family:
        if each.count != last + 1:
            found.append((each.index, Break(each.address, last + 1, each.count)))
        last = each.count
    few = len(family) < MEMBERS and last != before and family[0].count != 1
    excerpt = len(found) > max(1, len(family) // 3)
    return [] if excerpt or (few and found) else found


LEADING = 2
"""A list that starts later than this many numbers late is an excerpt."""
MEMBERS = 3
"""A list shorter than this that does not start at 1 proves nothing."""
