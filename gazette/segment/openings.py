"""Where documents start."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.grammar import (
    CONTENTS,
    is_addressees,
    is_adoption,
    is_date_line,
    is_number_line,
    is_order_head,
    is_title_line,
    is_whole_title,
    names_a_kind,
)
from gazette.segment.organs import is_organ, is_organ_row
from gazette.structure import find_label
from gazette.text.fold import fold, squeeze

_READING = re.compile(
    r"(?:关于)?《.{4,120}》(?:的)?(?:政策)?(?:解读|解讀|图解|答记者问|政策问答|起草说明)|"
    r"[^。；《》]{4,80}(?:通知|意见|办法|规定|方案|条例|细则|规划|决定|措施)(?:的)?(?:政策)?(?:解读|解讀|图解)|"
    r"(?:关于)?(?:政策)?解读[:：]?《.{4,120}》.{0,12}"
)
_PEOPLE = re.compile(
    r".{2,30}(?:任免人员|任免名单|任免职名单|人事任免|干部任免|任免工作人员|任免职通知)(?:名单)?"
)
_ABOUT = re.compile(r"《.{2,30}(?:公报|公報)》(?:简介|簡介|征订启事)|(?:本刊|公报)简介")
_DATED_HEAD = re.compile(
    r"(.{2,60}?)\s{1,12}中華民國\s?\d{1,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
_COMPLETE = re.compile(r"(?:关于|關於|印发|转发|发布|批转|公布|《)")
LINES = 6
"""A title is set on no more lines than this."""
LETTERS = 240


def _joined(draft: Draft, pieces: Iterable[Piece]) -> str:
    return "".join(draft.read(piece) for piece in pieces)


def _live(draft: Draft, index: int) -> bool:
    return 0 <= index < len(draft.pieces) and draft.pieces[index].tag is Tag.TEXT


def _title_above(draft: Draft, index: int) -> int | None:
    """Return the first line of the title that ends just above `index`."""
    best = None
    for first in range(index - 1, max(-1, index - 1 - LINES), -1):
        if not _live(draft, first) or not is_title_line(draft.read(draft.pieces[first])):
            break
        whole = _joined(draft, draft.pieces[first:index])
        if len(whole) > LETTERS:
            break
        if is_whole_title(whole) or is_order_head(draft.read(draft.pieces[index - 1])):
            best = first
            if not _goes_on_above(draft, first):
                break
    return best


def _goes_on_above(draft: Draft, first: int) -> bool:
    """Tell whether the line above belongs to the title too: the organs, or its first half."""
    if not _live(draft, first - 1):
        return False
    text = draft.read(draft.pieces[first])
    if re.match(r"(?:关于|關於|印发|转发|《)", text):
        return is_organ_row(draft.read(draft.pieces[first - 1]))
    return not _COMPLETE.search(text)


def numbered(draft: Draft) -> list[int]:
    """A title, and a document number below it."""
    return [
        first
        for index, piece in enumerate(draft.pieces)
        if piece.tag is Tag.TEXT and is_number_line(draft.read(piece))
        if (first := _title_above(draft, index)) is not None
    ]


def addressed(draft: Draft) -> list[int]:
    """A title, and those it is addressed to below it."""
    return [
        first
        for index, piece in enumerate(draft.pieces)
        if piece.tag is Tag.TEXT and is_addressees(draft.read(piece))
        if (first := _title_above(draft, index)) is not None
    ]


def ordered(draft: Draft) -> list[int]:
    """An organ and the kind of its document, its date and its number below them."""
    found = []
    for index, piece in enumerate(draft.pieces):
        if piece.tag is not Tag.TEXT or not _is_order(draft, index):
            continue
        first = index
        while _live(draft, first - 1) and is_organ(draft.read(draft.pieces[first - 1])):
            first -= 1
        found.append(first)
    return found


def _is_order(draft: Draft, index: int) -> bool:
    """Tell whether 內政部令 stands here, its date on the same line or the next."""
    piece = draft.pieces[index]
    if piece.end - piece.start > 90:
        return False
    text = draft.read(piece)
    below = [draft.read(each) for each in draft.pieces[index + 1 : index + 3]]
    if below and is_number_line(below[0]) and _DATED_HEAD.fullmatch(text):
        return True
    return (
        len(below) == 2
        and is_order_head(text)
        and is_date_line(below[0])
        and is_number_line(below[1])
    )


def titled(draft: Draft) -> list[int]:
    """A title that tells what follows: an interpretation, a list of people, about the gazette."""
    found: list[int] = []
    for index, piece in enumerate(draft.pieces):
        if piece.tag is not Tag.TEXT or find_label(draft.read(piece)):
            continue
        if found and index <= found[-1] + TITLED:
            continue
        if any(_tells(draft, index, length) for length in range(1, TITLED + 1)):
            found.append(index)
    return found


def _tells(draft: Draft, index: int, length: int) -> bool:
    """Tell whether the `length` lines from `index` are such a title, and text follows."""
    lines = draft.pieces[index : index + length]
    if len(lines) < length or lines[-1].end - lines[0].start > 140 + length:
        return False
    text = _joined(draft, lines)
    if length > 1 and not (text.startswith("《") and "》" not in draft.read(lines[0])):
        return False
    shaped = any(shape.fullmatch(text) for shape in (_READING, _PEOPLE, _ABOUT))
    return shaped and all(_live(draft, at) for at in range(index, index + length + 1))


TITLED = 3
"""Such a title is set on no more lines than this."""


def entries(draft: Draft) -> list[int]:
    """The first line of each entry of a list page: its title, or else its text."""
    stamps = [index for index, piece in enumerate(draft.pieces) if piece.tag is Tag.STAMP]
    found = []
    for before, stamp in zip([-1, *stamps], stamps, strict=False):
        first = _entry_start(draft, before + 1, stamp)
        if first is not None:
            found.append(first)
    return found


def _entry_start(draft: Draft, start: int, end: int) -> int | None:
    """Return where the document of an entry starts; what stands before is the page's."""
    live = [index for index in range(start, end) if _live(draft, index)]
    for sign in (_is_headed, _is_named):
        for index in live:
            if sign(draft, index, end):
                return _first_of_line(draft, index, start)
    return None


def _first_of_line(draft: Draft, index: int, start: int) -> int:
    """Return where the line that `index` was cut from starts, or the title above it."""
    line = draft.pieces[index].line
    while index > start and _live(draft, index - 1) and draft.pieces[index - 1].line == line:
        index -= 1
    above = draft.read(draft.pieces[index - 1]) if _live(draft, index - 1) else ""
    titled = index > start and is_title_line(above) and names_a_kind(above)
    return index - titled


def _is_headed(draft: Draft, index: int, end: int) -> bool:
    """Tell whether a title, addressees, a number or text start here."""
    text = draft.read(draft.pieces[index])
    if _starts_text(text):
        return True
    if not (_COMPLETE.search(text) or is_organ_row(text)) or not is_title_line(text):
        return False
    joined = (draft.pieces[index : min(end, index + length)] for length in range(1, 5))
    return any(is_whole_title(_joined(draft, pieces)) for pieces in joined) or (
        len(text) >= LEAST and _long_follows(draft, index, end)
    )


def _is_named(draft: Draft, index: int, end: int) -> bool:
    """Tell whether a line names a kind of document, and its text follows."""
    text = draft.read(draft.pieces[index])
    return is_title_line(text) and names_a_kind(text) and _long_follows(draft, index, end)


LEAST = 12
"""A title of a list that names no kind of document is at least this long."""


def _starts_text(text: str) -> bool:
    """Tell whether a line is the start of a document and no line of the page around it."""
    return (
        is_whole_title(text)
        or is_addressees(text)
        or is_number_line(text)
        or (len(text) >= 60 and "。" in text)
        or bool(re.match(r"第一[章条]\s", text))
    )


def _long_follows(draft: Draft, index: int, end: int) -> bool:
    following = draft.pieces[index + 1 : min(end, index + 4)]
    return any(
        _starts_text(draft.read(piece)) or find_label(draft.read(piece)) for piece in following
    )


def listed(draft: Draft) -> list[int]:
    """A line that is the title of an entry of the contents."""
    wanted = {fold(entry.title) for entry in draft.contents if len(entry.title) >= SHORTEST}
    if not wanted:
        return []
    starts = {title[:SHORTEST] for title in wanted}
    found = []
    for index, piece in enumerate(draft.pieces):
        if piece.tag is not Tag.TEXT or piece.end - piece.start > LETTERS:
            continue
        if fold(draft.read(piece)[: 2 * SHORTEST])[:SHORTEST] not in starts:
            continue
        lines = (draft.pieces[index : index + length] for length in range(1, LINES))
        if any(fold(_joined(draft, each)) in wanted for each in lines):
            found.append(index)
    return found


def adopted(draft: Draft) -> list[int]:
    """A title with the note of its adoption below it, that no notice above it issues."""
    return [
        index
        for index, piece in enumerate(draft.pieces[:-1])
        if piece.tag is Tag.TEXT
        and is_title_line(draft.read(piece))
        and names_a_kind(draft.read(piece))
        and _live(draft, index + 1)
        and is_adoption(draft.read(draft.pieces[index + 1]))
        and not _is_issued(draft, index)
    ]


def _is_issued(draft: Draft, index: int) -> bool:
    """Tell whether the text shortly above names the instrument that starts at `index`."""
    name = fold(draft.read(draft.pieces[index]))
    above = draft.pieces[max(0, index - REACH) : index]
    return any(name in fold(draft.read(piece)) for piece in above if piece.tag is Tag.TEXT)


REACH = 30
"""A notice that issues an instrument is no longer than this many lines."""
SHORTEST = 4
"""A shorter title of the contents may stand anywhere."""


def whole(draft: Draft) -> list[int]:
    """The source is one document: it starts at its title, else at its first line of text."""
    live = [index for index in range(len(draft.pieces)) if _live(draft, index)]
    for index in live[:40]:
        text = draft.read(draft.pieces[index])
        if is_title_line(text) and (is_whole_title(text) or names_a_kind(squeeze(text))):
            return [index]
        if (
            (len(text) >= 30 and "。" in text)
            or find_label(text)
            or _addresses(draft, index)
            or squeeze(text) in CONTENTS
        ):
            return [index]
    return live[:1]


def _addresses(draft: Draft, index: int) -> bool:
    """Tell whether addressees start here, on one line or broken over two."""
    pair = draft.pieces[index : index + 2]
    return any(is_addressees(_joined(draft, pair[:length])) for length in (1, 2))


SIGNS: tuple[Callable[[Draft], list[int]], ...] = (
    numbered,
    addressed,
    ordered,
    titled,
    listed,
    adopted,
    entries,
)
"""Each finds documents by one sign; all of them are asked."""
LAST: tuple[Callable[[Draft], list[int]], ...] = (whole,)
"""Asked one after the other where no sign was found."""


def openings(draft: Draft) -> Draft:
    """Mark the pieces at which documents start."""
    found = {index for sign in SIGNS for index in sign(draft)}
    for sign in LAST:
        found = found or set(sign(draft))
    marked = list(draft.pieces)
    for index in _first_of_each(draft, sorted(found)):
        marked[index] = replace(marked[index], opens=True)
    return replace(draft, pieces=tuple(marked))


def _first_of_each(draft: Draft, found: list[int]) -> list[int]:
    """Drop a start inside the head of the document that starts just before it."""
    stamps = [index for index, piece in enumerate(draft.pieces) if piece.tag is Tag.STAMP]
    kept: list[int] = []
    for index in found:
        if kept and index - kept[-1] <= LINES:
            same = bisect_right(stamps, kept[-1]) == bisect_right(stamps, index)
            head = draft.pieces[kept[-1] : index]
            if same and all(_is_head(draft, piece) for piece in head):
                continue
        kept.append(index)
    return kept


def _is_head(draft: Draft, piece: Piece) -> bool:
    text = draft.read(piece)
    return piece.tag is not Tag.TEXT or is_title_line(text) or is_number_line(text)


def strays(draft: Draft) -> Draft:
    """Set aside what stands before the first document, and between a stamp and the next."""
    marked = list(draft.pieces)
    inside = seen = False
    for index, piece in enumerate(marked):
        inside = (inside or piece.opens) and piece.tag is not Tag.STAMP
        seen = seen or inside
        if piece.tag is Tag.TEXT and not inside:
            colophon = draft.contents and not seen
            marked[index] = piece.set_aside("colophon" if colophon else "outside the documents")
    return replace(draft, pieces=tuple(marked))
