"""Titles broken into balanced lines, at places where the meaning allows it."""

import re
from functools import cache
from math import ceil

from gazette.render import words

_NOT_FIRST = "，。、；：！？）》」』】〕〉”’…—·的和与及之等"
"""A line of a title never begins with one of these."""
_NOT_LAST = "（《「『【〔〈“‘和与及"
"""Nor ends with one of these."""
_BAD = 1_000.0
_PAIRS = {"《": ("》", 10.0), "“": ("”", 40.0), "（": ("）", 40.0), "(": (")", 40.0)}
"""What a pair of marks holds together, and what it costs to break a line inside."""
_TOO_LONG = 4.0
"""What that costs where the pair holds more than a line."""
_STUMP = 15.0
"""What it costs besides to leave a few characters alone beside their mark: 《关于."""
_COUNTED = "年月日号届次"
"""A digit is not cut off from one of these."""


def lines(title: str, longest: int) -> tuple[str, ...]:
    """Break a title into as few lines as it needs, of like length, between words.

    White space in the title is where the printed one broke: it is kept as a place to break, and
    dropped from the ends of lines.

    Args:
        title: The title.
        longest: Most characters of a line; Latin letters and digits count half.

    Returns:
        Its lines; joined they give the title, less the white space at the breaks.
    """
    clean = " ".join(title.split())
    fewest = max(1, ceil(_width(clean) / longest))
    if fewest == 1:
        return (clean,)
    tries = [_broken(clean, count, longest) for count in (fewest, fewest + 1)]
    cost, chosen = min(tries, key=lambda found: found[0])
    return chosen if cost < _BAD * fewest else tuple(_chopped(clean, longest))


_ORGAN_ENDS = "厅局委会部室院处署办府"
_QUOTED = re.compile(r"《[^《》]{0,200}》")


def plain(title: str) -> str:
    """Return a title on one line: white space that only marked a line's end is dropped.

    White space that means something stays: between two organs (民政厅 财政厅), and between the two
    halves of a headline, which names no document.
    """
    clean = " ".join(title.split())
    if "关于" not in clean:
        return clean
    clean = _QUOTED.sub(lambda quoted: _joined(quoted[0]), clean)
    halves = clean.split(" ")
    out = halves[0]
    for half in halves[1:]:
        between_organs = out[-1:] in _ORGAN_ENDS and not half.startswith(("关于", "《", "（", "("))
        between_latin = out[-1:].isascii() and half[:1].isascii()
        out += (" " if between_organs or between_latin else "") + half
    return out


def _joined(text: str) -> str:
    """Drop white space between Chinese characters, keep it between Latin words."""
    return _BETWEEN_CHINESE.sub("", text)


_BETWEEN_CHINESE = re.compile(r"(?<![\x21-\x7e]) | (?![\x21-\x7e])")


def _chopped(text: str, longest: int) -> list[str]:
    return [text[at : at + longest] for at in range(0, len(text), longest)]


def _width(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    return sum(0.55 if char.isascii() else 1 for char in text)


def _held(text: str, longest: int) -> list[float]:
    """Return for each index what it costs to break before it, inside marks that hold together."""
    costs = [0.0] * (len(text) + 1)
    for start, mark in enumerate(text):
        closing, cost = _PAIRS.get(mark, ("", 0.0))
        end = text.find(closing, start) if closing else -1
        if end > start:
            whole = _width(text[start : end + 1]) <= longest
            for at in range(start + 1, end + 1):
                costs[at] += cost if whole else min(cost, _TOO_LONG)
                costs[at] += _STUMP if at - start <= 4 or end - at <= 2 else 0
    return costs


def _broken(text: str, count: int, longest: int) -> tuple[float, tuple[str, ...]]:
    """Return the cheapest way to break `text` into `count` lines, and what it costs."""
    ideal = _width(text) / count
    held = _held(text, longest)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 1:
            rest = text[start:].strip()
            return _length_cost(rest, ideal, longest), (rest,)
        found: tuple[float, tuple[str, ...]] = (float("inf"), ())
        for end in range(start + 2, min(len(text) - 1, start + 2 * longest)):
            line = text[start:end].strip()
            cost = _length_cost(line, ideal, longest) + break_cost(text, end) + held[end]
            if cost < found[0]:
                more, others = best(end, left - 1)
                if cost + more < found[0]:
                    found = (cost + more, (line, *others))
        return found

    cost, chosen = best(0, count)
    return cost + 6 * count, chosen


def _length_cost(line: str, ideal: float, longest: int) -> float:
    width = _width(line)
    return ((width - ideal) / 2) ** 2 if 0 < width <= longest else _BAD


def break_cost(text: str, at: int) -> float:
    """Return how bad a break of `text` before index `at` is: 0 is best, 1000 never."""
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return _BAD
    if before == " " or after == " ":
        return 0
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return _BAD
    if before.isdigit() and after in _COUNTED:
        return _BAD
    return words.break_cost(text, at)
