"""A gazette issue: the running order an editor keeps, and what is assembled from it."""

from dataclasses import dataclass
from datetime import date

from gazette.model.document import Policy


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the running order."""

    policy: str | None = None
    """Id of the policy; `None` for an entry whose body is not held."""
    revision: str | None = None
    """The commit it is pinned to; `None`: the newest at build."""
    title: str | None = None
    """Printed in the contents; needed where no policy gives one."""
    number: str | None = None
    printed_page: int | None = None
    """The page the printed gazette gives, beside the real one of our build."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the contents: 部门文件."""

    name: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Colophon:
    """Who made the gazette, in printed order: label and lines."""

    items: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an issue's life that is behind it."""

    name: str
    """drafted, checked, approved, frozen, published."""
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The running order of one issue, as `issues/2023-21.toml` keeps it."""

    id: str
    """2023-21."""
    name: str
    pinyin: str | None
    year: int
    number: int
    """年度第N期."""
    total: int | None
    """总第N期."""
    total_label: str
    """总 or 复总."""
    published: date | None
    publisher: str
    frequency: str | None = None
    motto: tuple[str, ...] = ()
    statement: str | None = None
    """政府公报所登文件与正式文件具有同等效力."""
    profile: str = "gazette-jilin"
    sections: tuple[Section, ...] = ()
    colophon: Colophon = Colophon()
    life: tuple[Stage, ...] = ()
    """The stages it has gone through, in the order they happened."""
    back: tuple[Entry, ...] = ()
    """Back matter, printed last and not named in the contents: what the gazette is."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with its body."""

    entry: Entry
    section: str
    """Name of its section; empty for back matter, which the contents do not name."""
    anchor: str
    """Id of the item in HTML and PDF: i1, i2 …"""
    title: str
    policy: Policy | None
    """`None`: not held; it stays in the contents, marked so."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An assembled issue, ready to be set."""

    manifest: Manifest
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check of an issue found."""

    code: str
    message: str
    hint: str
    place: str
    """Section and entry, or the field of the manifest."""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One entry of the year."""

    title: str
    number: str | None
    issue: str
    """Id of the issue: 2023-21."""
    count: int
    """Its number in the year."""
    page: int | None
    """The page in the printed issue."""
    policy: str | None
    section: str = ""
    issuers: tuple[str, ...] = ()
    held: bool = False
    """Whether its text is in the archive, at the revision it is pinned to."""


@dataclass(frozen=True, slots=True)
class IndexedIssue:
    """An issue that an annual index covers."""

    id: str
    number: int
    total: int | None
    published: date | None
    entries: int


@dataclass(frozen=True, slots=True)
class AnnualIndex:
    """The index of one year."""

    name: str
    year: int
    sections: tuple[tuple[str, tuple[IndexLine, ...]], ...]
    issues: tuple[str, ...]
    covered: tuple[IndexedIssue, ...] = ()
    """The same issues, with what is known of each."""

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """Every entry, section by section."""
        return tuple(line for _, lines in self.sections for line in lines)
