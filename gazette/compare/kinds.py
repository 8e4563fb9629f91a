"""What kind of words changed in a pair: a date, a number, a citation, or the wording."""

import re
from collections.abc import Iterator, Sequence

from gazette.model.comparison import Op, Run
from gazette.text.dates import find_dates
from gazette.text.fold import fold
from gazette.text.numerals import CHINESE_NUMERAL

NUMERALS = frozenset(CHINESE_NUMERAL + "0123456789")
CITATION, DATE, NUMERAL, WORDING = "citation", "date", "numeral", "wording"
ORDER = (CITATION, DATE, NUMERAL, WORDING)
"""The kinds in the order they are given; typography is told apart before."""
_UNITS = frozenset("年月日")
_CITED = re.compile(rf"^[{CHINESE_NUMERAL}0-9]{{0,7}}\s?[条條款项項目章节節]")
_CALENDAR = re.compile(rf"^[{CHINESE_NUMERAL}0-9]{{0,5}}\s?[年月日]")


def kinds(runs: Sequence[Run], labels: tuple[int, int] = (0, 0)) -> tuple[str, ...]:
    """Return the kinds of words that changed.

    Args:
        runs: Of one pair, from its start.
        labels: How many characters of the old and of the new text are the label; a change of it
            is a renumbering and no change of words.
    """
    found = {_kind(*change) for change in _changes(runs, labels)}
    return tuple(kind for kind in ORDER if kind in found)


def _changes(runs: Sequence[Run], labels: tuple[int, int]) -> Iterator[tuple[str, str, str, str]]:
    """Yield each change with the text before and after it; changes of typography are left out."""
    at_old = at_new = index = 0
    while index < len(runs):
        out = into = ""
        while index < len(runs) and runs[index].op is not Op.EQUAL:
            run = runs[index]
            out, into = (out + run.text, into) if run.op is Op.DELETE else (out, into + run.text)
            index += 1
        after = runs[index].text if index < len(runs) else ""
        if at_old >= labels[0] and at_new >= labels[1] and fold(out) != fold(into):
            yield _before(runs, index), out, into, after[:12]
        at_old += len(out) + len(after)
        at_new += len(into) + len(after)
        index += 1


def _before(runs: Sequence[Run], index: int) -> str:
    """Return the last characters of the equal run before the change that ends at `index`."""
    for run in reversed(runs[:index]):
        if run.op is Op.EQUAL:
            return run.text[-12:]
    return ""


def _kind(before: str, out: str, into: str, after: str) -> str:
    """Name one change."""
    sides = [text for text in (fold(out), fold(into)) if text]
    if all(_is_date(text) for text in sides):
        return DATE
    if not all(_numeric(text) for text in sides):
        return WORDING
    following = fold(after) if sides[-1][-1] in NUMERALS else sides[-1][-1]
    if _CITED.match(following) and _opened(before, "第"):
        return CITATION
    if _CITED.match(following) and sides[-1].startswith("第"):
        return CITATION
    return DATE if _CALENDAR.match(following) else NUMERAL


def _is_date(text: str) -> bool:
    """Tell whether a change is of dates, or of parts of one, and no more than a word beside."""
    if any(char in _UNITS for char in text) and all(c in NUMERALS or c in _UNITS for c in text):
        return True
    dates = sum(date.end - date.start for date in find_dates(text))
    return dates > 0 and len(text) - dates <= 2


def _numeric(text: str) -> bool:
    """Tell whether a change is of numerals, with the unit or mark that goes with them at most."""
    rest = text.strip("第条條款项項年月日%.之")
    return bool(rest) and all(char in NUMERALS for char in rest)


def _opened(before: str, mark: str) -> bool:
    """Tell whether `mark` and perhaps numerals stand right before the change."""
    return before.rstrip("".join(NUMERALS)).endswith(mark)
