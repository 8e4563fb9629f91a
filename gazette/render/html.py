"""Issues to HTML: one page for the screen, one for the PDF, from the same fragments."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from gazette.model.document import Role
from gazette.model.issue import Issue, Item, Manifest
from gazette.render import labels, profile, spacing, templates, titles, view
from gazette.render.profile import Profile
from gazette.render.view import Flow, PartView, Piece
from gazette.structure import LADDER

_FRONT_MATTER = 210.0
"""Points of the first page of contents that margins and masthead take."""
_ON_SCREEN = 24
"""Most characters of a line of a title on the screen; on a narrow one the browser breaks it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are to look: the profile, the language of labels, the editor's own templates."""

    profile: Profile
    language: str = "zh"
    own: Path | None = None


def look(
    manifest: Manifest, layout: Mapping[str, object], language: str, own: Path | None
) -> Look:
    """Return the look of an issue: its profile with what the desk overrides.

    Args:
        manifest: The running order, which names the profile.
        layout: The `[layout]` table of the desk.
        language: Of the labels: zh or en.
        own: The desk's folder of templates, or `None`.
    """
    base = profile.load(manifest.profile, own)
    return Look(profile.with_overrides(base, layout), language, own)


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the issue as a page shows it."""

    anchor: str
    strip: str
    """The name of its section where the item is the first of it, else empty."""
    section: str
    title: str
    held: bool
    back: bool
    has_title: bool
    """Whether the text itself carries a title."""
    parts: tuple[PartView, ...]

    @property
    def flows(self) -> tuple[Flow, ...]:
        """The pieces of all parts, in runs that are set in columns or across them."""
        return view.flows(self.parts)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents."""

    anchor: str
    title: str
    number: str
    held: bool
    printed: str
    """The page of the printed issue, in words; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class ContentsSection:
    """A section of the contents."""

    name: str
    lines: tuple[ContentsLine, ...]


def issue_page(issue: Issue, look: Look) -> str:
    """Return the whole issue as one HTML page for the screen; it needs no script and no other file."""
    return templates.fill(
        "issue/screen.html.j2", _values(issue, look, _ON_SCREEN, _ON_SCREEN), look.own
    )


def print_page(issue: Issue, look: Look) -> str:
    """Return the whole issue as the HTML that `render.pdf.write` sets."""
    longest = look.profile.count("title.characters")
    in_column = look.profile.count("instrument.characters")
    values = _values(issue, look, longest, in_column) | {"mark": spacing.marked}
    return templates.fill("issue/print.html.j2", values, look.own)


def _values(issue: Issue, look: Look, longest: int, in_column: int) -> dict[str, object]:
    manifest = issue.manifest
    label = labels.load("issue", look.language)
    contents = tuple(_contents(issue, label))
    return {
        "manifest": manifest,
        "label": label,
        "text_lang": "zh-CN",
        "heading": f"{manifest.name} {issue_name(manifest, look)}",
        "issue_full": issue_name(manifest, look),
        "issue_short": label["issue"].format(number=manifest.number),
        "total": _total(manifest, label),
        "facts": _facts(manifest, label),
        "day": _published(manifest, label),
        "sponsor": label["sponsor"].format(publisher=manifest.publisher),
        "contents": contents,
        "contents_long": _is_long(contents, look.profile),
        "items": tuple(_items(issue, look.profile)),
        "colophon": manifest.colophon.items,
        "face": {**{rung.name: "" for rung in LADDER}, "": "", **dict(look.profile.levels)},
        "stacked": lambda piece: _is_stacked(piece, look.profile),
        "balanced": titles.lines,
        "mark": None,
        "shares": lambda piece: _shares(piece, look.profile),
        "hanging": lambda piece: view.hanging([line for (line,) in piece.rows]),
        "title_longest": longest,
        "part_longest": lambda part: longest if part.opens_page else in_column,
        "profile": look.profile,
        "families": _families(look.profile),
        "created": created(manifest),
    }


def issue_name(manifest: Manifest, look: Look) -> str:
    """Return the name of an issue: 2023年第21期."""
    words = labels.load("issue", look.language)["issue_full"]
    return words.format(year=manifest.year, number=manifest.number)


def created(manifest: Manifest) -> str | None:
    """Return when the issue was made, with zone: taken from the issue, never from a clock."""
    day = manifest.published
    return f"{day.isoformat()}T00:00:00+08:00" if day else None


def _total(manifest: Manifest, label: Mapping[str, str]) -> str:
    if manifest.total is None:
        return ""
    return label["total"].format(label=manifest.total_label, total=manifest.total)


def _facts(manifest: Manifest, label: Mapping[str, str]) -> list[str]:
    sponsor = label["sponsor"].format(publisher=manifest.publisher) if manifest.publisher else ""
    facts = (manifest.frequency, _published(manifest, label), sponsor)
    return [fact for fact in facts if fact]


def _published(manifest: Manifest, label: Mapping[str, str]) -> str:
    day = manifest.published
    if day is None:
        return ""
    return label["published"].format(year=day.year, month=day.month, day=day.day)


def _contents(issue: Issue, label: Mapping[str, str]) -> Iterator[ContentsSection]:
    for section in issue.manifest.sections:
        lines = tuple(_line(item, label) for item in issue.items if item.section == section.name)
        if lines:
            yield ContentsSection(section.name, lines)


def _is_stacked(signature: Piece, layout: Profile) -> bool:
    """Tell whether the names of joint issuers are too long to stand in two columns."""
    names = [name for (name,) in signature.rows]
    pair = max(map(len, names[::2]), default=0) + max(map(len, names[1::2]), default=0)
    return pair + 1 > layout.points("area.width") / layout.points("body.size")


def _shares(table: Piece, layout: Profile) -> tuple[float, ...]:
    """Return the share of each column of a table in its width, in percent."""
    width = layout.points("area.width")
    if not table.wide:
        width = _column(layout)
    room = width / layout.points("table.size")
    return tuple(round(100 * share, 2) for share in view.column_shares(table.rows, room))


def _column(layout: Profile) -> float:
    """Return the width of a column in points."""
    count = layout.count("body.columns")
    return (layout.points("area.width") - layout.points("body.gap") * (count - 1)) / count


def _is_long(contents: Iterable[ContentsSection], layout: Profile) -> bool:
    """Tell whether the contents need more than the page they share with masthead and colophon."""
    size, leading = layout.points("contents.size"), layout.points("contents.leading")
    in_line = layout.points("contents.width") / size - 4
    tall = layout.points("strip.size") * 2
    for section in contents:
        tall += layout.points("body.size") * 2.4
        tall += sum(
            (1 + (len(ln.title) + len(ln.number)) // in_line) * leading for ln in section.lines
        )
    return tall > layout.points("page.height") - _FRONT_MATTER


def _line(item: Item, label: Mapping[str, str]) -> ContentsLine:
    page = item.entry.printed_page
    return ContentsLine(
        anchor=item.anchor,
        title=titles.plain(item.title),
        number=number_of(item),
        held=item.policy is not None,
        printed=label["printed_page"].format(page=page) if page else "",
    )


def number_of(item: Item) -> str:
    """Return the document number an item carries in the contents; empty if it has none."""
    own = item.policy.meta.number if item.policy else None
    return item.entry.number or own or ""


def _items(issue: Issue, layout: Profile) -> Iterator[ItemView]:
    characters = _column(layout) / layout.points("body.size")
    last = ""
    for item in issue.items:
        held = item.policy is not None
        found = view.parts(item.policy, item.anchor, characters) if item.policy else ()
        yield ItemView(
            anchor=item.anchor,
            strip=item.section if held and item.section != last else "",
            section=item.section,
            title=item.title,
            held=held,
            back=not item.section,
            has_title=bool(found and found[0].title),
            parts=found,
        )
        last = item.section if held else last


def _families(layout: Profile) -> dict[str, Markup]:
    """Return each role's families as CSS writes them; the profile has checked the names."""
    return {
        role: Markup(", ".join(f'"{family}"' for family in families))  # noqa: S704 - checked names
        for role, families in layout.fonts
    }


def strips(issue: Issue) -> dict[str, str]:
    """Return, by anchor, the section strip that the page prints above an item."""
    found = {}
    last = ""
    for item in issue.items:
        if item.policy is not None and item.section != last:
            found[item.anchor] = last = item.section
    return found


def first_title(item: Item) -> str:
    """Return the title that the text of an item itself carries; empty if it has none."""
    blocks = item.policy.parts[0].blocks if item.policy and item.policy.parts else ()
    return next((block.text for block in blocks if block.role is Role.TITLE), "")
