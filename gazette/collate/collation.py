"""From witnesses and rulings to a collation, step by step.

1. Order the copies by precedence; the first is the base (`_ordered`).
2. Align every other copy to it, whole text to whole text (`gazette.align`).
3. Gather the places where they differ (`apparatus`), rows of signatories apart (`signatures`).
4. Tell what each place is and what speaks for its readings (`kinds`, `evidence`).
5. Find rulings again by what they say (`rulings`).
6. Settle the text and say who vouches for each letter (`settled`, `style`), and doubt it (`lint`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gazette.align import align
from gazette.collate import rulings as rulings_
from gazette.collate import settled as settled_
from gazette.collate.apparatus import Apparatus, build
from gazette.collate.copy import Copy, make_copies
from gazette.collate.lint import lint
from gazette.collate.rows import RowVariant, row_drafts, row_variants
from gazette.collate.variants import grouped, place_variants, with_addresses
from gazette.errors import GazetteError
from gazette.model.collation import Collation, Ruling, Variant
from gazette.model.document import Witness
from gazette.model.source import Source


def collate(
    witnesses: Sequence[Witness],
    sources: Mapping[str, Source],
    rulings: Sequence[Ruling] = (),
    precedence: Sequence[str] = (),
) -> Collation:
    """Hold the witnesses of one document together.

    Args:
        witnesses: One or more; their order decides where `precedence` says nothing.
        sources: The source of every witness, by SHA-256.
        rulings: The editor's decisions so far, in any order.
        precedence: What to believe by default, best first: SHA-256, carrier, edition or medium of a
            source.

    Raises:
        GazetteError: There is no witness, or one whose source is not given.
    """
    copies = _copies(witnesses, sources, precedence)
    alignments = [align(copies[0].normal, copy.normal) for copy in copies[1:]]
    apparatus = build(copies, alignments)
    places = place_variants(apparatus)
    rows = row_variants(apparatus)
    found, stale = rulings_.apply(grouped([*places, *(row.variant for row in rows)]), rulings)
    places, rows = found[: len(places)], _with_variants(rows, found[len(places) :])
    drafts = settled_.drafts(apparatus, _answers(apparatus, places))
    settled = settled_.assemble(row_drafts(apparatus, drafts, rows))
    variants = with_addresses(apparatus, settled, places, rows)
    noise = sum((each.noise for each in alignments), Counter())
    return Collation(
        parts=settled.parts,
        variants=variants,
        noise=tuple(sorted(noise.items(), key=lambda item: (-item[1], item[0]))),
        origins=settled.origins,
        stale=stale,
        lint=lint(settled.parts),
        budget_cut=any(each.cut for each in alignments),
    )


def _copies(
    witnesses: Sequence[Witness], sources: Mapping[str, Source], precedence: Sequence[str]
) -> list[Copy]:
    """Make the witnesses ready, the one with precedence first."""
    if not witnesses:
        raise GazetteError("There is no copy to collate.", "Import a source of the document.")
    missing = [witness.source for witness in witnesses if witness.source not in sources]
    if missing:
        raise GazetteError(f"The source {missing[0]} of a copy is not known.", "Import it again.")
    ordered = _ordered(witnesses, sources, precedence)
    return make_copies(ordered, [sources[witness.source] for witness in ordered])


def _ordered(
    witnesses: Sequence[Witness], sources: Mapping[str, Source], precedence: Sequence[str]
) -> list[Witness]:
    def rank(witness: Witness) -> int:
        source = sources[witness.source]
        tags = {source.sha256, source.carrier, source.edition, source.medium.value}
        places = [place for place, tag in enumerate(precedence) if tag in tags]
        return min(places, default=len(precedence))

    return sorted(witnesses, key=rank)


def _with_variants(rows: Sequence[RowVariant], variants: Sequence[Variant]) -> list[RowVariant]:
    return [replace(row, variant=new) for row, new in zip(rows, variants, strict=True)]


def _answers(apparatus: Apparatus, variants: Sequence[Variant]) -> dict[int, settled_.Answer]:
    """Return what the settled text reads at each locus: the ruling, else the base."""
    return {index: _answer(apparatus, index, variant) for index, variant in enumerate(variants)}


def _answer(apparatus: Apparatus, index: int, variant: Variant) -> settled_.Answer:
    locus = apparatus.loci[index]
    ruling = variant.ruling
    if ruling is None:
        raw = apparatus.raw(locus, 0)
        base = apparatus.copies[0]
        cells = [
            settled_.Cell(
                base.text[at], "precedence", base.sha256, base.source_place(at), variant.id
            )
            for at in range(raw.start, raw.end)
        ]
        return settled_.Answer(tuple(cells))
    taken = next((i for i, c in enumerate(apparatus.copies) if c.sha256 == ruling.take), None)
    if taken is None or apparatus.text(locus, taken) != ruling.text:
        return settled_.Answer(settled_.written_cells(ruling.text, variant.id))
    copy, raw = apparatus.copies[taken], apparatus.raw(locus, taken)
    taken_cells = settled_.copy_cells(copy, raw.start, raw.end, "ruling", variant.id)
    opens = copy.text[max(0, raw.start - 1) : raw.start] == "\n"
    feed = settled_.written_cells("\n" if opens else "", variant.id)
    return settled_.Answer((*feed, *taken_cells, *feed), opens)
