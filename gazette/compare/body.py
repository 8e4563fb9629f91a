"""A provision as comparing sees it: its number, its words and its heading apart."""

from dataclasses import dataclass

from gazette.model.comparison import Provision
from gazette.structure import find_label
from gazette.text.fold import fold


@dataclass(frozen=True, slots=True)
class Body:
    """A provision's text apart from its label, with keys for comparing."""

    label: str
    """The number, folded; empty for a preamble."""
    text: str
    """The words, as the text has them."""
    key: str
    """The words, folded."""
    heading: str = ""
    """The words of the heading it stands under, folded, its number left out."""
    cut: int = 0
    """How many characters of the provision's text are its printed label."""


def body(provision: Provision) -> Body:
    """Take the label off a provision; the preamble has none."""
    label = find_label(provision.text) if provision.label else None
    cut = len(label.printed) if label else 0
    text = provision.text[cut:].strip()
    number = fold(label.styled) if label else ""
    return Body(number, text, fold(text), _heading(provision.heading), cut)


def _heading(lines: str | None) -> str:
    """Return the words of a heading, the numbers of its lines left out."""
    words = []
    for line in (lines or "").splitlines():
        label = find_label(line)
        words.append(fold(line[len(label.printed) :] if label else line))
    return "/".join(words)
