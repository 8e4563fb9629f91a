"""The body of an Akoma Ntoso document: blocks under their labels become a tree of provisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from gazette.model.document import Block, Role
from gazette.site.formats.akn_xml import put
from gazette.structure import LADDER, find_label

_ELEMENTS = {
    "编": ("book", "book"),
    "章": ("chapter", "chp"),
    "节": ("section", "sec"),
    "条": ("article", "art"),
    "一、": ("section", "sec"),
    "（一）": ("subsection", "subsec"),
    "1.": ("paragraph", "para"),
}
"""Element and short name in ids, by rung of the ladder; any other rung is a point."""
_IN_ARTICLE = {"（一）": ("point", "point"), "1.": ("indent", "indent")}
"""Below an article the same labels are 项 and 目."""


@dataclass(slots=True)
class Node:
    """A provision: its label, what it says itself, and what stands below it."""

    rung: str
    label: str
    count: int | None
    block: Block | None
    before: list[Block] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


def fill(body: ET.Element, blocks: Sequence[Block], prefix: str) -> None:
    """Set blocks as the body of a document.

    Args:
        body: The element to fill.
        blocks: In order.
        prefix: Before every id, so that none stands twice in the document.
    """
    top = tree(blocks)
    ids: set[str] = set()
    if top.before or not top.below:
        _loose(body, top.before, f"{prefix}hcontainer_1")
    for node in top.below:
        _provision(body, node, prefix, ids, in_article=False)


def tree(blocks: Iterable[Block]) -> Node:
    """Return blocks as a tree: a block stands below the last one of a smaller level."""
    top = Node("", "", None, None)
    way: list[tuple[int, Node]] = [(0, top)]
    for block in blocks:
        label = find_label(block.text) if block.label else None
        if label is None or not block.level:
            node = way[-1][1]
            (node.after if node.below else node.before).append(block)
            continue
        while len(way) > 1 and way[-1][0] >= block.level:
            way.pop()
        made = Node(LADDER[label.rung].name, label.printed.strip(), label.count, block)
        _under(way[-1][1]).append(made)
        way.append((block.level, made))
    return top


def _under(node: Node) -> list[Node]:
    """Return where a provision goes; text that stood between two of them is one without a label."""
    if node.after:
        node.below.append(Node("", "", None, None, before=node.after))
        node.after = []
    return node.below


def _provision(
    parent: ET.Element, node: Node, above: str, ids: set[str], *, in_article: bool
) -> None:
    name, short = _element(node, in_article=in_article)
    eid = _id(node, short, above, ids)
    element = put(parent, name, eId=eid, **({"name": "text"} if name == "hcontainer" else {}))
    own = _head(element, node)
    if not node.below:
        content = put(element, "content")
        _texts(content, own, node.before)
        return
    if own or node.before:
        _texts(put(element, "intro"), own, node.before)
    for each in node.below:
        _provision(element, each, f"{eid}__", ids, in_article=in_article or name == "article")
    if node.after:
        _texts(put(element, "wrapUp"), "", node.after)


def _element(node: Node, *, in_article: bool) -> tuple[str, str]:
    if not node.label:
        return "hcontainer", "hcontainer"
    inside = _IN_ARTICLE if in_article else {}
    return inside.get(node.rung) or _ELEMENTS.get(node.rung, ("point", "point"))


def _id(node: Node, short: str, above: str, ids: set[str]) -> str:
    """Return the id of a provision; an article's does not name the chapter it stands in."""
    outer = above.split("chp_")[0].split("sec_")[0].split("book_")[0] if short == "art" else above
    base = name = f"{outer}{short}_{node.count or 1}"
    again = 1
    while name in ids:
        again += 1
        name = f"{base}_{again}"
    ids.add(name)
    return name


def _head(element: ET.Element, node: Node) -> str:
    """Set number and heading of a provision, and return what is left of its own words."""
    if node.block is None:
        return ""
    text = node.block.text
    rest = text.lstrip()[len(node.label) :].strip() if node.label else text
    put(element, "num", node.label)
    if node.block.role is Role.HEADING:
        if rest:
            put(element, "heading", rest)
        return ""
    end = node.block.heading
    if end and text[:end].strip() != node.label:
        put(element, "heading", text[:end].strip()[len(node.label) :].strip())
        return text[end:].strip()
    return rest


def _loose(body: ET.Element, blocks: Sequence[Block], eid: str) -> None:
    outer = put(body, "hcontainer", eId=eid, name="text")
    _texts(put(outer, "content"), "", blocks)


def _texts(parent: ET.Element, own: str, blocks: Sequence[Block]) -> None:
    if own or not blocks:
        put(parent, "p", own)
    paragraphs(parent, blocks)


def paragraphs(parent: ET.Element, blocks: Iterable[Block]) -> None:
    """Set blocks as paragraphs and tables."""
    for block in blocks:
        if block.role is Role.TABLE:
            _table(parent, block)
        elif block.role is Role.TITLE:
            put(put(parent, "p"), "docTitle", block.text)
        elif block.role is Role.NUMBER:
            put(put(parent, "p"), "docNumber", block.text)
        else:
            put(parent, "p", block.text)


def _table(parent: ET.Element, block: Block) -> None:
    table = put(parent, "table")
    for row in block.text.split("\n"):
        line = put(table, "tr")
        for cell in row.split("\t"):
            put(put(line, "td"), "p", cell)
