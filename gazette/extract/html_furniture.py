"""What on a page is furniture: an ordered list of small rules over its regions and lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_ELEMENTS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "header": "page header",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "noscript": "noscript",
}
_ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "page header",
    "contentinfo": "footer",
    "search": "form",
    "complementary": "sidebar",
}
_NAMES = {
    "navigation": "nav navi navbar navigation menu menus submenu topmenu mainnav subnav sitenav daohang",
    "breadcrumb": "breadcrumb breadcrumbs crumb crumbs position location weizhi dqwz bread curpos",
    "footer": "footer foot bottom copyright beian icp",
    "page header": "topbar toolbar banner logo masthead sitename",
    "share": "share bdshare bdsharebuttonbox jiathis social fenxiang shares",
    "sidebar": "sidebar aside rightbar leftbar sidenav",
    "form": "search searchbox login ssk sousuo",
    "pager": "pager pagination pagenav pages prevnext",
    "related": "related recommend hot ranking tuijian xgyd",
    "code to scan": "qr qrcode ewm erweima",
}
_NAMED = {token: note for note, tokens in _NAMES.items() for token in tokens.split()}
_WORD = re.compile(r"[A-Za-z]{2,40}")
_PART = re.compile(r"[A-Z]?[a-z]{1,40}")

_WORDS = (
    ("code to scan", re.compile(r"扫一扫|微信扫|扫码|扫描二维码|手机(?:上|端)?(?:阅读|浏览|查看)")),
    ("share", re.compile(r"^(?:【?分享(?:到|至)?|转发到)[^。]{0,30}$")),
    ("page tools", re.compile(
        r"^[\[【(（]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|字号|字体)(?:[^。，]{0,20})$")),
    ("breadcrumb", re.compile(r"^(?:您?(?:现在|当前|目前)?(?:所在)?(?:的)?位置(?:是)?[：:]|首页\s{0,3}[>»›])")),
    ("neighbours", re.compile(r"^(?:上|下)一(?:篇|条|页)(?:[：:]|$)")),
    ("footer", re.compile(
        r"(?:ICP备|公网安备|网站标识码|版权所有|[Cc]opyright|©)|^(?:主办|承办|技术支持)(?:单位)?[：:]")),
    ("counter", re.compile(r"^(?:浏览|阅读|点击|访问)(?:次数|量|数)?[：:]?\s{0,4}\d{0,9}\s{0,2}次?$")),
)  # fmt: skip
_MAX_WORDS = 80
"""A line longer than this is text, whatever words it holds."""
_MUCH_TEXT = 200
_MANY_LINKS = 4
_LINK_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Region:
    """An element with its counts: what a rule may ask."""

    tag: str
    role: str
    names: str
    """Its class and id."""
    in_article: bool
    chars: int
    link_chars: int
    links: int
    sentences: int
    """Full stops outside links."""

    @property
    def is_prose(self) -> bool:
        """Whether it holds so much running text that it cannot be furniture."""
        return self.sentences >= 3 and self.chars - self.link_chars >= _MUCH_TEXT


def by_element(region: Region) -> str | None:
    """Elements that say themselves what they are."""
    if region.tag == "header" and region.in_article:
        return None
    return _ELEMENTS.get(region.tag)


def by_role(region: Region) -> str | None:
    """The `role` attribute."""
    return _ROLES.get(region.role)


def by_name(region: Region) -> str | None:
    """Words in class and id."""
    words = _WORD.findall(region.names)
    tokens = [part.lower() for word in words for part in (word, *_PART.findall(word))]
    return next((_NAMED[token] for token in tokens if token in _NAMED), None)


def by_links(region: Region) -> str | None:
    """Mostly links, and several of them."""
    if region.links >= _MANY_LINKS and region.link_chars >= _LINK_SHARE * region.chars:
        return "list of links"
    return None


REGION_RULES: tuple[Callable[[Region], str | None], ...] = (
    by_element,
    by_role,
    by_name,
    by_links,
)
"""Asked in this order of every region that is no running text; the first answer holds."""


def region_note(region: Region) -> str | None:
    """Say what furniture a region is; `None` if it is none."""
    if region.is_prose:
        return None
    return next((note for rule in REGION_RULES if (note := rule(region))), None)


def line_note(text: str) -> str | None:
    """Say what furniture a line is by its words; `None` if it is none."""
    stripped = text.strip()
    if len(stripped) > _MAX_WORDS or stripped.endswith(("。", "；")):
        return None
    return next((note for note, pattern in _WORDS if pattern.search(stripped)), None)
