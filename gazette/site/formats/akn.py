"""A policy as Akoma Ntoso 3.0: FRBR identification, life cycle, and the text with its structure.

The notice is a `doc`; instrument and attachments follow as attachments of it, an instrument that
is divided into articles as an `act`.
"""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from gazette.model.document import Block, Part, PartKind, Policy, Role
from gazette.model.event import Event, EventKind
from gazette.site import paths
from gazette.site.formats import akn_body
from gazette.site.formats.akn_xml import NAMESPACE, clean, put
from gazette.site.library import Library
from gazette.site.press import Press
from gazette.site.rows import Row

_UNDATED = date(1, 1, 1)
"""Stands where the schema wants a date and the document has none; `name` then says so."""
_LIFE = {
    EventKind.ISSUED: "generation",
    EventKind.AMENDED: "amendment",
    EventKind.REPEALED: "repeal",
}


def document(press: Press, library: Library, row: Row) -> bytes:
    """Return a policy as an Akoma Ntoso document."""
    policy = library.policies[row.id]
    ET.register_namespace("", NAMESPACE)
    top = ET.Element(f"{{{NAMESPACE}}}akomaNtoso")
    head, rest = _split(policy)
    frame = _Frame(press, row, library.events.get(row.id, ()))
    doc = put(top, "doc", name=_kind_name(row, "doc"))
    frame.meta(doc, "")
    _part(doc, "mainBody", head, "")
    if rest:
        outer = put(doc, "attachments")
        for number, part in enumerate(rest, 1):
            _attachment(frame, outer, part, number)
    ET.indent(top, " ")
    written: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def work_uri(row: Row) -> str:
    """Return the FRBR name of the work: /akn/cn/doc/吉民发/2023/27."""
    return f"/akn/cn/doc/{paths.url(row.id.partition('@')[0])}"


def _split(policy: Policy) -> tuple[list[Part], list[Part]]:
    """Return the parts of the notice, and those that have a life of their own."""
    own = (PartKind.INSTRUMENT, PartKind.ATTACHMENT)
    head = [part for part in policy.parts if part.kind not in own]
    rest = [part for part in policy.parts if part.kind in own]
    return (head, rest) if head else (rest[:1], rest[1:])


def _kind_name(row: Row, fallback: str) -> str:
    for name in (
        "命令",
        "令",
        "决定",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ):
        if row.title.endswith(name):
            return name
    return fallback


class _Frame:
    """What stands in the head of the document and of each attachment."""

    def __init__(self, press: Press, row: Row, events: Sequence[Event]) -> None:
        self.press, self.row, self.events = press, row, events

    def meta(self, parent: ET.Element, component: str) -> None:
        meta = put(parent, "meta")
        self._identification(meta, component)
        if not component:
            self._lifecycle(meta)
            references = put(meta, "references", source="#publisher")
            put(references, "TLCOrganization", eId="publisher", href="#publisher",
                showAs=self.press.office.publisher or self.press.label["unnamed"])  # fmt: skip
            for number, name in enumerate(self.row.issuers, 1):
                put(references, "TLCOrganization", eId=f"issuer_{number}", href=f"#issuer_{number}",
                    showAs=paths.text(name))  # fmt: skip

    def _identification(self, meta: ET.Element, component: str) -> None:
        work = work_uri(self.row)
        day = self.row.day or _UNDATED
        expression = f"{work}/zho@{day.isoformat()}"
        tail = f"/!{component}" if component else "/!main"
        of = put(meta, "identification", source="#publisher")
        for name, uri in (
            ("FRBRWork", work),
            ("FRBRExpression", expression),
            ("FRBRManifestation", f"{expression}.xml"),
        ):
            level = put(of, name)
            put(
                level,
                "FRBRthis",
                value=uri.removesuffix(".xml")
                + tail
                + (".xml" if name == "FRBRManifestation" else ""),
            )
            put(level, "FRBRuri", value=uri)
            put(
                level,
                "FRBRdate",
                date=day.isoformat(),
                name="issued"
                if self.row.issued
                else "published"
                if self.row.published
                else "unknown",
            )
            put(
                level,
                "FRBRauthor",
                href="#issuer_1" if self.row.issuers and name == "FRBRWork" else "#publisher",
            )
            if name == "FRBRWork":
                put(level, "FRBRcountry", value="cn")
                if self.row.number:
                    put(level, "FRBRnumber", value=clean(self.row.number))
                put(level, "FRBRname", value=clean(self.row.title))
            if name == "FRBRExpression":
                put(level, "FRBRlanguage", language="zho")

    def _lifecycle(self, meta: ET.Element) -> None:
        told = [(e.day, _LIFE[e.kind]) for e in self.events if e.day and e.kind in _LIFE]
        if not told:
            return
        life = put(meta, "lifecycle", source="#publisher")
        for number, (day, kind) in enumerate(dict.fromkeys(sorted(told)), 1):
            put(life, "eventRef", eId=f"event_{number}", date=day.isoformat(), type=kind,
                source="#publisher")  # fmt: skip


def _attachment(frame: _Frame, outer: ET.Element, part: Part, number: int) -> None:
    attachment = put(outer, "attachment", eId=f"att_{number}")
    act = any(block.label and block.label.endswith("条") for block in part.blocks)
    inner = put(attachment, "act" if act else "doc", name=part.kind.value)
    frame.meta(inner, f"att_{number}")
    _part(inner, "body" if act else "mainBody", [part], f"att_{number}__")


def _part(parent: ET.Element, body: str, parts: Sequence[Part], prefix: str) -> None:
    blocks = [block for part in parts for block in part.blocks]
    preface, blocks = _cut(blocks, (Role.TITLE, Role.NUMBER, Role.NOTE))
    closing = _closing(blocks)
    if preface:
        akn_body.paragraphs(put(parent, "preface"), preface)
    akn_body.fill(put(parent, body), blocks[: len(blocks) - len(closing)], prefix)
    if closing:
        akn_body.paragraphs(put(parent, "conclusions"), closing)


def _cut(blocks: list[Block], roles: tuple[Role, ...]) -> tuple[list[Block], list[Block]]:
    at = 0
    while at < len(blocks) and blocks[at].role in roles:
        at += 1
    return blocks[:at], blocks[at:]


def _closing(blocks: Sequence[Block]) -> Sequence[Block]:
    at = len(blocks)
    while at and blocks[at - 1].role in (Role.SIGNATORY, Role.DATE, Role.NOTE):
        at -= 1
    return blocks[at:]
