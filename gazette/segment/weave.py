"""From stretches of the source to a block's text, and back: each character keeps its place.

White space inside a line is kept, one for a run.  A line break inside a Chinese sentence joins to
nothing; between two words of another script it is a space.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gazette.model.document import Trace
from gazette.model.source import Span
from gazette.text.fold import INVISIBLE

_WIDE = "\u3000"


@dataclass(slots=True)
class _Weft:
    """The text so far, and the runs it was read from."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Trace] = field(default_factory=list)

    def take(self, chars: str, at: int) -> None:
        """Append characters that stand at `at` in the source."""
        last = self.runs[-1] if self.runs else None
        here = self.length
        self.pieces.append(chars)
        self.length += len(chars)
        if last and last.at + last.length == here and last.start + last.length == at:
            self.runs[-1] = Trace(last.at, last.start, last.length + len(chars))
        else:
            self.runs.append(Trace(here, at, len(chars)))

    def add(self, char: str) -> None:
        """Append a character that the source does not show."""
        self.pieces.append(char)
        self.length += len(char)


def weave(
    source: str, spans: Sequence[Span], drop: frozenset[int] = frozenset(), *, tight: bool = False
) -> tuple[str, tuple[Trace, ...]]:
    """Join stretches of the source to one text.

    Args:
        source: The source's text.
        spans: The stretches, in order.
        drop: Positions of characters to leave out; each counts as white space.
        tight: Whether white space between Chinese characters is dropped too.

    Returns:
        The text, and for its characters the runs of the source they stand in.
    """
    weft = _Weft()
    space: list[int] = []
    joint = False
    for number, (first, last) in enumerate(spans):
        joint = joint or number > 0
        for match in _RUN.finditer(source, first, last):
            for start, end in _kept(match.start(), match.end(), drop):
                if source[start].isspace() or start in drop:
                    space += range(start, end)
                    continue
                if weft.pieces and (space or joint):
                    _bridge(weft, source, space, source[start], joint=joint, tight=tight)
                space, joint = [], False
                weft.take(source[start:end], start)
    return "".join(weft.pieces), tuple(weft.runs)


_RUN = re.compile(rf"\s+|[^\s{''.join(sorted(INVISIBLE))}]+")
"""White space, or characters that show something."""


def _kept(start: int, end: int, drop: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Part a run at the characters to leave out; each of those is a stretch of its own."""
    if not drop:
        yield start, end
        return
    at = start
    for hole in (index for index in range(start, end) if index in drop):
        if at < hole:
            yield at, hole
        yield hole, hole + 1
        at = hole + 1
    if at < end:
        yield at, end


def _bridge(
    weft: _Weft, source: str, space: list[int], char: str, *, joint: bool, tight: bool
) -> None:
    """Put what the white space between two characters means: one space, or nothing."""
    before = weft.pieces[-1][-1]
    latin = _is_latin(before) and _is_latin(char)
    if joint or tight or any(source[at] in "\n\r\x0b\x0c\x85\u2028\u2029" for at in space):
        if latin:
            weft.add(" ")
        return
    kept = next((at for at in space if source[at] == _WIDE), None)
    if kept is None:
        kept = next((at for at in space if source[at] == " "), None)
    if kept is None:
        weft.add(" ")
    else:
        weft.take(source[kept], kept)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
