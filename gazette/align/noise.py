"""Noise: what differs in typography or layout where the words are the same, counted by class."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from gazette.align.normalise import Normal
from gazette.text.fold import INVISIBLE, fold_char
from gazette.words import Hunk

_CLASSES = (
    ("dash", "-"),
    ("quote", "'\""),
    ("bracket", "()[]<>"),
    ("mark", ".,、·…*;:!?"),
)
"""What a pair of characters that fold to the same is called, by what it folds to."""


def equal_runs(hunks: tuple[Hunk, ...], length: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs between hunks: start in `a`, start in `b`, length."""
    i = j = 0
    for hunk in (*hunks, Hunk(length, length, -1, -1)):
        if hunk.a0 > i:
            yield i, j, hunk.a0 - i
        i, j = hunk.a1, hunk.b1


def count_noise(a: Normal, b: Normal, hunks: tuple[Hunk, ...]) -> Counter[str]:
    """Count differences of the texts inside runs whose keys are the same."""
    noise: Counter[str] = Counter()
    for i, j, length in equal_runs(hunks, len(a.key)):
        left = slice(*a.raw(i, i + length))
        right = slice(*b.raw(j, j + length))
        if a.text[left] != b.text[right]:
            _count_run(a, b, (i, j, length), noise)
    return noise


def _count_run(a: Normal, b: Normal, run: tuple[int, int, int], noise: Counter[str]) -> None:
    i, j, length = run
    text_a, text_b, where_a, where_b = a.text, b.text, a.where, b.where
    for k in range(length):
        p, q = where_a[i + k], where_b[j + k]
        if text_a[p] != text_b[q]:
            noise[_pair_class(text_a[p], text_b[q])] += 1
        if k + 1 == length:
            return
        next_p, next_q = where_a[i + k + 1], where_b[j + k + 1]
        if next_p - p > 1 or next_q - q > 1:
            between = text_a[p + 1 : next_p], text_b[q + 1 : next_q]
            if between[0] != between[1]:
                noise[_gap_class(*between)] += 1


def _pair_class(left: str, right: str) -> str:
    """Name the difference between two characters that fold to the same."""
    if unicodedata.normalize("NFKC", left) == unicodedata.normalize("NFKC", right):
        return "width"
    folded = fold_char(left)[:1]
    return next((name for name, marks in _CLASSES if folded in marks), "form")


def _gap_class(left: str, right: str) -> str:
    """Name the difference between two stretches that fold to nothing."""
    kept = [part for part in (left.strip(), right.strip()) if part]
    if any(INVISIBLE.issuperset(part) for part in kept):
        return "invisible"
    if kept:
        return "romanised-tail" if kept[0][:1] in "(（" else "list-mark"
    if ("\n" in left) != ("\n" in right):
        return "break"
    return "space"
