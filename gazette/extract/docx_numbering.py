"""Automatic numbering of a DOCX: the labels 一、（一） 第一条 1. that are in no text of the file.

A word processor counts them when it shows a paragraph, so a reader must count the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from gazette.extract.docx_styles import Styles
from gazette.extract.docx_xml import Element, attribute, child, children, is_on, number, value
from gazette.text.numerals import to_chinese

_LEVELS = 9
_MAX = 9999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千零", "零壹贰叁肆伍陆柒捌玖拾佰仟零")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and written."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """The level (from 1) whose step restarts this one; `None`: any above; 0: none."""
    legal: bool = False
    """Whether all levels are written in Arabic digits."""
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: the abstract one it counts with, and its overrides."""

    key: str
    levels: list[Level]
    fresh: dict[int, int] = field(default_factory=dict)
    """Levels that start anew the first time this list uses them, and at what."""


class Numbering:
    """Counts the labels of one document, paragraph by paragraph."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {
            attribute(each, "abstractNumId") or "": each for each in children(root, "abstractNum")
        }
        self._lists = {
            attribute(each, "numId") or "": self._list(each) for each in children(root, "num")
        }
        self._counts: dict[str, list[int | None]] = {}

    def label(self, paragraph: Element) -> str:
        """Count `paragraph` and return its label with what stands after it; empty for none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        used, depth = found
        counts = self._count(used, depth)
        level = used.levels[depth]
        text = level.text
        for index in range(depth, -1, -1):
            shown = used.levels[index]
            count = counts[index] if counts[index] is not None else shown.start
            form = "decimal" if level.legal else shown.format
            text = text.replace(f"%{index + 1}", write(count or 0, form))
        if level.format == "bullet":
            text = "•" if text.strip() else ""
        return text + _gap(text, level.suffix)

    def _place(self, paragraph: Element) -> tuple[_List, int] | None:
        """Find the list and level of a paragraph: its own, or its style's."""
        own = child(paragraph, "pPr", "numPr")
        list_id, depth = value(own, "numId"), value(own, "ilvl")
        style_id = self._styles.of(paragraph)
        if list_id is None:
            for style in self._styles.chain(style_id):
                inherited = child(style, "pPr", "numPr")
                list_id = list_id or value(inherited, "numId")
                depth = depth or value(inherited, "ilvl")
        used = self._lists.get(list_id or "")
        if used is None:
            return None
        if depth is None:
            styles = [attribute(s, "styleId") for s in self._styles.chain(style_id)]
            linked = (i for i, level in enumerate(used.levels) if level.style in styles[:1])
            return used, next(linked, 0)
        return used, min(max(number(depth), 0), _LEVELS - 1)

    def _count(self, used: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(used.key, [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = used.levels[depth].start if before is None else before + 1
        if depth in used.fresh:
            counts[depth] = used.fresh.pop(depth)
        for index in range(depth):
            if counts[index] is None:
                counts[index] = used.levels[index].start
        for index in range(depth + 1, _LEVELS):
            restart = used.levels[index].restart
            if restart is None or restart > depth:
                counts[index] = None
        return counts

    def _list(self, num: Element) -> _List:
        key = value(num, "abstractNumId") or ""
        levels = self._levels(self._abstract.get(key))
        used = _List(key, levels)
        for override in children(num, "lvlOverride"):
            depth = min(max(number(attribute(override, "ilvl")), 0), _LEVELS - 1)
            own = child(override, "lvl")
            if own is not None:
                levels[depth] = _level(own)
            start = value(override, "startOverride")
            if start is not None:
                used.fresh[depth] = number(start, 1)
        return used

    def _levels(self, abstract: Element | None) -> list[Level]:
        levels = [Level() for _ in range(_LEVELS)]
        linked = value(abstract, "numStyleLink")
        if linked is not None:
            abstract = next(
                (a for a in self._abstract.values() if value(a, "styleLink") == linked), abstract
            )
        for each in children(abstract, "lvl"):
            levels[min(max(number(attribute(each, "ilvl")), 0), _LEVELS - 1)] = _level(each)
        return levels


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        number(value(element, "start"), 1),
        value(element, "numFmt") or "decimal",
        (value(element, "lvlText") or "")[:60],
        value(element, "suff") or "tab",
        None if restart is None else number(restart),
        bool(is_on(element, "isLgl")),
        value(element, "pStyle"),
    )


def _gap(text: str, suffix: str) -> str:
    """Return what stands between a label and its text; Chinese marks bring their own white."""
    if not text or suffix == "nothing" or text[-1] in "、）)．，：":
        return ""
    return " "


_Writer = Callable[[int], str]


def write(count: int, form: str) -> str:
    """Write a number as `w:numFmt` says; an unknown form is written in Arabic digits."""
    if form in ("none", "bullet"):
        return ""
    if not 0 < count <= _MAX:
        return str(count)
    writer = _FORMS.get(form)
    return writer(count) if writer else str(count)


def _letters(count: int) -> str:
    """Write a, b … z, aa, bb … as word processors do."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)


def _roman(count: int) -> str:
    written = ""
    for size, mark in _ROMAN:
        times, count = divmod(count, size)
        written += mark * times
    return written


def _circled(count: int) -> str:
    for first, base in ((1, 0x2460), (21, 0x3251), (36, 0x32B1)):
        if first <= count <= min(first + (19 if base == 0x2460 else 14), 50):
            return chr(base + count - first)
    return str(count)


def _enclosed(base: int, close: str) -> _Writer:
    return lambda count: chr(base + count - 1) if count <= 20 else f"{count}{close}"


def _cycle(marks: str) -> _Writer:
    return lambda count: marks[(count - 1) % len(marks)]


_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "koreanCounting",
)  # fmt: skip
_FORMS: dict[str, _Writer] = {
    **dict.fromkeys(_CHINESE, to_chinese),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
        lambda count: str(count).translate(_DIGITS),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda count: to_chinese(count).translate(_LEGAL),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda count: str(count).translate(_WIDE)
    ),
    "decimalEnclosedParen": _enclosed(0x2474, ")"),
    "decimalEnclosedFullstop": _enclosed(0x2488, "."),
    "ideographEnclosedCircle": lambda count: (
        chr(0x3280 + count - 1) if count <= 10 else str(count)
    ),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "decimalZero": lambda count: f"{count:02}",
}
"""How each `w:numFmt` is written; see ST_NumberFormat in ECMA-376 part 1, 17.18.59."""
