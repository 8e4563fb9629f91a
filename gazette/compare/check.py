"""Check a comparison against the texts it was made from: nothing lost, nothing added."""

from collections.abc import Iterable, Sequence

from gazette.compare.body import body
from gazette.compare.pairs import same_words
from gazette.compare.provisions import provisions
from gazette.errors import RenderError
from gazette.model.comparison import Change, Comparison, Op, Pair, Provision
from gazette.model.document import Part

_HINT = "Compare the two texts again; if it stays so, this is a bug worth reporting."


def check_table(comparison: Comparison, old: Sequence[Part], new: Sequence[Part]) -> None:
    """Check that joining the cells of a comparison table gives both texts back.

    Raises:
        RenderError: A provision is missing, there twice or not as the text has it; the runs of a
            pair do not give its two texts; or a pair called the same has other words.
    """
    _check_side("old", (one for pair in comparison.pairs for one in pair.old), provisions(old))
    _check_side("new", (one for pair in comparison.pairs for one in pair.new), provisions(new))
    for pair in comparison.pairs:
        _check_pair(pair)


def _check_side(side: str, shown: Iterable[Provision], held: Sequence[Provision]) -> None:
    key = _key
    if sorted(shown, key=key) != sorted(held, key=key):
        raise RenderError(f"The table does not give the {side} text back.", _HINT)


def _key(one: Provision) -> tuple[str, str, str]:
    return one.address, one.text, one.heading or ""


def _check_pair(pair: Pair) -> None:
    old = "".join(run.text for run in pair.runs if run.op is not Op.INSERT)
    new = "".join(run.text for run in pair.runs if run.op is not Op.DELETE)
    where = " / ".join(one.address for one in (*pair.old, *pair.new)) or "the preamble"
    if old != cell(pair.old) or new != cell(pair.new):
        raise RenderError(f"The changes shown at {where} do not give both texts.", _HINT)
    if (pair.change is Change.ADDED) == bool(pair.old) or (pair.change is Change.DELETED) == bool(
        pair.new
    ):
        raise RenderError(f"The change at {where} is not what its two sides say.", _HINT)
    if pair.change is Change.SAME and not _same(pair):
        raise RenderError(f"What is called the same at {where} has other words.", _HINT)


def _same(pair: Pair) -> bool:
    """Tell whether a pair is one provision on each side, and their words are the same."""
    if len(pair.old) != 1 or len(pair.new) != 1:
        return False
    return same_words(body(pair.old[0]), body(pair.new[0]))


def cell(side: Sequence[Provision]) -> str:
    """Return the text of one cell: the provisions of one side, one after the other."""
    return "\n".join(one.text for one in side)
