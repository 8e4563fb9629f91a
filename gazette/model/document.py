"""A document: its text in parts and blocks, and what it says about itself."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gazette.model.source import Span


class Kind(StrEnum):
    """What sort of item of a gazette a document is."""

    POLICY = "policy"
    INTERPRETATION = "interpretation"
    PERSONNEL = "personnel"
    ABOUT = "about"
    OTHER = "other"


class PartKind(StrEnum):
    """The named parts of a document, in the order a gazette prints them."""

    NOTICE = "notice"
    SIGNATURE = "signature"
    INSTRUMENT = "instrument"
    ATTACHMENT_LIST = "attachment-list"
    ATTACHMENT = "attachment"


class Role(StrEnum):
    """What a block is within its part."""

    TITLE = "title"
    NUMBER = "number"
    ADDRESSEES = "addressees"
    HEADING = "heading"
    """A heading on a line of its own: 第一章 总则, 一、总体要求."""
    PARAGRAPH = "paragraph"
    SIGNATORY = "signatory"
    DATE = "date"
    NOTE = "note"
    """（此件公开发布）, 附注, a date of adoption below the title."""
    ATTACHMENT = "attachment"
    """One entry of the list of attachments."""
    TABLE = "table"
    """Rows separated by line feeds, cells by tabs."""


@dataclass(frozen=True, slots=True)
class Trace:
    """`length` characters from `at` in a block's text stand at `start` in the source, unchanged."""

    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or line of a document, its printed label included in the text."""

    text: str
    role: Role = Role.PARAGRAPH
    label: str | None = None
    """The printed label at the start of the text: 第一条, （一）, 1.; else `None`."""
    level: int = 0
    """How many labels lead to this block; 0 for text under no label."""
    address: str = ""
    """The printed labels from the top, joined by `/`: 第三章/第二十条/（三）."""
    heading: int = 0
    """How many characters at the start are a heading run into the paragraph, label included."""
    trace: tuple[Trace, ...] = field(default=(), compare=False, repr=False)
    """Where each character was read; empty in a settled policy."""


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a document; its title, if it has one, is also its first title block."""

    kind: PartKind
    title: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment that the text announces."""

    name: str
    held: bool
    """Whether its text is in our hands."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about, as someone says; none is ever guessed."""

    name: str
    source: str
    """text: its keyword line (主题词); card: the particulars of its page (主题分类); editor."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something an editor should look at, and where."""

    code: str
    """issuer-mismatch, attachment-missing, title-missing, invisible-characters …"""
    message: str
    source: str | None = None
    """SHA-256 of the source it was seen in."""
    span: Span | None = None
    grave: bool = False
    """Whether a build refuses the document until the flag is answered."""
    proposal: str | None = None
    """What might be read in the span instead, empty: nothing; `None`: no proposal.  Never applied unasked."""
    evidence: tuple[str, ...] = ()
    """What speaks for the proposal, one sentence each."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; what it does not say is `None` or empty."""

    kind: Kind = Kind.POLICY
    number: str | None = None
    """The document number with its brackets folded: 吉民发〔2023〕27号."""
    number_printed: str | None = None
    """The same as the source prints it."""
    title: str | None = None
    title_source: str | None = None
    """text | listing | contents | instrument | editor."""
    issuers: tuple[str, ...] = ()
    """In official order: the lead issuer first, columns read row by row."""
    addressees: tuple[str, ...] = ()
    issued: date | None = None
    """成文日期."""
    published: date | None = None
    """The day the web carried it."""
    gazette: str | None = None
    """The gazette issue that carried it, as printed: 2023年第21期."""
    page: int | None = None
    """The printed page it starts on in that issue."""
    attachments: tuple[Attachment, ...] = ()
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a policy's text was read: one stretch of one source."""

    sha256: str
    name: str
    medium: str
    edition: str | None
    span: Span
    issue: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A document as the editor keeps it."""

    id: str
    """Its place in the archive: code/year/serial, or a stable slug."""
    meta: Metadata
    parts: tuple[Part, ...]
    sources: tuple[SourceRef, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """One document as one source reads it."""

    source: str
    """SHA-256 of the source."""
    span: Span
    meta: Metadata
    parts: tuple[Part, ...]
    evidence: tuple[tuple[str, Span], ...] = ()
    """For each field of `meta` that the source gives: its name and the span that says it."""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of a source that belongs to no document, and why it was set aside."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a gazette's contents."""

    section: str | None
    title: str
    number: str | None
    page: int | None
    span: Span
    witness: int | None = None
    """Index of the witness that is its body; `None`: the body is not in this source."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A source cut into documents; their blocks and the furniture together cover all of it.

    The lines of the contents are furniture too; their entries say what was read there.
    """

    witnesses: tuple[Witness, ...]
    furniture: tuple[Furniture, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    flags: tuple[Flag, ...] = ()
    """Flags of the page or file as a whole, not of one document."""


def text_of(parts: tuple[Part, ...]) -> str:
    """Return the text of all blocks, one block a line."""
    return "\n".join(block.text for part in parts for block in part.blocks)
