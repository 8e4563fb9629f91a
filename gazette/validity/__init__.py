"""From the text of a policy to events and citations, each with its evidence."""

from gazette.validity.citations import backlinks, citations
from gazette.validity.events import events
from gazette.validity.graph import graph
from gazette.validity.incoming import incoming, merge, names
from gazette.validity.status import expiring, status

__all__ = [
    "backlinks",
    "citations",
    "events",
    "expiring",
    "graph",
    "incoming",
    "merge",
    "names",
    "status",
]
