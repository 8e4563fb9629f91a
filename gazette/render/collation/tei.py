"""TEI: the settled text with a parallel-segmentation apparatus (`app`, `lem`, `rdg`)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from gazette.model.collation import Collation, Variant
from gazette.model.document import Block, Policy, Role
from gazette.model.source import Source
from gazette.render.collation.places import Place, locate
from gazette.render.collation.report import Collated

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_HEADS = frozenset({Role.TITLE, Role.HEADING})


def tei(collated: Sequence[Collated]) -> str:
    """Return the collations as one TEI corpus; an open variant has no `lem`."""
    texts = "".join(_text(f"d{at}", *each) for at, each in enumerate(collated, 1))
    head = _header("Collations", "")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{_NAMESPACE}">\n'
        f"{head}{texts}</teiCorpus>\n"
    )


def _header(title: str, witnesses: str) -> str:
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>"
        "<publicationStmt><p>Working apparatus of an editor.</p></publicationStmt>"
        f"<sourceDesc>{witnesses or '<p>The copies of each document.</p>'}</sourceDesc></fileDesc>"
        '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>'
        "</encodingDesc></teiHeader>\n"
    )


def _text(anchor: str, policy: Policy, collation: Collation, sources: Mapping[str, Source]) -> str:
    signs = {sha256: f"{anchor}.W{at}" for at, sha256 in enumerate(sources, 1)}
    witnesses = "".join(
        f'<witness xml:id="{signs[sha256]}">{_safe(source.name)} {sha256}</witness>'
        for sha256, source in sources.items()
    )
    title = _safe(policy.meta.title or policy.id)
    inline, apart = _placed(collation)
    body = "".join(
        f'<div type="{part.kind.value}">\n'
        + "".join(_block(block, inline[index, at], signs) for at, block in enumerate(part.blocks))
        + "</div>\n"
        for index, part in enumerate(collation.parts)
    )
    rest = "".join(_app(variant, signs) + "\n" for variant in apart)
    back = f"<back><listApp>\n{rest}</listApp></back>\n" if rest else ""
    return (
        f'<TEI xml:id="{anchor}">\n{_header(title, f"<listWit>{witnesses}</listWit>")}'
        f'<text xml:lang="zh"><body>\n{body}</body>\n{back}</text>\n</TEI>\n'
    )


Inline = defaultdict[tuple[int, int], list[tuple[Place, Variant]]]


def _placed(collation: Collation) -> tuple[Inline, list[Variant]]:
    """Sort variants into those that stand in a block and those that stand apart."""
    inline: Inline = defaultdict(list)
    apart: list[Variant] = []
    for variant in collation.variants:
        place = locate(collation, variant)
        if place is None or _covered(inline[place.part, place.block], place):
            apart.append(variant)
        else:
            inline[place.part, place.block].append((place, variant))
    return inline, apart


def _covered(there: list[tuple[Place, Variant]], place: Place) -> bool:
    return any(place.start < other.end and other.start < place.end for other, _ in there)


def _block(block: Block, variants: list[tuple[Place, Variant]], signs: Mapping[str, str]) -> str:
    tag = "head" if block.role in _HEADS else "p"
    number = f' n="{_safe(block.address)}"' if block.address else ""
    pieces: list[str] = []
    at = 0
    for place, variant in sorted(variants, key=lambda each: each[0].start):
        pieces += (_safe(block.text[at : place.start]), _app(variant, signs))
        at = place.end
    pieces.append(_safe(block.text[at:]))
    return f'<{tag}{number} rend="{block.role.value}">{"".join(pieces)}</{tag}>\n'


def _app(variant: Variant, signs: Mapping[str, str]) -> str:
    readings: dict[str, list[str]] = defaultdict(list)
    for sha256, reading in variant.readings:
        readings[reading.text].append(f"#{signs.get(sha256, 'unknown')}")
    lemma = ""
    if variant.ruling:
        held = " ".join(readings.pop(variant.ruling.text, []))
        wit = f' wit="{held}"' if held else ""
        by = f' resp="{_safe(variant.ruling.by)}"' if variant.ruling.by else ""
        lemma = f"<lem{wit}{by}>{_safe(variant.ruling.text)}</lem>"
    rest = "".join(
        f'<rdg wit="{" ".join(held)}">{_safe(text)}</rdg>' for text, held in readings.items()
    )
    reason = f"<note>{_safe(variant.ruling.reason)}</note>" if variant.ruling else ""
    return f'<app type="{variant.kind.value}" n="{_safe(variant.id)}">{lemma}{rest}{reason}</app>'


def _safe(text: str) -> str:
    """Escape for XML, leaving out what XML cannot carry."""
    kept = (c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff"))
    return escape("".join(c for c in kept if c not in "\ufffe\uffff"))
