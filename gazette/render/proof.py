"""The proof of a built issue: its PDF and its page say what the archive says, and look as they must.

`prove` reads the finished PDF back.  Its body, less running heads and page numbers, must be the
folded text of the items; every line of the contents must name the page its link leads to; every
number of the layout profile is passed, failed, or not measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gazette.model.issue import Issue, Item
from gazette.render import html, pdf_text, web_text
from gazette.render.body import Body, body, number_of
from gazette.render.expected import Expected, expected
from gazette.render.html import Look
from gazette.render.measure import Check, Measured, State, measure
from gazette.render.pdf_text import Link, Page, Read
from gazette.text.fold import fold

_CONTEXT = 12
_LINE_END = re.compile(r"…\s?\(\d{1,5}\)")
_PAGE = re.compile(r"\((\d{1,5})\)$")


@dataclass(frozen=True, slots=True)
class TextProof:
    """Whether a face of the issue says what the archive says."""

    face: str
    """pdf or html."""
    wanted: int
    """Characters of the folded text."""
    found: int
    at: int | None
    """Where the first difference stands; `None` if there is none."""
    wanted_there: str = ""
    found_there: str = ""

    @property
    def equal(self) -> bool:
        """Whether there is no difference at all."""
        return self.at is None


@dataclass(frozen=True, slots=True)
class ContentsProof:
    """A line of the contents: the page it names and the page its link leads to."""

    anchor: str
    title: str
    named: int | None
    printed: int | None
    """The number printed on the page the link leads to."""
    starts: bool
    """Whether the item's title stands on that page."""

    @property
    def right(self) -> bool:
        """Whether the number is right and the item is there."""
        return self.named is not None and self.named == self.printed and self.starts


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was proved of one build."""

    issue: str
    profile: str
    pages: int
    texts: tuple[TextProof, ...]
    contents: tuple[ContentsProof, ...]
    heads: tuple[str, ...]
    """Running heads and page numbers that are wrong, one sentence each."""
    structure: tuple[tuple[str, bool], ...]
    """Title, tags, bookmarks, fonts: what each is and whether it is right."""
    layout: tuple[Check, ...]

    @property
    def right(self) -> bool:
        """Whether nothing that binds has failed."""
        return (
            all(text.equal for text in self.texts)
            and all(line.right for line in self.contents)
            and not self.heads
            and all(holds for _, holds in self.structure)
            and not any(check.grave for check in self.layout)
        )

    def count(self, state: State) -> int:
        """Return how many numbers of the layout are in this state."""
        return sum(check.state is state for check in self.layout)


def prove(data: bytes, issue: Issue, look: Look, *, page: str | None = None) -> Proof:
    """Read a PDF back and hold it against the issue.

    Args:
        data: The PDF.
        issue: What it was made of.
        look: The look it was made with.
        page: The page for the screen, if that is to be proved too.
    """
    read = pdf_text.read(data)
    wanted = expected(issue, strips="strips" in look.profile.parts)
    lines = _contents_links(read)
    first = min((target for target, _ in lines), default=0)
    seen = body(read, first, look.profile, wanted)
    texts = [_compare("pdf", wanted.text, seen.text)]
    if page is not None:
        texts.append(_compare("html", wanted_on_screen(issue), web_text.words(page)))
    return Proof(
        issue=issue.manifest.id,
        profile=look.profile.name,
        pages=len(read.pages),
        texts=tuple(texts),
        contents=tuple(_contents(issue, lines, read, seen)),
        heads=tuple(_heads(issue, look, seen, wanted)),
        structure=tuple(_structure(issue, look, read)),
        layout=measure(Measured(read, seen, look.profile)),
    )


def wanted_on_screen(issue: Issue) -> str:
    """Return the folded text that the page for the screen must say."""
    return expected(issue, strips=True).text


def _compare(face: str, wanted: str, found: str) -> TextProof:
    if wanted == found:
        return TextProof(face, len(wanted), len(found), None)
    pairs = zip(wanted, found, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(wanted), len(found)))
    cut = slice(max(0, at - _CONTEXT), at + _CONTEXT)
    return TextProof(face, len(wanted), len(found), at, wanted[cut], found[cut])


def _contents_links(read: Read) -> list[tuple[int, str]]:
    """Return for each line of the contents the page its link leads to and what the line says."""
    found: list[tuple[int, str]] = []
    for page in read.pages:
        linked = [link for link in page.links if link.target is not None]
        for target, links in groupby(linked, lambda link: link.target):
            words = _inside(page, list(links))
            found += [(target or 0, line) for line in _lines(words)]
    return found


def _lines(words: str) -> Iterator[str]:
    """Cut the words of links into lines, each of which ends in its page."""
    start = 0
    for end in _LINE_END.finditer(words):
        if end.start() > start:
            yield words[start : end.end()]
            start = end.end()
    if _PAGE.search(words, start):
        # A title that fills its line leaves no room for dots.
        yield words[start:]


def _inside(page: Page, links: list[Link]) -> str:
    """Return the words that lie in any of the rectangles of a link."""
    return "".join(
        char.text
        for char in page.chars
        if any(
            link.x0 - 1 <= (char.x0 + char.x1) / 2 <= link.x1 + 1
            and link.top <= char.centre <= link.bottom
            for link in links
        )
    ).strip()


def _contents(
    issue: Issue, lines: list[tuple[int, str]], read: Read, seen: Body
) -> list[ContentsProof]:
    held = [item for item in issue.items if item.policy is not None and item.section]
    folios = {line.page: number_of(line) for line in seen.folios}
    texts: dict[int, str] = {}
    for target, _ in lines:
        texts.setdefault(target, fold("".join(char.text for char in read.pages[target].chars)))
    proved = []
    for at, item in enumerate(held):
        target, words = lines[at] if at < len(lines) else (-1, "")
        match = _PAGE.search(words)
        proved.append(
            ContentsProof(
                item.anchor,
                item.title,
                int(match[1]) if match else None,
                folios.get(target),
                fold(_printed_title(item)) in texts.get(target, ""),
            )
        )
    return proved


def _printed_title(item: Item) -> str:
    return html.first_title(item) or item.title


def _heads(issue: Issue, look: Look, seen: Body, wanted: Expected) -> list[str]:
    """Check running heads and page numbers page by page."""
    wrong = []
    numbers = {line.page: number_of(line) for line in seen.folios}
    pages = sorted({line.page for line in (*seen.lines, *seen.folios)})
    for count, page in enumerate(pages, 1):
        if numbers.get(page) != count:
            wrong.append(
                f"page {page + 1} of the PDF is numbered {numbers.get(page)}, not {count}"
            )
    name, number = fold(issue.manifest.name), fold(html.issue_name(issue.manifest, look))
    sections = {fold(section.name) for section in issue.manifest.sections} | {""}
    for page, group in groupby(seen.heads, lambda line: line.page):
        lines = list(group)
        fixed = number if lines[0].recto else name
        words = fold("".join(line.line.text for line in lines))
        if words.replace(fixed, "", 1) not in sections or fixed not in words:
            wrong.append(f"the head of page {page + 1} of the PDF reads {words!r}")
    return wrong


def _structure(issue: Issue, look: Look, read: Read) -> list[tuple[str, bool]]:
    held = [item for item in issue.items if item.policy is not None]
    marks = {fold(text) for _, text, _ in read.bookmarks}
    allowed = {family.replace(" ", "-") for family in look.profile.families}
    families = {font.removesuffix("-Bold") for font in read.fonts}
    return [
        ("title", bool(read.title) and issue.manifest.name in read.title),
        ("tags", read.tagged),
        ("bookmarks", all(fold(_printed_title(item)) in marks for item in held)),
        ("fonts", families <= allowed),
    ]
