"""Where a Chinese title may break: a small list of words that stay whole, and of good places."""

import tomllib
from functools import lru_cache

from gazette.config import data_text

_LONGEST = 8
_INSIDE, _UNKNOWN, _BETWEEN, _GOOD = 60.0, 14.0, 8.0, 2.0


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    table = tomllib.loads(data_text("titles.toml"))
    return frozenset(table["whole"]), tuple(table["break_after"]), tuple(table["break_before"])


def break_cost(text: str, at: int) -> float:
    """Return how bad a break before index `at` is, by the words around it.

    Args:
        text: The title.
        at: An index inside it.
    """
    whole, after, before = _lists()
    if any(text.endswith(word, 0, at) for word in after) or any(
        text.startswith(word, at) for word in before
    ):
        return _GOOD
    if _cuts_a_word(text, at, whole):
        return _INSIDE
    ends = any(text[max(0, at - n) : at] in whole for n in range(2, _LONGEST + 1))
    begins = any(text[at : at + n] in whole for n in range(2, _LONGEST + 1))
    return _BETWEEN if ends or begins else _UNKNOWN


def _cuts_a_word(text: str, at: int, whole: frozenset[str]) -> bool:
    for start in range(max(0, at - _LONGEST + 1), at):
        for end in range(at + 1, min(len(text), start + _LONGEST) + 1):
            if text[start:end] in whole:
                return True
    return False
