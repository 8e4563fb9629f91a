"""Loci of the running text told as variants an editor can decide on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gazette.collate.apparatus import Apparatus, Locus
from gazette.collate.evidence import Testimony, Voice, hear, verdict
from gazette.collate.ids import variant_id
from gazette.collate.kinds import Place, classify, weigh
from gazette.collate.rows import RowVariant
from gazette.collate.settled import Settled
from gazette.model.collation import Reading, Variant, VariantClass
from gazette.model.document import Role
from gazette.text.fold import fold

NEIGHBOURS = 2
"""Letters on either side that must agree for two insertions to have one cause."""


def place_variants(apparatus: Apparatus) -> list[Variant]:
    """Return a variant for each locus, in order; addresses and groups come later."""
    testimony = Testimony(apparatus)
    places = [Place(apparatus, locus) for locus in apparatus.loci]
    twins: defaultdict[tuple[str, ...], list[Role]] = defaultdict(list)
    for place in places:
        twins[place.keys].append(place.role)
    return [
        _variant(Place(apparatus, place.locus, tuple(twins[place.keys])), testimony)
        for place in places
    ]


def _variant(place: Place, testimony: Testimony) -> Variant:
    apparatus, locus = place.apparatus, place.locus
    kind = classify(place)
    voices = hear(place, testimony)
    said, confidence = verdict(voices)
    before, after = apparatus.before(locus), apparatus.after(locus)
    return Variant(
        id=variant_id(place.keys, before, after),
        address="",
        kind=kind,
        severity=weigh(place, kind),
        readings=tuple(
            (copy.sha256, Reading(apparatus.text(locus, index), apparatus.span(locus, index)))
            for index, copy in enumerate(apparatus.copies)
        ),
        before=before,
        after=after,
        suggestion=_as_printed(apparatus, locus, said),
        confidence=confidence,
        evidence=_told(voices),
    )


def _as_printed(apparatus: Apparatus, locus: Locus, said: str | None) -> str | None:
    """Return a folded reading as the first copy that has it prints it."""
    if said is None:
        return None
    copies = range(len(apparatus.copies))
    return next(apparatus.text(locus, i) for i in copies if apparatus.key(locus, i) == said)


def _told(voices: Sequence[Voice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice.sentence for voice in voices))


def grouped(variants: Sequence[Variant]) -> list[Variant]:
    """Give variants of one cause a group, and make ids unique."""
    causes = defaultdict(list)
    for index, variant in enumerate(variants):
        causes[_cause(variant)].append(index)
    group = {
        index: variant_id(map(str, cause), "", "")
        for cause, members in causes.items()
        if len(members) > 1
        for index in members
    }
    seen: Counter[str] = Counter()
    told: list[Variant] = []
    for index, variant in enumerate(variants):
        seen[variant.id] += 1
        again = f"-{seen[variant.id]}" if seen[variant.id] > 1 else ""
        told.append(replace(variant, id=variant.id + again, group=group.get(index)))
    return told


def _cause(variant: Variant) -> tuple[str, ...]:
    """Return what two variants must share to be one decision."""
    keys = tuple(fold(reading.text) for _, reading in variant.readings)
    if variant.kind is VariantClass.SIGNATURE_ORDER or not all(keys):
        return (variant.kind, *keys, variant.before[-NEIGHBOURS:], variant.after[:NEIGHBOURS])
    return (variant.kind, *keys)


def with_addresses(
    apparatus: Apparatus,
    settled: Settled,
    variants: Sequence[Variant],
    rows: Sequence[RowVariant],
) -> tuple[Variant, ...]:
    """Give each variant the address of its block, and put rows of signatories in their place."""
    placed: list[tuple[int, Variant]] = []
    for locus, variant in zip(apparatus.loci, variants, strict=True):
        start = locus.base.start - (locus.base.start == locus.base.end)
        placed.append((locus.base.start, replace(variant, address=settled.address(start))))
    placed += [(row.at, row.variant) for row in rows]
    return tuple(variant for _, variant in sorted(placed, key=lambda each: each[0]))
