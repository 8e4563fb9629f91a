"""A paragraph of a document on its way to being a block."""

from dataclasses import dataclass, replace

from gazette.model.document import PartKind, Role
from gazette.model.source import Span
from gazette.segment.draft import Piece


@dataclass(frozen=True, slots=True)
class Para:
    """Stretches of the source that make one block, and what the block is."""

    text: str
    """The text of the stretches, joined, as the rules read it."""
    pieces: tuple[Piece, ...]
    role: Role = Role.PARAGRAPH
    part: PartKind = PartKind.NOTICE
    first: bool = False
    """Whether a part starts here although the one before is of the same kind."""

    @property
    def span(self) -> Span:
        """Return from where to where it stands."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def be(self, role: Role, part: PartKind | None = None) -> "Para":
        """Return it with another role, and in another part if one is given."""
        return replace(self, role=role, part=part or self.part)


def merge(paras: "list[Para] | tuple[Para, ...]", glue: str = "") -> Para:
    """Return several paragraphs as one; it has the role of the first."""
    pieces = tuple(piece for para in paras for piece in para.pieces)
    return replace(paras[0], text=glue.join(para.text for para in paras), pieces=pieces)
