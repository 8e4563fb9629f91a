"""Attachments: what a document announces, and whether its text is in our hands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gazette.model.document import Attachment, Part, PartKind, Role
from gazette.model.source import Span
from gazette.segment.grammar import attachment_mark
from gazette.segment.para import Para
from gazette.text.fold import fold

_LABEL = re.compile(r"(?:附件\s?)?(?:\d{1,2}\s{0,2}[.．、:：]|[（(]\d{1,2}[)）])\s{0,4}")
_FILE = re.compile(r"\s{0,2}\.\s?(?:docx?|xlsx?|pptx?|pdf|ofd|wps|zip|rar)$", re.IGNORECASE)
_MARK = re.compile(r"^附\s{0,2}件\s{0,2}")


@dataclass(frozen=True, slots=True)
class Announced:
    """An attachment that the text announces, and where."""

    name: str
    span: Span


def announced(paras: Iterable[Para]) -> list[Announced]:
    """Read the list of attachments; one file in several formats is one attachment."""
    found: dict[str, Announced] = {}
    for para in paras:
        if para.role is not Role.ATTACHMENT:
            continue
        name = _name(para.text)
        if name:
            found.setdefault(fold(name), Announced(name, para.span))
    return list(found.values())


def _name(text: str) -> str:
    rest = text[attachment_mark(text) :] if re.match(r"附\s{0,4}件\s{0,2}[:：]", text) else text
    rest = _LABEL.sub("", rest.strip(), count=1)
    rest = _FILE.sub("", _MARK.sub("", rest)).strip()
    quoted = re.fullmatch(r"《([^《》]{2,120})》", rest)
    return quoted[1] if quoted else rest


def attachments(found: Iterable[Announced], parts: Iterable[Part]) -> tuple[Attachment, ...]:
    """Tell for each attachment whether a part of the document is its text."""
    titles = {
        fold(part.title)
        for part in parts
        if part.title and part.kind in {PartKind.ATTACHMENT, PartKind.INSTRUMENT}
    }
    return tuple(Attachment(each.name, _held(fold(each.name), titles)) for each in found)


def _held(name: str, titles: set[str]) -> bool:
    return any(name == title or (len(title) > 6 and title.endswith(name)) for title in titles)
