"""What kind of difference a variant is, and how grave: two ordered lists of small rules.

The first rule that answers decides.  Figures, dates, numbers, modal verbs, negations and names are
grave: a wrong reading there changes what the text says.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from gazette.collate.apparatus import Apparatus, Locus
from gazette.model.collation import Severity, VariantClass
from gazette.model.document import Role
from gazette.model.source import Span
from gazette.text.dates import find_dates, parse_date
from gazette.text.numbers import find_numbers, parse_number
from gazette.text.numerals import CHINESE_NUMERAL

REACH = 24
"""Letters around a place in which a date or a document number may hold it."""
CLAUSE = 6
"""As many letters lost at once are an omission, not another wording."""
FIGURE = 20
"""A longer reading is a passage, though it may hold a date or a number."""
PASSAGE = 10
"""An omission of so many letters is grave whatever it says."""

_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(rf"[{CHINESE_NUMERAL}\d%.万亿第]{{1,12}}")
_COUNTED = re.compile(
    "[个項项年月日条條款章节名人次倍户家天元万岁届批条种类级所处篇]|分之|小时|平方"
)
"""What a Chinese numeral counts; 一 alone may be part of 统一 or 进一步."""
_PARTIAL_DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?")
_MODAL = re.compile(
    "应当|必须|不得|不准|不予|不再|严禁|禁止|可以|有权|无权|须|应|可|不|未|非|无|勿|否|且|或者|或|除外|"
    "以上|以下|以内|以外|以前|以后|之前|之后"
)
_NAME = re.compile(
    r"(?:[省市县区州府]|中国|国家|全国)[\u4e00-\u9fff]{2,12}(?:厅|局|部(?![门分署])|委|委员会|办公室|院|署|府)"
)
_STRANGE = re.compile(r"[\u0400-\u04ff\u0370-\u03ff\u2e80-\u2fdf\uf900-\ufaff\ufffd]")
_TAMPERED = frozenset({
    "issuer-mismatch", "repeated-name", "strange-organ", "gambling", "contact", "link-spam", "bidi", "look-alike",
    "unseen-characters", "control-characters", "replacement-character", "compatibility-ideograph",
})  # fmt: skip
"""Flags of a copy that make a variant in their span one of tampering."""
_ORGAN = re.compile(r"[省市县区州]|政府|[厅局委部]$|委员会")


@dataclass(frozen=True)
class Place:
    """A locus with all that the rules ask of it."""

    apparatus: Apparatus
    locus: Locus
    twins: tuple[Role, ...] = ()
    """Roles of the blocks in which the same copies read the same, this one among them."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What every copy reads, folded."""
        return self.apparatus.keys(self.locus)

    @cached_property
    def contexts(self) -> tuple[tuple[str, str], ...]:
        """What stands before and after it in every copy."""
        return tuple(
            (
                self.apparatus.before(self.locus, copy, REACH),
                self.apparatus.after(self.locus, copy, REACH),
            )
            for copy in range(len(self.keys))
        )

    @cached_property
    def role(self) -> Role:
        """Role of the block of the base that it stands in."""
        copy = self.apparatus.copies[0]
        raw = self.apparatus.raw(self.locus, 0)
        return copy.block_at(raw.start).role

    def held_by(self, find: Callable[[str], list[tuple[int, int]]]) -> bool:
        """Tell whether, in some copy, the place lies in something `find` finds."""
        for key, (before, after) in zip(self.keys, self.contexts, strict=True):
            start, end = len(before), len(before) + len(key)
            for found_start, found_end in find(before + key + after):
                if found_start < max(end, start + 1) and start < found_end:
                    return True
        return False


def classify(place: Place) -> VariantClass:
    """Return what kind of difference a place is."""
    return next((kind for kind, rule in KINDS if rule(place)), VariantClass.WORDING)


def weigh(place: Place, kind: VariantClass) -> Severity:
    """Return how grave a difference is."""
    if kind in _ALWAYS_GRAVE or any(rule(place) for rule in GRAVE):
        return Severity.GRAVE
    if kind is VariantClass.OMISSION and max(map(_letters, place.keys)) >= PASSAGE:
        return Severity.GRAVE
    return Severity.MINOR


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _is_moved(place: Place) -> bool:
    return place.locus.moved


def _is_tampering(place: Place) -> bool:
    """A copy's own flags say so, letters of another script look like ours, or a name was replaced."""
    if any(_STRANGE.search(key) for key in place.keys) or _is_replaced_name(place):
        return True
    return any(
        flag.code in _TAMPERED and flag.span and _overlap(flag.span, span)
        for index, copy in enumerate(place.apparatus.copies)
        for span in [place.apparatus.span(place.locus, index)]
        for flag in copy.witness.flags
    )


def _is_replaced_name(place: Place) -> bool:
    """A hijacked mirror puts its brand for the issuer's name, in the title as in the text."""
    if len(place.twins) < 2 or Role.TITLE not in place.twins or not all(place.keys):
        return False
    return len({bool(_ORGAN.search(key)) for key in place.keys}) == 2


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_number(place: Place) -> bool:
    if place.role is Role.NUMBER:
        return True
    return place.held_by(lambda text: [(n.start, n.end) for n in find_numbers(text)])


def _is_date(place: Place) -> bool:
    if place.role is Role.DATE:
        return True
    if not any(_NUMERAL.search(key) for key in place.keys):
        return False
    full = place.held_by(lambda text: [(d.start, d.end) for d in find_dates(text)])
    return full or place.held_by(lambda text: [m.span() for m in _PARTIAL_DATE.finditer(text)])


def _is_numeral(place: Place) -> bool:
    figures = {tuple(_DIGIT.findall(key)) for key in place.keys}
    if len(figures) > 1 and max(map(_letters, place.keys)) < PASSAGE:
        return True
    written = [key for key in place.keys if key]
    if not all(map(_NUMERAL.fullmatch, written)):
        return False
    return len(set(written)) > 1 or any(_COUNTED.match(after) for _, after in place.contexts)


def _is_omission(place: Place) -> bool:
    """A clause that a copy lacks; a date or a number that stands alone keeps its own kind."""
    letters = [_letters(key) for key in place.keys]
    if min(letters) or max(letters) < CLAUSE:
        return False
    return max(letters) > FIGURE or not any(map(_is_figure, place.keys))


def _is_figure(key: str) -> bool:
    return parse_number(key) is not None or parse_date(key) is not None


KINDS: tuple[tuple[VariantClass, Callable[[Place], bool]], ...] = (
    (VariantClass.LAYOUT, _is_moved),
    (VariantClass.TAMPERING, _is_tampering),
    (VariantClass.OMISSION, _is_omission),
    (VariantClass.NUMBER, _is_number),
    (VariantClass.DATE, _is_date),
    (VariantClass.NUMERAL, _is_numeral),
)
"""Kinds of difference, first match; whatever none of them claims is wording."""

_ALWAYS_GRAVE = frozenset(
    {VariantClass.TAMPERING, VariantClass.NUMBER, VariantClass.DATE, VariantClass.NUMERAL}
)


def _changes_modality(place: Place) -> bool:
    """应当, 可以, 不得, negations and limits: counted with the letters around the place."""
    counts = [
        Counter(_MODAL.findall(before[-2:] + key + after[:2]))
        for key, (before, after) in zip(place.keys, place.contexts, strict=True)
    ]
    return any(count != counts[0] for count in counts)


def _changes_name(place: Place) -> bool:
    """Names of organs and places, and every word of the title."""
    if place.role in (Role.TITLE, Role.SIGNATORY, Role.ADDRESSEES):
        return True
    return place.held_by(lambda text: [m.span() for m in _NAME.finditer(text)])


GRAVE: tuple[Callable[[Place], bool], ...] = (_changes_modality, _changes_name)
"""What makes a difference grave, whatever its kind."""
