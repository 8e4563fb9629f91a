"""The passages of a document that may speak of its validity: sentences, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazette.model.document import Part, PartKind, Policy, Role
from gazette.model.source import Span

_STOPS = re.compile(r"[。；！？;]|$")
_SPEAKING = {Role.PARAGRAPH, Role.HEADING, Role.NOTE, Role.TABLE}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document."""

    text: str
    start: int
    """Where it begins in the document's text (blocks joined by line feeds)."""
    address: str
    part: PartKind
    index: int
    """Which sentence of its part it is, from 0."""
    count: int
    """How many sentences its part has."""
    before: str = ""
    """The sentence before it in the same part; a list's introduction, for one."""

    @property
    def is_final(self) -> bool:
        """Tell whether it stands among the last provisions, where validity is said."""
        return self.index >= self.count - 12 or self.index >= self.count * 3 // 4

    def span(self, start: int, end: int) -> Span:
        """Return a place in the sentence as a place in the document's text."""
        return Span(self.start + start, self.start + end)


def passages(policy: Policy) -> Iterator[Passage]:
    """Yield the sentences of a policy, titles, numbers and signatures left out."""
    at = 0
    for part in policy.parts:
        found = list(_sentences(part, at))
        for index, (text, start, address) in enumerate(found):
            before = found[index - 1][0] if index else ""
            yield Passage(text, start, address, part.kind, index, len(found), before)
        at += sum(len(block.text) + 1 for block in part.blocks)


def _sentences(part: Part, at: int) -> Iterator[tuple[str, int, str]]:
    for block in part.blocks:
        if block.role in _SPEAKING:
            start = 0
            for stop in _STOPS.finditer(block.text):
                text = block.text[start : stop.end()]
                if text.strip():
                    lead = len(text) - len(text.lstrip())
                    yield text.strip(), at + start + lead, block.address
                start = stop.end()
        at += len(block.text) + 1
