"""What a validator would say of a page, as far as a parser can tell: for every page, in every run.

The rules are those that templates can break: tags that do not match, what may stand in what, ids,
references, required attributes, the order of headings, landmarks.  The Nu validator knows more.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

from lxml import html
from lxml.html import HtmlElement

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre",
    "section", "table", "ul",
}  # fmt: skip
_PHRASING = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "b", "mark", "time", "label"}
"""What may hold words and marks alone."""
_CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"td", "th"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}, "thead": {"tr"},
    "tbody": {"tr"}, "colgroup": {"col"}, "select": {"option", "optgroup"},
}  # fmt: skip
_REQUIRED = {"html": "lang", "img": "alt", "time": "datetime", "form": "action"}
_POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


class _Tags(HTMLParser):
    """Reads tags as they are written: a tolerant parser would mend them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        twice = [name for name, n in Counter(name for name, _ in attrs).items() if n > 1]
        self.faults += [f"{tag} has {name} twice" for name in twice]
        if tag in _BLOCKS:
            around = [each for each in self.open if each in _PHRASING]
            self.faults += [f"{each} holds {tag}" for each in around]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")


def faults(page: bytes) -> list[str]:
    """Return what is wrong with a page, in words."""
    reader = _Tags()
    reader.feed(page.decode())
    reader.close()
    top = html.document_fromstring(page)
    found = [*reader.faults, *(f"{tag} is left open" for tag in reader.open)]
    if not page.lstrip().lower().startswith(b"<!doctype html>"):
        found.append("there is no doctype")
    return found + [fault for rule in RULES for fault in rule(top)]


def _ids(top: HtmlElement) -> Iterator[str]:
    count = Counter(map(str, top.xpath("//@id")))
    yield from (f"the id {name!r} stands twice" for name, n in count.items() if n > 1)
    yield from (f"the id {name!r} holds white space" for name in count if name.split() != [name])
    for attribute in _POINTING:
        for value in top.xpath(f"//@{attribute}"):
            yield from (f"{attribute} points to no {i}" for i in value.split() if i not in count)
    for target in top.xpath("//a/@href[starts-with(., '#') and . != '#']"):
        if target[1:] not in count:
            yield f"the link {target} leads nowhere"


def _nesting(top: HtmlElement) -> Iterator[str]:
    for link in top.iter("a"):
        if next(link.iterdescendants("a", "button", "input", "select"), None) is not None:
            yield "a link holds what can be clicked itself"
    for tag, allowed in _CHILDREN.items():
        for element in top.iter(tag):
            others = {str(each.tag) for each in element if isinstance(each.tag, str)} - allowed
            yield from (f"{other} stands in {tag}" for other in others)
            if tag != "select" and (element.text or "").strip():
                yield f"words stand in {tag}"


def _attributes(top: HtmlElement) -> Iterator[str]:
    for tag, name in _REQUIRED.items():
        for element in top.iter(tag):
            if element.get(name) is None:
                yield f"{tag} has no {name}"
    for element in top.xpath("//*[@style]|//*[starts-with(name(@*), 'on')]"):
        yield f"{element.tag} holds style or script, which the policy of the page forbids"
    for element in top.xpath("//input[not(@type='hidden')]|//select"):
        named = element.get("aria-label") or element.label is not None
        if not named and next(element.iterancestors("label"), None) is None:
            yield f"{element.tag} {element.get('name')} has no label"


def _headings(top: HtmlElement) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in top.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"the headings begin {levels[:3]}, with {levels.count(1)} of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"h{after} follows h{before}"


def _landmarks(top: HtmlElement) -> Iterator[str]:
    if len(list(top.iter("main"))) != 1:
        yield "there is not one main"
    names = [each.get("aria-label") or each.get("aria-labelledby") for each in top.iter("nav")]
    if None in names or len(set(names)) != len(names):
        yield f"navigations are not told apart: {names}"
    if len(top.findall(".//title")) != 1 or not (top.findtext(".//title") or "").strip():
        yield "there is no title"


RULES: tuple[Callable[[HtmlElement], Iterator[str]], ...] = (
    _ids,
    _nesting,
    _attributes,
    _headings,
    _landmarks,
)
