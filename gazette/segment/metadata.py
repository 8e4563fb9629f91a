"""What a document says about itself, each with the stretch of the source that says it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gazette.model.document import Kind, Metadata, Part, PartKind, Role, Subject
from gazette.model.source import Span
from gazette.segment.anatomy import Anatomy
from gazette.segment.attachments import announced, attachments
from gazette.segment.card import Fact
from gazette.segment.grammar import is_order_number
from gazette.segment.imprint import keywords, parted
from gazette.segment.organs import is_organ, issuers_of_title
from gazette.segment.para import Para
from gazette.segment.signatures import official_order
from gazette.segment.stamps import Stamp
from gazette.text.dates import find_dates, parse_date
from gazette.text.fold import squeeze
from gazette.text.numbers import parse_number

Evidence = tuple[tuple[str, Span], ...]

_KINDS = (
    (Kind.INTERPRETATION, re.compile(r"(?:解读|解讀|图解|答记者问|政策问答)$|^(?:政策)?解读")),
    (
        Kind.PERSONNEL,
        re.compile(
            r"(?:任免人员|任免名单|任免职名单|人事任免|干部任免)$|任免职?的?通知$|任职的通知$|免职的通知$"
        ),
    ),
    (
        Kind.OTHER,
        re.compile(r"(?:大事记|要闻|卷首语|讲话|政务动态)(?:[（(].{1,20}[）)])?$|^卷首语"),
    ),
    (Kind.ABOUT, re.compile(r"(?:公报|公報|本刊)》?(?:简介|簡介)$")),
)
_HEAD = re.compile(
    r"(.{2,60}?)(命令|令|公告|書函|函|通告|處分書|決定書|)(?<!\s)\s{1,12}+"
    r"(中華民國\s?\d{1,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
_ORDER = re.compile(r"(.{2,40}?)(命令|令|公告|通告|書函|函)")
_SEPARATE = re.compile(r"[、，,：:]")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a document in its source."""

    stamp: Stamp | None = None
    facts: tuple[Fact, ...] = ()
    gazette: tuple[str, Span] | None = None
    listed: bool = False
    """Whether the title is the list's, on a line of its own, and not the text's."""


@dataclass(slots=True)
class _Sheet:
    """Metadata in the making."""

    meta: Metadata = field(default_factory=Metadata)
    evidence: list[tuple[str, Span]] = field(default_factory=list)

    def set(self, span: Span, **fields: object) -> None:
        """Fill in fields that `span` says."""
        self.meta = replace(self.meta, **fields)  # type: ignore[arg-type]
        self.evidence += [(name, span) for name in fields]


@dataclass(frozen=True, slots=True)
class _Document:
    """What the rules read: a document, as paragraphs and as parts, and its surroundings."""

    source: str
    anatomy: Anatomy
    parts: Sequence[Part]
    around: Around


def read_metadata(
    source: str, anatomy: Anatomy, parts: Sequence[Part], around: Around
) -> tuple[Metadata, Evidence]:
    """Read what a document says about itself.

    Args:
        source: The source's text.
        anatomy: The document's paragraphs by role.
        parts: The same as parts of blocks.
        around: What stands around it in the source.
    """
    sheet = _Sheet()
    document = _Document(source, anatomy, parts, around)
    for rule in (_title, _number, _issuers, _addressees, _issued, _published, _subjects):
        rule(sheet, document)
    found = announced(anatomy.paras)
    sheet.meta = replace(
        sheet.meta, kind=_kind(sheet.meta.title), attachments=attachments(found, parts)
    )
    sheet.evidence += [("attachments", each.span) for each in found]
    return sheet.meta, tuple(sheet.evidence)


def _kind(title: str | None) -> Kind:
    for kind, shape in _KINDS:
        if title and shape.search(title):
            return kind
    return Kind.POLICY


def _first(anatomy: Anatomy, role: Role) -> Para | None:
    return next((para for para in anatomy.paras if para.role is role), None)


def _title(sheet: _Sheet, doc: _Document) -> None:
    """Take the title of the text or the list; else, and marked so, that of the instrument."""
    para = _first(doc.anatomy, Role.TITLE)
    part = next((part for part in doc.parts if part.title), None)
    if para is None or part is None:
        return
    if para is not doc.anatomy.paras[0]:
        if para.part is PartKind.INSTRUMENT:
            sheet.set(para.span, title=part.title, title_source="instrument")
        return
    title = part.title or ""
    kind = _kind_of_head(para, doc.anatomy)
    if kind is not None:
        names = "、".join(_of_head(doc.source, para)) or squeeze(title)
        title = _composed(names + kind, doc.anatomy)
    origin = "listing" if doc.around.listed else "text"
    sheet.set(para.span, title=title, title_source=origin)


def _composed(head: str, anatomy: Anatomy) -> str:
    """Return the title of an order or announcement as it is cited: its head and its subject."""
    body = [para.text for para in anatomy.paras if para.role is Role.PARAGRAPH]
    subject = re.sub(r"^主\s{0,3}旨[:：]", "", body[0]) if body else ""
    subject = re.split(r"。", subject, maxsplit=1)[0]
    return f"{head}：{subject}" if 0 < len(subject) <= 300 else head


def _number(sheet: _Sheet, doc: _Document) -> None:
    para = _first(doc.anatomy, Role.NUMBER)
    fact = next((fact for fact in doc.around.facts if fact.name == "number"), None)
    if para is None:
        if fact:
            sheet.set(fact.span, number=squeeze(fact.text), number_printed=fact.text)
        return
    paras = [each for each in doc.anatomy.paras if each.role is Role.NUMBER]
    printed = doc.source[para.span.start : paras[-1].span.end]
    number = ";".join(_folded(each.text) for each in paras)
    if is_order_number(number):
        number = squeeze(fact.text) if fact else squeeze(sheet.meta.title or "") + number
    sheet.set(Span(para.span.start, paras[-1].span.end), number=number, number_printed=printed)


def _folded(text: str) -> str:
    """Write a number in one way: 吉民发〔2023〕27号, 臺教學(四)字第1030071839A號."""
    whole = squeeze(text)
    parsed = parse_number(whole)
    return str(parsed) if parsed else whole.replace("（", "(").replace("）", ")")


def _issuers(sheet: _Sheet, doc: _Document) -> None:
    """Take those who sign; else those the title names; else the page's particulars."""
    organs = [para for para in official_order(doc.anatomy.signatories) if is_organ(para.text)]
    if organs:
        names = tuple(squeeze(para.text) for para in organs)
        first, last = min(organs, key=_start), max(organs, key=_start)
        sheet.set(Span(first.span.start, last.span.end), issuers=names)
        return
    title = _first(doc.anatomy, Role.TITLE)
    if title is not None and title is doc.anatomy.paras[0]:
        names = _of_head(doc.source, title) or issuers_of_title(sheet.meta.title or "")
        if names:
            sheet.set(title.span, issuers=names)
            return
    fact = next((fact for fact in doc.around.facts if fact.name == "issuer"), None)
    if fact:
        sheet.set(fact.span, issuers=tuple(fact.text.split()))


def _start(para: Para) -> int:
    return para.span.start


def _kind_of_head(para: Para, anatomy: Anatomy) -> str | None:
    """Return the kind of document that 內政部令 above a date names: 令."""
    head = _HEAD.fullmatch(para.text)
    if head:
        return head[2]
    below = anatomy.paras[1].role if len(anatomy.paras) > 1 else None
    plain = _ORDER.fullmatch(squeeze(para.text)) if below is Role.DATE else None
    return plain[2] if plain else None


def _of_head(source: str, title: Para) -> tuple[str, ...]:
    """Return the organs of a head, one a line: 內政部令 中華民國……, 中华人民共和国国务院令."""
    rows = [squeeze(source[piece.start : piece.end]) for piece in title.pieces]
    head = _HEAD.fullmatch(source[title.pieces[-1].start : title.pieces[-1].end])
    last = _ORDER.fullmatch(rows[-1])
    if not head and not last:
        return ()
    rows[-1] = squeeze(head[1]) if head else last[1] if last else rows[-1]
    names = [name for row in rows for name in row.split("、")]
    return tuple(names) if all(map(is_organ, names)) else ()


def _addressees(sheet: _Sheet, doc: _Document) -> None:
    para = _first(doc.anatomy, Role.ADDRESSEES)
    if para:
        sheet.set(para.span, addressees=_names(squeeze(para.text)))


def _names(text: str) -> tuple[str, ...]:
    """Part addressees at their commas; those inside brackets stay."""
    names, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and _SEPARATE.match(char):
            names.append(text[start:at])
            start = at + 1
    return tuple(name for name in (*names, text[start:]) if name)


def _issued(sheet: _Sheet, doc: _Document) -> None:
    """Take the date below the signature; else a date that stands alone below the title."""
    for para in doc.anatomy.paras:
        day = _own_day(para)
        if day:
            sheet.set(para.span, issued=day)
            return
    fact = next((fact for fact in doc.around.facts if fact.name == "issued"), None)
    if fact and (day := parse_date(fact.text)):
        sheet.set(fact.span, issued=day)


def _own_day(para: Para) -> date | None:
    if para.role is Role.DATE:
        return parse_date(para.text)
    if para.role is Role.NOTE and para.part is PartKind.NOTICE:
        return parse_date(para.text.strip("()（） "))
    if para.role is Role.TITLE and (head := _HEAD.fullmatch(para.text)):
        found = find_dates(head[3])
        return found[0].day if found else None
    return None


def _published(sheet: _Sheet, doc: _Document) -> None:
    fact = next((fact for fact in doc.around.facts if fact.name == "published"), None)
    if fact and (day := parse_date(fact.text)):
        sheet.set(fact.span, published=day)
    stamp = doc.around.stamp
    if stamp and stamp.day:
        sheet.set(stamp.day_span, published=stamp.day)
    if stamp and stamp.issue and stamp.issue_span:
        sheet.set(stamp.issue_span, gazette="".join(stamp.issue.split()))
    elif doc.around.gazette:
        name, span = doc.around.gazette
        sheet.set(span, gazette=name)


def _subjects(sheet: _Sheet, doc: _Document) -> None:
    """Take the keywords of the text, and the classes the page's particulars name, level by level."""
    found: list[Subject] = []
    spans: list[Span] = []
    for para in doc.anatomy.paras:
        if para.role is Role.NOTE and (words := keywords(para.text)):
            found += [Subject(word, "text") for word in words]
            spans.append(para.span)
    for fact in doc.around.facts:
        words = _CLASSIFIED.get(fact.name, _no_words)(fact.text)
        found += [Subject(word, "card") for word in words]
        spans += [fact.span] if words else []
    if found:
        sheet.set(spans[0], subjects=tuple(dict.fromkeys(found)))
        sheet.evidence += [("subjects", span) for span in spans[1:]]


def _levels(text: str) -> tuple[str, ...]:
    r"""Return the levels of a class: 财政、金融、审计\\银行."""
    levels = (squeeze(level) for level in re.split(r"[\\/>＞]{1,4}", text[:200]))
    return tuple(filter(None, levels))


def _no_words(text: str) -> tuple[str, ...]:
    del text
    return ()


_CLASSIFIED = {"topic": _levels, "words": parted}
"""For particulars that say what a document is about: how they are written."""
