"""The picture of a graph: well-formed whatever the labels hold, and standing alone."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gazette.model.event import Edge, Graph, Node
from gazette.render.graph import svg

SVG = "{http://www.w3.org/2000/svg}"


def graph(*labels: str) -> Graph:
    nodes = tuple(Node(str(at), label, held=at % 2 == 0) for at, label in enumerate(labels))
    edges = tuple(Edge("0", node.id, "cites") for node in nodes[1:])
    return Graph("0", nodes, edges)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_label_gives_a_well_formed_picture(labels: list[str]) -> None:
    tree = etree.fromstring(svg(graph(*labels)).encode())
    assert len(tree.findall(f"{SVG}g")) == len(labels)
    assert len(list(tree.iter(f"{SVG}path"))) == len(labels) - 1
    assert not list(tree.iter(f"{SVG}script"))


def test_it_asks_for_nothing_and_knows_the_dark() -> None:
    drawn = svg(graph("甲", "乙"))
    assert "prefers-color-scheme:dark" in drawn
    assert "href" not in drawn
    assert drawn.count("http") == 1


def test_boxes_stand_within_the_picture_and_apart() -> None:
    tree = etree.fromstring(svg(graph(*(f"文件{n}" for n in range(30)))).encode())
    _, _, width, height = map(float, tree.get("viewBox", "").split())
    boxes = [
        tuple(float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        for rect in tree.iter(f"{SVG}rect")
    ]
    assert all(x >= 0 and x + w <= width and y >= 0 and y + h <= height for x, y, w, h in boxes)
    ends = sorted((x, y, y + h) for x, y, _, h in boxes)
    for (x, _, bottom), (other, top, _) in itertools.pairwise(ends):
        assert x != other or bottom <= top


def test_a_long_label_is_cut_and_told_in_full() -> None:
    name = "关于" + "很长" * 40 + "的通知"
    tree = etree.fromstring(svg(graph(name)).encode())
    assert name in [title.text for title in tree.iter(f"{SVG}title")]
    assert all(len(text.text or "") < 25 for text in tree.iter(f"{SVG}text"))
