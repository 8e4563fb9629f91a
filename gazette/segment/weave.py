"""From stretches of the source to a block's text, and back: each character keeps its place.

White space inside a line is kept, one for a run.  A line break inside a Chinese sentence joins to
nothing; between two words of another script it is a space.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gazette.model.document import Trace
from gazette.model.source import Span
from gazette.text.fold import INVISIBLE

_WIDE = "\u3000"


@dataclass(slots=True)
class _Weft:
    """The text so far, and the runs it was read from."""

    chars: list[str] = field(default_factory=list)
    runs: list[Trace] = field(default_factory=list)

    def take(self, char: str, at: int) -> None:
        """Append a character that stands at `at` in the source."""
        last = self.runs[-1] if self.runs else None
        here = len(self.chars)
        self.chars.append(char)
        if last and last.at + last.length == here and last.start + last.length == at:
            self.runs[-1] = Trace(last.at, last.start, last.length + 1)
        else:
            self.runs.append(Trace(here, at, 1))

    def add(self, char: str) -> None:
        """Append a character that the source does not show."""
        self.chars.append(char)


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
    for number, (start, end) in enumerate(spans):
        joint = joint or number > 0
        for at in range(start, end):
            char = source[at]
            if char in INVISIBLE:
                continue
            if char.isspace() or at in drop:
                space.append(at)
                continue
            if weft.chars and (space or joint):
                _bridge(weft, source, space, char, joint=joint, tight=tight)
            space, joint = [], False
            weft.take(char, at)
    return "".join(weft.chars), tuple(weft.runs)


def _bridge(
    weft: _Weft, source: str, space: list[int], char: str, *, joint: bool, tight: bool
) -> None:
    """Put what the white space between two characters means: one space, or nothing."""
    before = weft.chars[-1]
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
