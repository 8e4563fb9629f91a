"""The passages of a document that may speak of its validity: sentences, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazette.model.document import Part, PartKind, Policy, Role
from gazette.model.source import Span
from gazette.structure import find_label
from gazette.validity.naming import outer_titles

_STOPS = re.compile(r"[。；！？;\n]|$")
_SPEAKING = {Role.PARAGRAPH, Role.HEADING, Role.NOTE, Role.TABLE}
_QUOTED = re.compile(r"“[^“”]{0,2000}(?:”|$)")
MASK = "□"
"""Stands for a character of a title or a quotation in `Passage.plain`."""


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
    plain: str = ""
    """The text with the words of titles and quotations masked, character for character.

    Words quoted are said by another text, as in 将第十条修改为“本条例自……起施行”."""
    before: str = ""
    """The sentence before it in the same part, masked; a term may count from its start."""

    @property
    def is_final(self) -> bool:
        """Tell whether it stands among the last provisions, where validity is said."""
        return self.index >= self.count - 12 or self.index >= self.count * 3 // 4

    @property
    def lead(self) -> int:
        """Return how many characters at the start are a printed label and the space after it."""
        label = find_label(self.text)
        rest = self.text[len(label.printed) :] if label else self.text
        return len(self.text) - len(rest.lstrip())

    def span(self, start: int, end: int) -> Span:
        """Return a place in the sentence as a place in the document's text."""
        return Span(self.start + start, self.start + end)


def passages(policy: Policy) -> Iterator[Passage]:
    """Yield the sentences of a policy, titles, numbers and signatures left out."""
    at = 0
    for part in policy.parts:
        found = list(_sentences(part, at))
        before = ""
        for index, (text, plain, start, address) in enumerate(found):
            yield Passage(text, start, address, part.kind, index, len(found), plain, before)
            before = plain
        at += sum(len(block.text) + 1 for block in part.blocks)


def masked(text: str) -> str:
    """Return `text` with the words of titles and quotations masked; its length stays."""
    chars = list(text)
    for start, end in outer_titles(text):
        chars[start + 1 : end - 1] = MASK * (end - start - 2)
    plain = "".join(chars)
    return _QUOTED.sub(lambda quoted: MASK * len(quoted[0]), plain)


def _sentences(part: Part, at: int) -> Iterator[tuple[str, str, int, str]]:
    for block in part.blocks:
        if block.role in _SPEAKING:
            plain, start = masked(block.text), 0
            for stop in _STOPS.finditer(plain):
                text = block.text[start : stop.end()]
                stripped = text.strip()
                if stripped:
                    begin = start + len(text) - len(text.lstrip())
                    hidden = plain[begin : begin + len(stripped)]
                    yield stripped, hidden, at + begin, block.address
                start = stop.end()
        at += len(block.text) + 1
