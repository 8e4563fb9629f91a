"""A document and those it names or is named by, as a graph."""

from collections.abc import Iterable, Iterator, Mapping

from gazette.model.event import Citation, Edge, Event, EventKind, Graph, Node, Target
from gazette.text.fold import fold

_DONE = (
    EventKind.REPEALS,
    EventKind.AMENDS,
    EventKind.REVISES,
    EventKind.INTERPRETS,
    EventKind.FORWARDS,
)
"""Events that are told as edges; a citation of the same document is then not told again."""


def graph(
    centre: str,
    events: Mapping[str, Iterable[Event]],
    citations: Mapping[str, Iterable[Citation]],
    titles: Mapping[str, str],
) -> Graph:
    """Gather the neighbours of a document.

    Args:
        centre: Its id.
        events: For each policy held, the events of its own text.
        citations: For each policy held, the documents it names.
        titles: Id to title of every policy held.

    Returns:
        The document, every document it points to, and every one that points to it; a document
        that is not held stands under its number, or under its title where it has none.
    """
    known = {fold(title): policy_id for policy_id, title in titles.items()}
    edges = [
        edge
        for source in sorted({*events, *citations})
        for edge in _edges(source, events.get(source, ()), citations.get(source, ()), known)
        if centre in (edge.source, edge.target) and edge.source != edge.target
    ]
    labels = {edge.target: edge.target for edge in edges} | dict(titles)
    for source in citations:
        labels |= {_key(c.id, c.title, known): c.title for c in citations[source] if c.title}
    ids = dict.fromkeys([centre, *(end for e in edges for end in (e.source, e.target))])
    nodes = tuple(Node(i, labels.get(i, i), i in titles) for i in ids)
    return Graph(centre, nodes, tuple(dict.fromkeys(edges)))


def _edges(
    source: str,
    events: Iterable[Event],
    citations: Iterable[Citation],
    known: Mapping[str, str],
) -> Iterator[Edge]:
    told = set()
    for event in events:
        if event.kind in _DONE and event.target and (event.target.id or event.target.title):
            target = _of(event.target, known)
            told.add(target)
            yield Edge(source, target, event.kind.value)
    for citation in citations:
        target = _key(citation.id, citation.title, known)
        if target and target not in told:
            yield Edge(source, target, "cites")


def _of(target: Target, known: Mapping[str, str]) -> str:
    return _key(target.id, target.title, known)


def _key(policy_id: str | None, title: str | None, known: Mapping[str, str]) -> str:
    """Return the id of a document; without a number, that of a held one of its title."""
    if policy_id:
        return policy_id
    return known.get(fold(title), title) if title else ""
