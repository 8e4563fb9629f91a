"""Two whole texts laid side by side: their words compared, their typography set aside and counted.

`normalise` folds a text and remembers where each character stood; `align` compares two folded texts
and tells edits of words, moves of whole passages, and noise by class.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from gazette.align.moves import Move, find_moves
from gazette.align.noise import count_noise
from gazette.align.normalise import Normal, normalise
from gazette.words import Hunk, edits

__all__ = ["Alignment", "Move", "Normal", "align", "normalise"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts aligned; hunks and moves count in characters of the folded keys."""

    a: Normal
    b: Normal
    hunks: tuple[Hunk, ...]
    moves: tuple[Move, ...] = ()
    noise: Counter[str] = field(default_factory=Counter)
    cut: bool = False
    """True when a bound on work made some hunk coarser than it need be."""

    def raw(self, hunk: Hunk) -> Hunk:
        """Return a hunk of the keys as places in the two texts as they were given."""
        a0, a1 = self.a.raw(hunk.a0, hunk.a1)
        b0, b1 = self.b.raw(hunk.b0, hunk.b1)
        return Hunk(a0, a1, b0, b1)

    def across(self, place: int, *, letter: bool = False) -> int:
        """Return the place in `b`'s key that answers a place in `a`'s key.

        Inside a hunk or at its beginning that is the hunk's beginning.

        Args:
            place: A place between two letters of `a`'s key.
            letter: Whether the letter behind the place is meant: what `b` has put in there before
                that letter is then passed.
        """
        index = bisect_right(self.hunks, place, key=lambda hunk: hunk.a0) - 1
        if index < 0:
            return place
        hunk = self.hunks[index]
        behind = place >= hunk.a1 and (letter or place > hunk.a0)
        return hunk.b1 + place - hunk.a1 if behind else hunk.b0

    def back(self, place: int) -> int:
        """Return the place in `a`'s key that answers a place in `b`'s key; see `across`."""
        index = bisect_right(self.hunks, place, key=lambda hunk: hunk.b0) - 1
        if index < 0:
            return place
        hunk = self.hunks[index]
        behind = place >= hunk.b1 and place > hunk.b0
        return hunk.a1 + place - hunk.b1 if behind else hunk.a0


def align(a: str | Normal, b: str | Normal) -> Alignment:
    """Align two texts, by words; the cost grows with their length, not with its square."""
    left = normalise(a) if isinstance(a, str) else a
    right = normalise(b) if isinstance(b, str) else b
    found = edits(left.key, right.key)
    moves = find_moves(left.key, right.key, found.hunks)
    noise = count_noise(left, right, found.hunks)
    return Alignment(left, right, found.hunks, moves, noise, found.cut)
