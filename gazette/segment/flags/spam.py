"""Links hung on a page: lines of bare names at its edges, and the words of gambling."""

import re
from collections.abc import Sequence

from gazette.model.document import Flag, Witness
from gazette.segment.draft import Draft, Piece, Tag
from gazette.segment.organs import is_organ

EDGE = 6
"""Lines from the end of the page at which such lines hang."""
TOKENS = 4
_TOKEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,16}")
_GAMBLING = re.compile(
    r"博彩|娱乐城|百家乐|赌球|赌场官网|买球(?:app|网|平台)|真人荷官|老虎机平台|时时彩平台|体育投注|"
    r"线上赌|澳门(?:新葡京|威尼斯人)|BBIN|ag真人|棋牌平台",
    re.IGNORECASE,
)
"""Strict: none of these stands in a law; 赌博 and 彩票 do."""
_MENU = re.compile(
    r"首页|网站|联系|关于|版权|备案|地图|登录|注册|导航|帮助|隐私|声明|政务|服务|新闻|公开|互动|字号"
)


def link_spam(draft: Draft, witnesses: Sequence[Witness]) -> list[Flag]:
    """Flag lines outside the documents that hang links on the page."""
    outside = [piece for piece in draft.pieces if piece.tag is not Tag.TEXT]
    last = {id(piece) for piece in outside[-EDGE:]}
    return [
        Flag(
            "link-spam",
            f"A line outside the documents hangs links on the page: “{draft.read(piece)[:40]}”.",
            draft.extraction.source.sha256,
            piece.span,
        )
        for piece in outside
        if _is_spam(draft, piece, at_end=id(piece) in last)
    ]


def _is_spam(draft: Draft, piece: Piece, *, at_end: bool) -> bool:
    text = draft.read(piece)
    if len(text) > 400:
        return False
    return bool(_GAMBLING.search(text)) or (at_end and _is_row_of_names(text))


def _is_row_of_names(text: str) -> bool:
    """Tell whether a line is four or more bare short names, no menu and no list of organs."""
    tokens = text.split()
    bare = len(tokens) >= TOKENS and all(map(_TOKEN.fullmatch, tokens))
    return (
        bare and not _MENU.search(text) and not any(map(is_organ, tokens)) and not text.isascii()
    )
