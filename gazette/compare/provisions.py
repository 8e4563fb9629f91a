"""Cut parts into provisions: articles, else numbered paragraphs; the preamble stands before them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gazette.model.comparison import Provision
from gazette.model.document import Block, Part, Role
from gazette.structure import LADDER, find_label

_RANK = {rung.name: rank for rank, rung in enumerate(LADDER)}
_ARTICLE = _RANK["条"]
_PARAGRAPHS = (
    frozenset({_RANK["一、"], _RANK["（一）"], _RANK["㈠"]}),
    frozenset({_RANK["1.1"], _RANK["1."]}),
)
"""Labels that open a provision where there are no articles; the second set, where none of the first."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A block with the rank of its label, `None` where it has none."""

    block: Block
    rank: int | None

    @property
    def heads(self) -> bool:
        """Whether the block is a labelled heading on a line of its own."""
        return self.rank is not None and self.block.role is Role.HEADING


def provisions(parts: Sequence[Part]) -> tuple[Provision, ...]:
    """Cut `parts` into provisions, in the order of the text.

    An article takes its paragraphs and items with it.  Where a part has no articles, each numbered
    paragraph is a provision.  What stands before the first is one too, with an empty address.
    Headings right above a provision are no part of its text; they are in its `heading`, outermost
    first, one a line.

    Returns:
        Every block of `parts` once, in a text or a heading.
    """
    return tuple(one for part in parts for one in of_part(part))


def of_part(part: Part) -> tuple[Provision, ...]:
    """Cut one part into provisions."""
    lines = [_line(block) for block in part.blocks]
    starts = _starts(lines)
    return _cut(lines, starts)


def _line(block: Block) -> _Line:
    label = find_label(block.text) if block.label else None
    return _Line(block, label.rung if label else None)


def _starts(lines: Sequence[_Line]) -> frozenset[int]:
    """Return the indices of the lines that open a provision."""
    articles = [index for index, line in enumerate(lines) if line.rank == _ARTICLE]
    if articles:
        return _in_count(lines, articles)
    for ranks in _PARAGRAPHS:
        found = frozenset(index for index, line in enumerate(lines) if line.rank in ranks)
        if found:
            return found
    return frozenset()


def _in_count(lines: Sequence[_Line], articles: Sequence[int]) -> frozenset[int]:
    """Keep the articles that count on; a line that quotes another article (第五条第二款) does not.

    The longest run whose numbers never fall is taken, anew from each 第一条.
    """
    kept: set[int] = set()
    run: list[int] = []
    for index in articles:
        if run and _number(lines[index]) == 1 and _number(lines[run[-1]]) > 1:
            kept.update(_longest_rise(lines, run))
            run = []
        run.append(index)
    kept.update(_longest_rise(lines, run))
    return frozenset(kept)


def _number(line: _Line) -> int:
    label = find_label(line.block.text)
    return (label.count or 0) if label else 0


def _longest_rise(lines: Sequence[_Line], run: Sequence[int]) -> list[int]:
    """Return the longest subsequence of `run` whose article numbers never fall."""
    tops: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for index in run:
        number = _number(lines[index])
        place = bisect_right(tops, number)
        before[index] = last[place - 1] if place else None
        tops[place : place + 1] = [number]
        last[place : place + 1] = [index]
    kept: list[int] = []
    step: int | None = last[-1] if last else None
    while step is not None:
        kept.append(step)
        step = before[step]
    return kept


def _cut(lines: Sequence[_Line], starts: frozenset[int]) -> tuple[Provision, ...]:
    """Gather lines into provisions."""
    found: list[Provision] = []
    path: list[_Line] = []
    body: list[_Line] = []
    under: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if _only_heads(lines, index, starts):
            _close(found, body, under)
            path = [above for above in path if (above.rank or 0) < (line.rank or 0)]
            path.append(line)
            body = []
            under = tuple(above.block.text for above in path)
            continue
        if index in starts:
            _close(found, body, under)
            if line.rank is not None:
                path = [above for above in path if (above.rank or 0) < line.rank]
            under = tuple(above.block.text for above in path)
            body = []
        body.append(line)
    _close(found, body, under)
    return tuple(found)


def _only_heads(lines: Sequence[_Line], index: int, starts: frozenset[int]) -> bool:
    """Tell whether a line is a heading and nothing but: a deeper heading or a provision follows."""
    line = lines[index]
    if not line.heads or index + 1 >= len(lines):
        return False
    below = lines[index + 1]
    if below.rank is None or line.rank is None or below.rank <= line.rank:
        return False
    return index + 1 in starts or _only_heads(lines, index + 1, starts)


def _close(found: list[Provision], body: Sequence[_Line], under: tuple[str, ...]) -> None:
    if not body:
        return
    first = body[0].block
    opens = first.label is not None
    found.append(
        Provision(
            address=first.address if opens else "",
            label=first.label if opens else None,
            text="\n".join(line.block.text for line in body),
            heading="\n".join(under) or None,
        )
    )
