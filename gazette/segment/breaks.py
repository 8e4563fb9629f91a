"""Paragraphs of a document that its carrier set on one line.

Each rule proposes places to cut, from the grammar of official documents.  A carrier that parts
paragraphs with runs of spaces is believed; the others are read.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from gazette.segment import cuts_head, cuts_labels, cuts_tail
from gazette.segment.draft import Draft, Piece, Tag, trim

_WIDE = re.compile(r" {2,}")
_PARTED = re.compile(r" {3,}")
LONG = 150
"""A line shorter than this is one paragraph as it is."""
SHARE = 0.6
"""A line that holds this much of its entry holds the whole document."""
HUGE = 1500
"""A line longer than this holds more than one paragraph, whatever surrounds it."""


def wide(text: str) -> list[int]:
    """Cut at runs of spaces, where the carrier parts paragraphs so."""
    if len(_PARTED.findall(text)) < 3:
        return []
    return [match.end() for match in _WIDE.finditer(text)]


def _run_on_items(text: str) -> Iterator[int]:
    """Cut before an item run onto the one before it: its number is the next, a stop before it."""
    for match in _ITEM.finditer(text):
        before = text.rfind(f" {int(match[1]) - 1}.", max(0, match.start() - HUGE), match.start())
        between = text[before : match.start()]
        if before >= 0 and "  " not in between.strip():
            yield match.start(1)


_ITEM = re.compile(r"(?<=[。；])(\d{1,2})[.．](?=[\u4e00-\u9fff])")


RULES: tuple[Callable[[str], Iterable[int]], ...] = (
    cuts_head.head,
    cuts_head.dated_title,
    cuts_head.bare_title,
    cuts_head.signatures,
    cuts_tail.notes,
    cuts_head.instrument,
    cuts_tail.attachments,
    cuts_tail.markers,
    cuts_labels.stops,
    cuts_labels.asides,
    cuts_labels.spaced_labels,
    cuts_labels.glued_labels,
    cuts_labels.below_headings,
    cuts_labels.chapters,
    cuts_labels.headings,
    cuts_labels.sections,
)
"""Each proposes where paragraphs of a line begin."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a line that holds a whole document, in order."""
    cuts = wide(text)
    if cuts:
        cuts += list(_run_on_items(text))
    else:
        cuts = [cut for rule in RULES for cut in rule(text)]
    places = sorted({0, len(text), *cuts})
    found = (trim(text, start, end) for start, end in pairwise(places))
    return [(start, end) for start, end in found if start < end]


def breaks(draft: Draft) -> Draft:
    """Cut every line that holds a whole document into its paragraphs."""
    shares = _shares(draft)
    made: list[Piece] = []
    for piece, share in zip(draft.pieces, shares, strict=True):
        length = piece.end - piece.start
        dense = length >= HUGE or (length >= LONG and share >= SHARE)
        if piece.tag is not Tag.TEXT or not dense:
            made.append(piece)
            continue
        made += [
            piece.cut(piece.start + start, piece.start + end)
            for start, end in paragraphs(draft.read(piece))
        ]
    return replace(draft, pieces=tuple(made))


def _shares(draft: Draft) -> list[float]:
    """Return for each piece how much of its entry's text it holds."""
    stamps = [index for index, piece in enumerate(draft.pieces) if piece.tag is Tag.STAMP]
    sums = [0] * (len(stamps) + 1)
    entries = [bisect_right(stamps, index) for index in range(len(draft.pieces))]
    for piece, entry in zip(draft.pieces, entries, strict=True):
        if piece.tag is Tag.TEXT:
            sums[entry] += piece.end - piece.start
    return [
        (piece.end - piece.start) / max(1, sums[entry])
        for piece, entry in zip(draft.pieces, entries, strict=True)
    ]
