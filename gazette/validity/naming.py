"""Documents named in a text: 《…》, 《…》（文号）, 「…」 and bare numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from gazette.model.event import Target
from gazette.text.fold import squeeze
from gazette.text.numbers import FoundNumber, find_numbers
from gazette.validity.vocabulary import KINDS

_OPEN, _CLOSE = "《", "》"
_MAX_TITLE = 200
_MAX_BETWEEN = 24
_ORDER = re.compile(
    r"[(（](?P<printed>[^()（）]{0,24}(?:令|公告)第?\s?\d{1,5}\s?号|第\d{1,4}号令?)[)）]"
)
_BETWEEN = re.compile(r"\s{0,3}(?:的(?:通知|决定|意见|批复|公告))?\s{0,3}[(（]\s{0,3}$")
_CORNERS = re.compile(r"「([^「」\n]{2,120})」")
_ENDS_NUMBER = re.compile(r"\d\s{0,4}[号號]")
_MARKS = re.compile(r"[《》。\n]")
_TAIL = re.compile(r"[（(][^()（）]{1,20}[)）]$")


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in a text, and where."""

    title: str | None
    number: str | None
    """With its brackets folded."""
    start: int
    end: int

    @property
    def target(self) -> Target:
        """The document as something an event or a citation points to."""
        return Target(self.title, self.number, self.id)

    @property
    def id(self) -> str | None:
        """Its id in the archive, where a number gives one."""
        return id_of_number(self.number)


def id_of_number(number: str | None) -> str | None:
    """Return the id of the document with this number: code/year/serial."""
    found = find_numbers(number) if number else []
    if not found:
        return None
    parts = found[0].number
    return f"{parts.code}/{parts.year}/{parts.serial}"


def named(text: str) -> list[Named]:
    """Find the documents a text names, in order; a title with its number is one."""
    numbers = find_numbers(text) if _ENDS_NUMBER.search(text) else []
    starts = [number.start for number in numbers]
    titles = sorted([*outer_titles(text), *_cornered(text)])
    found = []
    used: set[int] = set()
    for start, end in titles:
        at = bisect_left(starts, end)
        after = numbers[at] if at < len(numbers) else None
        each = _with_number(text, (start, end), after)
        used.update(range(bisect_left(starts, start), at + (each.number is not None)))
        found.append(each)
    found += [
        Named(None, str(number.number), number.start, number.end)
        for at, number in enumerate(numbers)
        if at not in used
    ]
    return sorted(found, key=lambda each: each.start)


def outer_titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place of every outermost 《…》; one that never closes names nothing."""
    depth, start = 0, 0
    for mark in _MARKS.finditer(text):
        at, char = mark.start(), mark[0]
        if char == _OPEN:
            if depth == 0:
                start = at
            depth += 1
        elif char == _CLOSE and depth:
            depth -= 1
            if depth == 0 and at - start <= _MAX_TITLE:
                yield start, at + 1
        elif depth and at - start > _MAX_TITLE:
            depth = 0


def _cornered(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place of every 「…」 that ends as a document's title does: 「…作業要點」."""
    for match in _CORNERS.finditer(text):
        if _TAIL.sub("", match[1]).endswith(KINDS):
            yield match.span()


def _with_number(text: str, title: tuple[int, int], number: FoundNumber | None) -> Named:
    """Join a title with the number in brackets right after it."""
    start, end = title
    words = squeeze(text[start + 1 : end - 1])
    if (
        number
        and number.start - end <= _MAX_BETWEEN
        and _BETWEEN.fullmatch(text[end : number.start])
    ):
        close = number.end + (1 if text[number.end : number.end + 1] in ")）" else 0)
        return Named(words, str(number.number), start, close)
    order = _ORDER.match(text, end)
    if order:
        return Named(words, squeeze(order["printed"]), start, order.end())
    return Named(words, None, start, end)
