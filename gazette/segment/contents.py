"""The contents of a gazette held against the bodies found: what matches, what is missing."""

from collections.abc import Sequence
from dataclasses import replace

from gazette.model.document import ContentsEntry, Flag, Metadata, Witness
from gazette.text.fold import fold


def match(
    entries: Sequence[ContentsEntry], witnesses: Sequence[Witness]
) -> tuple[tuple[ContentsEntry, ...], tuple[Witness, ...]]:
    """Find the body of each entry, and give each body what its entry says.

    An entry and a body belong together when their numbers are the same, else when their titles
    are, folded.  A body without a title takes that of its entry, and says so.
    """
    numbers = {each.meta.number: at for at, each in enumerate(witnesses) if each.meta.number}
    titles = {fold(each.meta.title): at for at, each in enumerate(witnesses) if each.meta.title}
    matched: list[ContentsEntry] = []
    told = list(witnesses)
    for entry in entries:
        at = numbers.get(entry.number) if entry.number else titles.get(fold(entry.title))
        matched.append(replace(entry, witness=at))
        if at is not None:
            told[at] = _told(told[at], entry)
    return tuple(matched), tuple(told)


def _told(witness: Witness, entry: ContentsEntry) -> Witness:
    meta: Metadata = replace(witness.meta, page=entry.page)
    evidence = [*witness.evidence, ("page", entry.span)]
    if meta.title is None:
        meta = replace(meta, title=entry.title, title_source="contents")
        evidence.append(("title", entry.span))
    return replace(witness, meta=meta, evidence=tuple(evidence))


def without_body(entries: Sequence[ContentsEntry], source: str) -> list[Flag]:
    """Flag the entries whose body is not in this source."""
    return [
        Flag(
            "contents-without-body",
            f"The contents list “{entry.title}”, and its text is not in this source.",
            source,
            entry.span,
        )
        for entry in entries
        if entry.witness is None
    ]
