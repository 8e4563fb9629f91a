"""What stands before the items of a gazette: cover, masthead, contents, colophon."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gazette.model.document import ContentsEntry
from gazette.model.source import Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.grammar import CONTENTS
from gazette.text.fold import squeeze
from gazette.text.numbers import find_numbers

_HEADING = CONTENTS | {"本期目录", "本期目录：", "本期目次"}
_PAGE = re.compile(
    r"(?:[.．·…\s]{0,80}[(（]\s{0,2}(\d{1,4})\s{0,2}[)）]|[.．·…]{2,80}\s{0,4}(\d{1,4}))$"
)
_ISSUE = re.compile(r"((?:19|20)\d{2})\s{0,2}年\s{0,2}第\s{0,2}(\d{1,3})\s{0,2}[期号號]")
_SECTION = re.compile(
    r"(?:卷首语|.{0,12}(?:文件|法规|规章|解读|任免|要闻|大事记|公告|决定|公报|政令|政府令|专栏|机构|名单))"
)
REACH = 8
"""After the last entry no more than this many lines pass before the next one."""
LONGEST = 8
"""Lines an entry is wrapped over at most."""


def front_matter(draft: Draft) -> Draft:
    """Set the cover, the masthead and the contents of a gazette aside and read the contents."""
    heads = [i for i, piece in enumerate(draft.pieces) if _is_heading(draft, piece)]
    for head in heads:
        last = _last_entry(draft, head)
        if last is not None:
            return _read(draft, head, last)
    return draft


def _is_heading(draft: Draft, piece: Piece) -> bool:
    short = piece.end - piece.start <= 12
    return piece.tag is Tag.TEXT and short and squeeze(draft.read(piece)) in _HEADING


def _last_entry(draft: Draft, head: int) -> int | None:
    """Return the last line of the contents below `head`, `None` if none has a page."""
    last = None
    for index in range(head + 1, len(draft.pieces)):
        if index - (last or head) > REACH:
            break
        if _PAGE.search(draft.read(draft.pieces[index])):
            last = index
    return last


def _read(draft: Draft, head: int, last: int) -> Draft:
    """Set everything up to the last entry aside, and keep what it says."""
    cover = [draft.pieces[index] for index in range(head)]
    marked = list(draft.pieces)
    for index, piece in enumerate(marked[: last + 1]):
        if piece.tag is Tag.TEXT:
            marked[index] = piece.set_aside("cover and masthead" if index < head else "contents")
    return replace(
        draft,
        pieces=tuple(marked),
        contents=tuple(_entries(draft, draft.pieces[head + 1 : last + 1])),
        gazette=_issue(draft, cover),
    )


def _issue(draft: Draft, cover: list[Piece]) -> tuple[str, Span] | None:
    """Read which issue the cover says this is."""
    for piece in cover:
        match = _ISSUE.search(draft.text, piece.start, piece.end)
        if match:
            return f"{match[1]}年第{match[2]}期", Span(*match.span())
    return None


def _entries(draft: Draft, lines: tuple[Piece, ...]) -> Iterator[ContentsEntry]:
    """Join the lines of each entry; a line without a page between entries names a section."""
    section: str | None = None
    group: list[Piece] = []
    for number, piece in enumerate(lines):
        text = draft.read(piece)
        if not group and _is_section(text, lines[number + 1 : number + 2]):
            section = text
            continue
        group.append(piece)
        if _PAGE.search(text) or len(group) >= LONGEST:
            yield _entry(draft, section, group)
            group = []


def _is_section(text: str, following: tuple[Piece, ...]) -> bool:
    apart = bool(following) and following[0].gap
    return (
        len(text) <= 12
        and not _PAGE.search(text)
        and (apart or bool(_SECTION.fullmatch(squeeze(text))))
    )


def _entry(draft: Draft, section: str | None, group: list[Piece]) -> ContentsEntry:
    text = "".join(draft.read(piece) for piece in group)
    match = _PAGE.search(text)
    page = int(match[1] or match[2]) if match else None
    title = text[: match.start()] if match else text
    numbers = find_numbers(title)
    number = None
    if numbers and re.fullmatch(r"[)）\].．…\s]{0,8}", title[numbers[-1].end :]):
        number = str(numbers[-1].number)
        title = title[: numbers[-1].start].rstrip("(（ ")
    span = Span(group[0].start, group[-1].end)
    return ContentsEntry(section, title.rstrip(".．…· "), number, page, span)
