"""Lines of a page that belong to no document: navigation, buttons, counters."""

import re
from collections.abc import Callable
from dataclasses import replace

from gazette.model.document import Furniture
from gazette.model.source import Span
from gazette.segment.draft import Draft, Piece, Tag
from gazette.text.fold import squeeze

_BUTTONS = frozenset((
    "返回顶部", "了解详情", "扫一扫在手机打开当前页", "Top", "TOP", "分享", "打印", "关闭", "打印本页",
    "关闭窗口", "字号", "上一篇", "下一篇", "首页", "尾页", "上一页", "下一页", "前往", "搜索", "重置",
    "search", "收藏", "立即沟通", "客服中心", "查看更多", "更多", "回頂端", "回到頂端", "站群导航", "AQI",
    "网站地图", "联系我们", "关于我们", "无障碍阅读", "暂无内容", "轻度污染", "中度污染", "重度污染",
    "严重污染", "优", "良", "目录导航", "登录", "注册", "展开全文", "阅读全文", "相关链接", "附件下载",
))  # fmt: skip
_COUNTER = re.compile(
    r"共\s{0,2}\d{1,6}\s{0,2}[条页篇]|第\s{0,2}\d{1,5}\s{0,2}页|-\s?\d{1,4}\s?-|[-•·]|•\s{0,4}\d{1,3}"
)
_META = re.compile(
    r"(?:来源|來源|作者|阅读|閱讀|浏览|字号|字體|选择|責任編輯|责任编辑|发布机构)[^。]{0,20}[:：]"
)
_STAMPED = re.compile(
    r"发布时间|發布時間|发布日期|阅读次数|閱讀次數|浏览次数|字体|字號|字号|大\s中\s小"
)
_LOGIN = re.compile(r"点击\s?登录\s?后.{0,20}")
_SCAN = re.compile(r".{0,6}扫一扫.{0,16}")
_BULLET = re.compile(r"[•·-]\s{0,4}(?=\S)")


def _button(text: str) -> str | None:
    return "button of the page" if squeeze(_BULLET.sub("", text, count=1)) in _BUTTONS else None


def _counter(text: str) -> str | None:
    return "counter of the page" if _COUNTER.fullmatch(text) else None


def _notice(text: str) -> str | None:
    said = _LOGIN.fullmatch(text) or _SCAN.fullmatch(text)
    return "notice of the page" if said else None


def _source_line(text: str) -> str | None:
    if len(text) > 120 or not _STAMPED.search(text):
        return None
    return "source line of the page" if _META.search(text) else None


RULES: tuple[Callable[[str], str | None], ...] = (_button, _counter, _notice, _source_line)
"""Each returns why a line is no text, or `None`."""


def clutter(draft: Draft) -> Draft:
    """Set the lines of the page aside."""
    return replace(draft, pieces=tuple(_judge(draft, piece) for piece in draft.pieces))


def _judge(draft: Draft, piece: Piece) -> Piece:
    if piece.tag is not Tag.TEXT or piece.end - piece.start > 140:
        return piece
    text = draft.read(piece)
    for rule in RULES:
        reason = rule(text)
        if reason:
            return piece.set_aside(reason)
    return piece


def bullets(draft: Draft) -> Draft:
    """Set the mark before each entry of a list page aside: •, -."""
    asides = []
    cut: list[Piece] = []
    for piece in draft.pieces:
        match = _MARK.match(draft.text, piece.start, piece.end)
        if piece.tag is Tag.TEXT and match and match.end() < piece.end:
            asides.append((piece.start, match.end(1)))
            cut.append(piece.cut(match.end(), piece.end))
        else:
            cut.append(piece)
    return replace(draft, pieces=tuple(cut), asides=(*draft.asides, *_list_marks(asides)))


_MARK = re.compile(r"([•●■▪◆]|-(?=\s{0,4}[(（一二三四五六七八九十\d]))\s{0,8}")


def _list_marks(spans: list[tuple[int, int]]) -> list[Furniture]:
    return [Furniture(Span(start, end), "list mark") for start, end in spans]
