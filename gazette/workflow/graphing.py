"""The graph of a policy: whom it names, and who names it."""

from dataclasses import asdict

from gazette import shapes, validity
from gazette.model.event import Graph
from gazette.render.graph import svg
from gazette.workflow.desk import OpenDesk
from gazette.workflow.reading import find_or_reference
from gazette.workflow.shelf import Shelf

WORDS = {
    "cites": "引用",
    "repeals": "废止",
    "amends": "修改",
    "revises": "修订",
    "interprets": "解读",
    "forwards": "转发",
}
"""What an edge is called in the picture."""


def graph(open_desk: OpenDesk, name: str) -> Graph:
    """Return a policy, held or known by reference, with its neighbours.

    Raises:
        UnknownError: Nothing is known by that name.
    """
    shelf = Shelf.of(open_desk)
    centre = find_or_reference(open_desk, shelf, name)
    titles = {i: policy.meta.title or i for i, policy in shelf.summaries.items()}
    return validity.graph(centre, shelf.own, shelf.citations, titles)


def shape(found: Graph) -> shapes.Shape:
    """Return a graph as JSON."""
    return asdict(found)


def picture(found: Graph) -> str:
    """Return a graph as SVG."""
    return svg(found, WORDS)
