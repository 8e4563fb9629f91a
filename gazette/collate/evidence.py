"""What speaks for a reading: sentences an editor can check, each with a weight.

No reading wins because it sounds better.  What counts is what can be pointed at: other copies, the
document's own usage elsewhere, its brackets and its numbering, a copy that is known to be tampered
with; and between two good readings of which one was made by a recogniser, the rarer (lectio
difficilior).  Where nothing speaks clearly, nothing is suggested: see the page.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from gazette.collate.apparatus import Apparatus
from gazette.collate.kinds import Place
from gazette.collate.pages import page_breaks
from gazette.model.source import Medium
from gazette.structure import breaks, outline

CLEAR = 0.5
"""The least weight for which a reading is suggested."""
NEAR_PAGE = 40
"""Letters from a page break within which a reading is the less sure."""
QUOTED = 40
"""Letters of a reading that a sentence quotes."""
PARAGRAPH = 20_000
"""Letters beyond which a paragraph is not read through for every place in it."""
_PARTICLES = frozenset("的和及与或等为了在是、")
_SENTENCES = {
    "copies": "{0} of {1} editions read {2}.",
    "usage": "{0} stands {1} times elsewhere in the document, {2} never.",
    "balance": "With {0} the brackets and quotation marks of the paragraph do not pair.",
    "count": "With {0} the numbering does not go on.",
    "doubled": "{0} doubles a word.",
    "tampered": "The copy that reads {0} carries signs of tampering.",
    "rarer": "Both readings are good; a recogniser writes the commoner, and {0} is the rarer.",
    "page": "In one copy a page ends {0} letters from here.",
    "order": "Elsewhere the document names these organs in this order.",
    "columns": "The other order is this one read column by column.",
    "missing": "nothing",
}
"""The sentences, by name; a page in another language matches them and says its own."""


def sentences() -> dict[str, str]:
    """Return the templates of all sentences, by name."""
    return dict(_SENTENCES)


def say(name: str, *words: object) -> str:
    """Return the sentence `name` filled with `words`; an empty reading is called so, a long one cut."""
    return _SENTENCES[name].format(*map(_quoted, words))


def _quoted(word: object) -> str:
    text = str(word) or _SENTENCES["missing"]
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"


@dataclass(frozen=True, slots=True)
class Voice:
    """One piece of evidence: for which readings it speaks, how loud, and what it says."""

    readings: frozenset[str]
    weight: float
    sentence: str


@dataclass(frozen=True)
class Testimony:
    """What all rules of evidence ask of a collation, worked out once."""

    apparatus: Apparatus

    @cached_property
    def elsewhere(self) -> str:
        """The folded text of the base without the places in dispute."""
        key = self.apparatus.copies[0].normal.key
        pieces: list[str] = []
        at = 0
        for locus in self.apparatus.loci:
            pieces.append(key[at : locus.base.start])
            at = locus.base.end
        return "\0".join((*pieces, key[at:]))

    @cached_property
    def page_breaks(self) -> tuple[tuple[int, ...], ...]:
        """For each copy, the places in its key where a page broke a sentence."""
        return page_breaks(self.apparatus)

    @cached_property
    def bad_counts(self) -> tuple[frozenset[str], ...]:
        """For each copy, the addresses at which its numbering does not go on."""
        return tuple(
            frozenset(
                each.address for each in breaks(outline(piece.block for piece in copy.pieces))
            )
            for copy in self.apparatus.copies
        )

    def recognised(self, copy: int) -> bool:
        """Tell whether a copy's text was read off pages."""
        source = self.apparatus.copies[copy].source
        read_off = source.medium is Medium.PDF or source.carrier in ("pdf", "ocr", "scan")
        return read_off or len(self.page_breaks[copy]) >= 2


def _copies(place: Place, _: Testimony) -> Iterator[Voice]:
    """A reading that more editions share; carriers of one edition count once.

    That many lack a word says less than that many have it: words are lost more often than made up.
    """
    copies = place.apparatus.copies
    held: dict[str, set[str]] = {}
    for key, copy in zip(place.keys, copies, strict=True):
        held.setdefault(key, set()).add(copy.source.edition or copy.sha256)
    editions = len(set().union(*held.values()))
    ranked = sorted(held, key=lambda key: -len(held[key]))
    lead = len(held[ranked[0]]) - len(held[ranked[1]])
    if editions > 2 and lead > 0:
        words = say("copies", len(held[ranked[0]]), editions, ranked[0])
        loud = 0.6 if ranked[0] else 0.2
        yield Voice(frozenset({ranked[0]}), loud * lead, words)


def _usage(place: Place, testimony: Testimony) -> Iterator[Voice]:
    """The same words in the same company elsewhere in the document."""
    distinct = list(dict.fromkeys(place.keys))
    if len(distinct) != 2:
        return
    for phrases, weight, least in _phrases(place, distinct):
        counts = [testimony.elsewhere.count(phrase) for phrase in phrases]
        for one, other in ((0, 1), (1, 0)):
            if counts[one] >= least and counts[other] == 0:
                words = say("usage", phrases[one], counts[one], phrases[other])
                loud = weight * min(1.0, 0.4 + 0.2 * counts[one])
                yield Voice(frozenset({distinct[one]}), loud, words)
                return


def _phrases(place: Place, distinct: list[str]) -> Iterator[tuple[tuple[str, str], float, int]]:
    """Yield each reading in its company: two letters before it, two behind it, one before it.

    With each pair of phrases come the weight of the evidence and how often it must be met; one
    letter alone may belong to another word.
    """
    before, after = place.contexts[0]
    length = max(map(len, distinct))
    if any(reading and _PARTICLES.issuperset(reading) for reading in distinct):
        return
    behind = [(reading + after)[:length] for reading in distinct]
    ahead = [(before + reading)[-length:] for reading in distinct]
    for company, weight, least in (
        ([before[-2:] + each for each in behind], 1.0, 2),
        ([each + after[:2] for each in ahead], 1.0, 2),
        ([before[-1:] + each for each in behind], 0.6, 3),
    ):
        one, other = company
        if one != other and one.isalnum() and other.isalnum() and len(one) > length:
            yield (one, other), weight, least


def _balance(place: Place, _: Testimony) -> Iterator[Voice]:
    """Brackets and quotation marks that pair with one reading and not with the other."""
    sound = {key: balanced(_block_text(place, index)) for index, key in enumerate(place.keys)}
    good = frozenset(key for key, fine in sound.items() if fine)
    for key in sound.keys() - good:
        if good:
            yield Voice(good, 1.0, say("balance", key))


def _block_text(place: Place, index: int) -> str:
    copy = place.apparatus.copies[index]
    raw = place.apparatus.raw(place.locus, index)
    return copy.block_at(raw.start).text


_PARTNERS = dict(zip("）)》〉〕］]】”’」』", "（(《〈〔［[【“‘「『", strict=True))
_SAME_BRACKET = {"(": "（", "[": "〔", "［": "〔"}
_BRACKETS = re.compile(f"[{re.escape(''.join([*_PARTNERS, *_PARTNERS.values()]))}]")


def balanced(text: str) -> bool:
    """Tell whether every bracket and quotation mark of `text` has its partner; long texts pass."""
    if len(text) > PARAGRAPH:
        return True
    stack: list[str] = []
    for match in _BRACKETS.finditer(text):
        opening = _PARTNERS.get(match[0])
        if opening is None:
            stack.append(_SAME_BRACKET.get(match[0], match[0]))
        elif not stack or stack.pop() != _SAME_BRACKET.get(opening, opening):
            return False
    return not stack


def _count(place: Place, testimony: Testimony) -> Iterator[Voice]:
    """Numbering that goes on with one reading and not with the other."""
    sound: dict[str, bool] = {}
    for index, key in enumerate(place.keys):
        copy = place.apparatus.copies[index]
        raw = place.apparatus.raw(place.locus, index)
        block = copy.block_at(raw.start)
        sound[key] = not block.label or block.address not in testimony.bad_counts[index]
    good = frozenset(key for key, fine in sound.items() if fine)
    for key in sound.keys() - good:
        if good:
            yield Voice(good, 0.8, say("count", key))


def _doubled(place: Place, _: Testimony) -> Iterator[Voice]:
    """Letters that stand right beside themselves in one copy and once in the other."""
    if "" not in place.keys:
        return
    for key, (before, after) in zip(place.keys, place.contexts, strict=True):
        if len(key) > 1 and (before.endswith(key) or after.startswith(key)):
            yield Voice(frozenset({""}), 0.7, say("doubled", key))
            return


def _tampered(place: Place, _: Testimony) -> Iterator[Voice]:
    """A reading that only copies with a grave flag have."""
    clean = {
        key
        for key, copy in zip(place.keys, place.apparatus.copies, strict=True)
        if not any(flag.grave for flag in copy.witness.flags)
    }
    for key in dict.fromkeys(place.keys):
        if clean and key not in clean:
            yield Voice(frozenset(clean), 0.9, say("tampered", key))


def _rarer(place: Place, testimony: Testimony) -> Iterator[Voice]:
    """Two words that changed places: between good readings the rarer one is the likelier."""
    distinct = list(dict.fromkeys(place.keys))
    if len(distinct) != 2 or Counter(distinct[0]) != Counter(distinct[1]):
        return
    half = len(distinct[0]) // 2
    words = distinct[0][:half], distinct[0][half:]
    if len(distinct[0]) != 4 or not all(word in testimony.elsewhere for word in words):
        return
    counts = [testimony.elsewhere.count(reading) for reading in distinct]
    rare, common = (0, 1) if counts[0] < counts[1] else (1, 0)
    writers = [index for index, key in enumerate(place.keys) if key == distinct[common]]
    if counts[rare] < counts[common] and all(map(testimony.recognised, writers)):
        yield Voice(frozenset({distinct[rare]}), CLEAR, say("rarer", distinct[rare]))


def _page(place: Place, testimony: Testimony) -> Iterator[Voice]:
    """A page break close by: no evidence for a reading, but a reason to look."""
    for stretch, places in zip(place.locus.stretches, testimony.page_breaks, strict=True):
        away = min((abs(each - stretch.start) for each in places), default=NEAR_PAGE + 1)
        if away <= NEAR_PAGE:
            yield Voice(frozenset(), 0.0, say("page", away))
            return


RULES: tuple[Callable[[Place, Testimony], Iterator[Voice]], ...] = (
    _copies,
    _usage,
    _balance,
    _count,
    _doubled,
    _tampered,
    _rarer,
    _page,
)
"""Every kind of evidence there is, in the order it is told."""


def hear(place: Place, testimony: Testimony) -> list[Voice]:
    """Return everything that speaks for a reading of `place`; of a passage moved, nothing does."""
    if len(set(place.keys)) < 2:
        return []
    return [voice for rule in RULES for voice in rule(place, testimony)]


def verdict(voices: list[Voice]) -> tuple[str | None, float | None]:
    """Return the folded reading that the voices speak for and how sure that is.

    Returns:
        Two times `None` where no reading has a clear lead.
    """
    score: defaultdict[str, float] = defaultdict(float)
    for voice in voices:
        for reading in voice.readings:
            score[reading] += voice.weight
    ranked = sorted(score.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < CLEAR:
        return None, None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if second * 2 > ranked[0][1]:
        return None, None
    return ranked[0][0], round(min(0.95, 0.4 + (ranked[0][1] - second) / 2.5), 2)
