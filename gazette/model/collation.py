"""Copies of one document held against each other, and what the editor decided."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gazette.model.document import Part
from gazette.model.source import Span


class VariantClass(StrEnum):
    """What kind of difference a variant is, gravest cause first."""

    TAMPERING = "tampering"
    NUMBER = "number"
    """The document number itself."""
    DATE = "date"
    NUMERAL = "numeral"
    OMISSION = "omission"
    WORDING = "wording"
    SIGNATURE_ORDER = "signature-order"
    LAYOUT = "layout"
    TYPOGRAPHY = "typography"


class Severity(StrEnum):
    """Whether a wrong reading would change what the text says."""

    GRAVE = "grave"
    MINOR = "minor"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source reads at one place; an empty text is an omission."""

    text: str
    span: Span
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The editor's decision on a variant; found again by what it says, not where it stood."""

    readings: tuple[tuple[str, str], ...]
    """Source's SHA-256 and reading, as the editor saw them."""
    before: str
    """Folded text just before the place."""
    after: str
    """Folded text just after it."""
    text: str
    """The reading that holds."""
    reason: str
    take: str | None = None
    """SHA-256 of the source whose reading was taken; `None` when the editor wrote another."""
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A place where witnesses differ."""

    id: str
    """Stable over runs: derived from the readings and their context."""
    address: str
    kind: VariantClass
    severity: Severity
    readings: tuple[tuple[str, Reading], ...]
    """Source's SHA-256 and what it reads, in the order of the witnesses."""
    before: str
    after: str
    suggestion: str | None = None
    """The reading the evidence speaks for; `None`: see the page."""
    confidence: float | None = None
    evidence: tuple[str, ...] = ()
    """What speaks for the suggestion, one sentence each."""
    group: str | None = None
    """Variants of one cause share it: one decision answers all."""
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Who vouches for a stretch `[start, end)` of a settled block's text."""

    part: int
    block: int
    start: int
    end: int
    source: str | None
    """SHA-256 of a source, or `None` where a ruling or the house style wrote it."""
    span: Span | None
    why: str
    """witness | ruling | house-style | precedence."""
    ruling: str | None = None
    """Id of the variant ruled on."""


@dataclass(frozen=True, slots=True)
class Collation:
    """Witnesses of one document held together: the settled text and what is open."""

    parts: tuple[Part, ...]
    """The settled text; an open variant shows the reading of the witness with precedence."""
    variants: tuple[Variant, ...]
    noise: tuple[tuple[str, int], ...] = ()
    """Differences of typography and layout that were folded, counted by class."""
    origins: tuple[Origin, ...] = field(default=(), repr=False)
    stale: tuple[Ruling, ...] = ()
    """Rulings whose place has vanished or changed: reported, never applied."""
    lint: tuple["Suspicion", ...] = ()
    budget_cut: bool = False
    """True when a bound on work made some difference coarser than it need be."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A reading that all copies share and that still looks wrong; no diff can find it."""

    code: str
    address: str
    text: str
    message: str
