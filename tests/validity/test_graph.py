"""A document among those it names and those that name it."""

from dataclasses import replace
from datetime import date

import pytest

from gazette import validity
from gazette.model.event import Edge, EventKind, Graph, Node
from gazette.render.graph import svg
from tests.validity.conftest import policy

NEW = replace(
    policy(
        "第一条 根据《上位法》制定。",
        "第二条 本办法自2023年5月1日起施行。",
        "《旧办法》（甲发〔2014〕2号）同时废止。",
        title="新办法",
    ),
    id="甲发/2023/1",
)
CITING = replace(
    policy("依照《新办法》（甲发〔2023〕1号）办理。", title="某通知"), id="乙发/2024/1"
)


@pytest.fixture
def graph() -> Graph:
    both = {each.id: each for each in (NEW, CITING)}
    return validity.graph(
        NEW.id,
        {i: validity.events(each) for i, each in both.items()},
        {i: validity.citations(each) for i, each in both.items()},
        {i: each.meta.title or i for i, each in both.items()},
    )


def test_edges_say_what_is_done(graph: Graph) -> None:
    assert set(graph.edges) == {
        Edge("甲发/2023/1", "甲发/2014/2", "repeals"),
        Edge("甲发/2023/1", "上位法", "cites"),
        Edge("乙发/2024/1", "甲发/2023/1", "cites"),
    }


def test_nodes_say_what_is_held(graph: Graph) -> None:
    assert {node.id: node.held for node in graph.nodes} == {
        "甲发/2023/1": True,
        "甲发/2014/2": False,
        "上位法": False,
        "乙发/2024/1": True,
    }
    assert Node("甲发/2014/2", "旧办法", held=False) in graph.nodes


def test_the_picture_escapes_and_tells_kinds(graph: Graph) -> None:
    hostile = replace(graph, nodes=(*graph.nodes[1:], Node(graph.centre, "<script>&", held=True)))
    drawn = svg(hostile, {"repeals": "废止"})
    assert "<script>" not in drawn
    assert "&lt;script&gt;&amp;" in drawn
    assert "废止" in drawn
    assert drawn.count('<path class="edge"') == 3


def test_an_empty_graph_is_drawn() -> None:
    assert "<svg" in svg(Graph("甲", (Node("甲", "甲", held=True),), ()))


def test_a_repeal_takes_effect_when_the_repealing_text_does() -> None:
    reaching = validity.incoming({NEW.id: validity.events(NEW)})
    (event,) = reaching["甲发/2014/2"]
    assert event.kind is EventKind.REPEALED
    assert event.day == date(2023, 5, 1)
    assert event.source == NEW.id


def test_without_a_start_the_day_of_issue_may_be_meant() -> None:
    it = policy("《旧办法》（甲发〔2014〕2号）同时废止。", "2023年4月1日", issued=date(2023, 4, 1))
    listed = validity.events(it)
    (event,) = validity.incoming({it.id: listed})["甲发/2014/2"]
    assert event.day is None
    assert not event.certain
