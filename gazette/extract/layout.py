"""What a reader of a medium returns, and how it is put together line by line."""

from dataclasses import dataclass, field

from gazette.errors import SourceError
from gazette.extract.limits import MAX_LINES
from gazette.model.source import Box, Line, LineKind


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's text and lines, before anything is known of where the file came from."""

    text: str
    lines: tuple[Line, ...]
    title: str | None = None
    charset: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that does not know yet where in the text it will stand."""

    text: str
    kind: LineKind = LineKind.TEXT
    page: int | None = None
    box: Box | None = None
    heading: int | None = None
    note: str | None = None


@dataclass(slots=True)
class Composer:
    """Joins drafts to a text, one a line, and counts where each stands."""

    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    length: int = 0

    def add(self, draft: Draft) -> None:
        """Append `draft`; a blank one leaves no line."""
        text = draft.text
        if not text.strip():
            return
        if len(self.lines) >= MAX_LINES:
            raise too_many_lines()
        lead = len(text) - len(text.lstrip()) if draft.kind is not LineKind.ROW else 0
        tail = len(text.rstrip()) if draft.kind is not LineKind.ROW else len(text)
        self.lines.append(
            Line(
                self.length + lead,
                self.length + tail,
                draft.kind,
                draft.page,
                draft.box,
                draft.heading,
                draft.note,
            )
        )
        self.parts.append(text)
        self.length += len(text) + 1

    def text(self) -> str:
        """Return the text of all lines."""
        return "\n".join(self.parts)


def compose(
    drafts: list[Draft],
    title: str | None = None,
    charset: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Layout:
    """Join `drafts` to a layout.

    Line feeds within a draft become spaces, so that one draft is one line of the text.
    """
    composer = Composer()
    for draft in drafts:
        composer.add(draft)
    return Layout(composer.text(), tuple(composer.lines), title, charset, warnings)


def too_many_lines() -> SourceError:
    """Return the error for a file with more lines than any document has."""
    return SourceError(
        f"The file has more than {MAX_LINES:,} lines.", "Cut it into smaller files."
    )
