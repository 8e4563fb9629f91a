"""The editor's merge: from shortest edit script to changes an editor would name.

Hunks no more than two letters apart are one change, but no change runs across a mark; two words
that changed places are one change; an insertion that could stand in several places stands where a
clause begins or ends.
"""

from collections.abc import Iterable

from gazette.words.leaf import Hunk

NEAR = 2
"""Letters that may stand unchanged inside one change."""
SWAP = 16
"""Two words that changed places are no longer than this together."""


def is_mark(char: str) -> bool:
    """Tell whether `char` is punctuation or white space, which no change runs across."""
    return not char.isalnum()


def merge(a: str, b: str, hunks: Iterable[Hunk]) -> tuple[Hunk, ...]:
    """Join, slide and widen `hunks` as an editor would mark them."""
    merged: list[Hunk] = []
    for hunk in hunks:
        if merged and _one_change(a, b, merged[-1], hunk):
            last = merged.pop()
            merged.append(Hunk(last.a0, hunk.a1, last.b0, hunk.b1))
        else:
            merged.append(hunk)
    floor_a = floor_b = 0
    shown: list[Hunk] = []
    for index, hunk in enumerate(merged):
        roof_a = merged[index + 1].a0 if index + 1 < len(merged) else len(a)
        slid = _swap(a, b, _slide(a, b, hunk, floor_a, roof_a), floor_a, floor_b, roof_a)
        shown.append(slid)
        floor_a, floor_b = slid.a1, slid.b1
    return tuple(shown)


def _one_change(a: str, b: str, first: Hunk, second: Hunk) -> bool:
    between = a[first.a1 : second.a0]
    if len(between) <= NEAR and not any(map(is_mark, between)):
        return True
    return len(between) <= SWAP and _swapped(a, b, first, second)


def _swapped(a: str, b: str, first: Hunk, second: Hunk) -> bool:
    """Tell whether what leaves on one side of the gap comes back on the other: 甲、乙 → 乙、甲."""
    out, back = a[first.a0 : first.a1], b[second.b0 : second.b1]
    came, went = b[first.b0 : first.b1], a[second.a0 : second.a1]
    if out and back and not came and not went:
        return _letters(out) == _letters(back)
    if came and went and not out and not back:
        return _letters(came) == _letters(went)
    return bool(out) and out == back and came == went and len(out) > 1


def _letters(text: str) -> str:
    return "".join(char for char in text if not is_mark(char))


def _slide(a: str, b: str, hunk: Hunk, floor: int, roof: int) -> Hunk:
    """Move a pure insertion or deletion to where it begins or ends with a clause."""
    inserted = hunk.a0 == hunk.a1
    if not inserted and hunk.b0 != hunk.b1:
        return hunk
    text, start, end = (b, hunk.b0, hunk.b1) if inserted else (a, hunk.a0, hunk.a1)
    back = ahead = 0
    while hunk.a0 - back > floor and text[start - back - 1] == text[end - back - 1]:
        back += 1
    while hunk.a1 + ahead < roof and text[start + ahead] == text[end + ahead]:
        ahead += 1
    best = max(
        range(-back, ahead + 1), key=lambda by: (_edge(text, start + by, end + by), by == 0)
    )
    return Hunk(hunk.a0 + best, hunk.a1 + best, hunk.b0 + best, hunk.b1 + best)


def _edge(text: str, start: int, end: int) -> int:
    """Score how well `text[start:end]` can be taken out: best a clause with the mark it ends in."""
    before = start == 0 or is_mark(text[start - 1])
    after = end == len(text) or is_mark(text[end])
    opens = start < len(text) and is_mark(text[start])
    closes = end > start and is_mark(text[end - 1])
    own_mark, leading_mark = before and closes, after and opens
    whole = 2 * (before and not opens) + 2 * (after and not closes)
    return whole + 2 * own_mark + leading_mark


def _swap(a: str, b: str, hunk: Hunk, floor_a: int, floor_b: int, roof: int) -> Hunk:
    """Widen 业创新 → 新创业 to 创业创新 → 创新创业: two words that changed places are shown whole."""
    size = hunk.a1 - hunk.a0
    if not 0 < size <= SWAP or sorted(a[hunk.a0 : hunk.a1]) != sorted(b[hunk.b0 : hunk.b1]):
        return hunk
    room = min(hunk.a0 - floor_a, hunk.b0 - floor_b, 2)
    for back in range(room + 1):
        for ahead in range(min(roof - hunk.a1, 2) + 1):
            wide = Hunk(hunk.a0 - back, hunk.a1 + ahead, hunk.b0 - back, hunk.b1 + ahead)
            if _is_swap(a[wide.a0 : wide.a1], b[wide.b0 : wide.b1]):
                return wide
    return hunk


def _is_swap(old: str, new: str) -> bool:
    """Tell whether `new` is `old` with two words of two letters or more exchanged."""
    if not 4 <= len(old) <= SWAP or old == new:
        return False
    if any(old[cut:] + old[:cut] == new for cut in range(2, len(old) - 1)):
        return not any(map(is_mark, old))
    return any(
        old[cut + 1 :] + old[cut] + old[:cut] == new and _joins(old[cut])
        for cut in range(2, len(old) - 2)
    )


def _joins(char: str) -> bool:
    return is_mark(char) or char in "和与及或"
