"""What a page adds below a document: links, files to fetch, related readings."""

import re
from collections.abc import Iterator
from dataclasses import replace

from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.grammar import attachment_mark, is_stored_file

_LINK = re.compile(r"(?:政策文件|政策解读|原文链接|来源|链接)?[:：]?\s{0,2}https?://\S{4,400}")
_RELATED = re.compile(r"(?:相关解读|相关链接|相关阅读|相关文件|相关新闻)\s?[:：].{0,160}")
_SCAN = re.compile(r".{0,6}扫一扫.{0,16}")
_LABEL = re.compile(r"(?:解读材料|相关解读|政策解读)\s?[:：]")


def tails(draft: Draft) -> Draft:
    """Set aside what stands below each document."""
    marked = list(draft.pieces)
    for start, end in documents(tuple(marked)):
        for index, reason in _below(draft, marked, start, end):
            marked[index] = marked[index].set_aside(reason)
    return replace(draft, pieces=tuple(marked))


def documents(pieces: tuple[Piece, ...]) -> Iterator[tuple[int, int]]:
    """Return the pieces `[start, end)` of each document; stamps and starts bound them."""
    start: int | None = None
    for index, piece in enumerate(pieces):
        if piece.opens or piece.tag is Tag.STAMP:
            if start is not None:
                yield start, index
            start = index if piece.opens else None
    if start is not None:
        yield start, len(pieces)


def _below(draft: Draft, pieces: list[Piece], start: int, end: int) -> Iterator[tuple[int, str]]:
    """Walk up from the end of a document over what is not its text."""
    live = [index for index in range(start + 1, end) if pieces[index].tag is Tag.TEXT]
    marks = [i for i in live if attachment_mark(draft.read(pieces[i]))]
    announced = [i for i in marks if not is_stored_file(draft.read(pieces[i]))]
    for index in reversed(live):
        text = draft.read(pieces[index])
        reason = _reason(text, held=bool(announced) and index > announced[0])
        if reason is None and _is_related_title(draft, pieces, index):
            reason = "related reading"
        if reason is None:
            return
        yield index, reason


def _reason(text: str, *, held: bool) -> str | None:
    if _LINK.fullmatch(text):
        return "link of the page"
    if _SCAN.fullmatch(text):
        return "notice of the page"
    if _RELATED.fullmatch(text) or _LABEL.fullmatch(text):
        return "related reading"
    if held and len(text) <= 200 and is_stored_file(text):
        return "file of the page"
    return None


def _is_related_title(draft: Draft, pieces: list[Piece], index: int) -> bool:
    """Tell whether a title stands alone below 相关解读：, with no text of its own."""
    above = draft.read(pieces[index - 1])
    return bool(_LABEL.fullmatch(above)) and pieces[index].end - pieces[index].start <= 130
