"""Turn links between provisions into pairs: what changed, and the runs that show it."""

from collections.abc import Sequence

from gazette.compare.body import Body, body
from gazette.compare.kinds import kinds
from gazette.model.comparison import Change, Op, Pair, Provision, Run
from gazette.text.fold import fold
from gazette.words import diff

_SPACE = " \t\u3000\xa0"
SLIDE = 4
"""The most characters that a change is moved so that it begins with a paragraph."""
_INVERSE = {Op.INSERT: Op.DELETE, Op.DELETE: Op.INSERT, Op.EQUAL: Op.EQUAL}


def make(
    old: Sequence[Provision], new: Sequence[Provision], *, renumbered: bool, moved: bool
) -> Pair:
    """Compare the provisions of one pair, either side of which may be empty."""
    a = "\n".join(one.text for one in old)
    b = "\n".join(one.text for one in new)
    if not new:
        return Pair(tuple(old), (), Change.DELETED, runs=_only(Op.DELETE, a))
    if not old:
        return Pair((), tuple(new), Change.ADDED, runs=_only(Op.INSERT, b))
    left, right = body(old[0]), body(new[0])
    runs = _label_apart(a, b, left.cut, right.cut)
    if len(old) == len(new) == 1 and same_words(left, right):
        typography = left.text != right.text
        return Pair(tuple(old), tuple(new), Change.SAME, renumbered, moved, typography, runs)
    found = kinds(runs, (_opening(a, left.cut), _opening(b, right.cut)))
    return Pair(tuple(old), tuple(new), Change.EDITED, renumbered, moved, False, runs, found)


def same_words(left: Body, right: Body) -> bool:
    """Tell whether two bodies say the same; a preamble that prints its title twice does.

    Only the preamble is looked at so: a copy that sets the title again over the first article adds
    no word to the rule.
    """
    if left.key == right.key:
        return True
    return not left.label and not right.label and _unrepeated(left) == _unrepeated(right)


def _unrepeated(one: Body) -> str:
    """Return the key of a preamble, later repetitions of its first line left out."""
    title, _, _ = one.text.partition("\n")
    head = fold(title)
    return head + one.key[len(head) :].replace(head, "") if len(head) > 3 else one.key


def _label_apart(a: str, b: str, cut_a: int, cut_b: int) -> tuple[Run, ...]:
    """Return the runs of label, gap and words one after the other, so that none runs into the next."""
    gap_a, gap_b = _opening(a, cut_a), _opening(b, cut_b)
    pieces = ((a[:cut_a], b[:cut_b]), (a[cut_a:gap_a], b[cut_b:gap_b]), (a[gap_a:], b[gap_b:]))
    found: list[Run] = []
    for run in (run for old, new in pieces for run in both_ways(old, new)):
        if found and found[-1].op is run.op is Op.EQUAL:
            found[-1] = Run(Op.EQUAL, found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def _opening(text: str, cut: int) -> int:
    """Return where the words begin behind a label and the space after it."""
    return len(text) - len(text[cut:].lstrip(_SPACE))


def both_ways(a: str, b: str) -> tuple[Run, ...]:
    """Return the runs from `a` to `b`; from `b` to `a` they are the same, with the signs exchanged."""
    if (len(a), a) <= (len(b), b):
        return settled(diff(a, b))
    turned = [Run(_INVERSE[run.op], run.text) for run in diff(b, a)]
    for index in range(len(turned) - 1):
        first, second = turned[index], turned[index + 1]
        if first.op is Op.INSERT and second.op is Op.DELETE:
            turned[index], turned[index + 1] = second, first
    return settled(turned)


def settled(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Let whole paragraphs come and go: 「。⏎新的一款」 before 「。」 becomes 「⏎新的一款。」."""
    found = list(runs)
    for index in range(1, len(found) - 1):
        before, run, after = found[index - 1 : index + 2]
        cut = run.text.find("\n")
        head = run.text[:cut]
        lone = before.op is after.op is Op.EQUAL and run.op is not Op.EQUAL
        if lone and 0 < cut <= SLIDE and after.text.startswith(head):
            found[index - 1] = Run(Op.EQUAL, before.text + head)
            found[index] = Run(run.op, run.text[cut:] + head)
            found[index + 1] = Run(Op.EQUAL, after.text[cut:])
    return tuple(run for run in found if run.text)


def _only(op: Op, text: str) -> tuple[Run, ...]:
    return (Run(op, text),) if text else ()
