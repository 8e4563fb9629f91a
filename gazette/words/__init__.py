"""The characters inside one pair of texts: what was struck out, what was put in.

`diff` gives runs as an editor would mark them; `edits` gives the same as places.  Cost stays
nearly linear: clauses that both texts have once are anchors, and only what lies between two
anchors is compared character by character.
"""

from gazette.model.comparison import Op, Run
from gazette.words.display import merge
from gazette.words.engine import Edits, raw_edits
from gazette.words.leaf import Hunk

__all__ = ["Edits", "Hunk", "diff", "edits", "replay"]


def edits(a: str, b: str) -> Edits:
    """Return the places where `a` and `b` differ, one for each change an editor would name.

    The places are in order and do not overlap; between two of them the texts are the same.
    """
    raw = raw_edits(a, b)
    return Edits(merge(a, b, raw.hunks), raw.cut)


def diff(a: str, b: str) -> tuple[Run, ...]:
    """Return the runs that lead from `a` to `b`.

    Equal and deleted runs joined give `a`, equal and inserted ones give `b`; a deletion stands
    before the insertion that replaces it.
    """
    runs: list[Run] = []
    at = 0
    for hunk in edits(a, b).hunks:
        runs.append(Run(Op.EQUAL, a[at : hunk.a0]))
        runs.append(Run(Op.DELETE, a[hunk.a0 : hunk.a1]))
        runs.append(Run(Op.INSERT, b[hunk.b0 : hunk.b1]))
        at = hunk.a1
    runs.append(Run(Op.EQUAL, a[at:]))
    return tuple(run for run in runs if run.text)


def replay(a: str, b: str, hunks: tuple[Hunk, ...]) -> str:
    """Apply `hunks` to `a`, taking only the new characters from `b`; gives `b` if they are right."""
    pieces: list[str] = []
    at = 0
    for hunk in hunks:
        pieces += (a[at : hunk.a0], b[hunk.b0 : hunk.b1])
        at = hunk.a1
    return "".join((*pieces, a[at:]))
