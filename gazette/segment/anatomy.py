"""The parts of a document: notice, signature, instrument, attachments, in the order they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazette.model.document import PartKind, Role
from gazette.segment.grammar import (
    CONTENTS,
    attachment_mark,
    is_note,
    is_stored_file,
    is_title_line,
    names_a_kind,
)
from gazette.segment.heads import read_head, read_instrument_head
from gazette.segment.imprint import imprint
from gazette.segment.organs import issuers_of_title
from gazette.segment.para import Para
from gazette.segment.signatures import Signature, find_signatures, officers, signed
from gazette.structure import find_label
from gazette.text.fold import fold, squeeze

_NAMED = re.compile(r"《([^《》]{4,90})》")
_BARE = re.compile(r"(?:关于)?(?:印发|转发|批转|发布)([^《》]{4,80}?)的通知$")
_ENTRY = re.compile(r"(?:附件)?\d{1,2}\s?[.．、:：]|[（(]?\d{1,2}[)）]|《")
_OWN_LINE = re.compile(r"附\s{0,4}件\s{0,2}(?:[\d一二三四五六七八九十]{1,3})?\s{0,2}[:：]?")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The paragraphs of a document, each with its role and its part."""

    paras: tuple[Para, ...]
    signatories: tuple[Para, ...] = ()
    """The organs of the signature that counts, in the order of the source."""


def dissect(lines: list[Para], known: tuple[str, ...] = ()) -> Anatomy:
    """Tell the parts of a document.

    Args:
        lines: Its lines, in order.
        known: Names of organs that may stand run together in its signature.
    """
    size = len(lines) - imprint(lines)
    anatomy = _dissected(contents_aside(lines[:size]), known)
    part = anatomy.paras[-1].part if anatomy.paras else PartKind.NOTICE
    below = [line.be(Role.NOTE, part) for line in lines[size:]]
    return replace(anatomy, paras=(*anatomy.paras, *below))


def _dissected(lines: list[Para], known: tuple[str, ...]) -> Anatomy:
    head = read_head(lines)
    title = head.paras[0].text if head.paras and head.paras[0].role is Role.TITLE else ""
    known = (*issuers_of_title(title), *known)
    rest = lines[head.length :]
    bare = not any(para.role in {Role.NUMBER, Role.ADDRESSEES} for para in head.paras)
    signatures = find_signatures(rest, known)
    if bare and not signatures and not officers(rest) and _is_rule(title, rest):
        body = [para.be(para.role, PartKind.INSTRUMENT) for para in (*head.paras, *rest)]
        return Anatomy(tuple(_attachments(body)))
    sign = signatures[0] if signatures else _officer(rest)
    if sign is None:
        return Anatomy((*head.paras, *_attachments(_unsigned(rest, title))))
    names = signed(rest[sign.start : sign.end], known)
    paras = [
        *head.paras,
        *_attachments(_unsigned(rest[: sign.start], title)),
        *names,
        *_below(rest[sign.end :], title),
    ]
    return Anatomy(tuple(paras), tuple(name for name in names if name.role is Role.SIGNATORY))


_CHAPTER = re.compile(r"第\s{0,2}[一二三四五六七八九十百]{1,4}\s{0,2}[编編章节節]")


def contents_aside(lines: list[Para]) -> list[Para]:
    """Make the contents of a law notes: their chapters are no headings of its text."""
    for index, line in enumerate(lines[:12]):
        if squeeze(line.text) not in CONTENTS:
            continue
        end = index + 1
        while end < len(lines) and len(lines[end].text) <= 60 and _CHAPTER.match(lines[end].text):
            end += 1
        again = next(
            (at for at in range(index + 2, end) if _same(lines[at], lines[index + 1])), end
        )
        notes = [each.be(Role.NOTE) for each in lines[index:again]]
        return [*lines[:index], *notes, *lines[again:]]
    return lines


def _same(one: Para, other: Para) -> bool:
    return fold(one.text) == fold(other.text)


def _is_rule(title: str, rest: Sequence[Para]) -> bool:
    """Tell whether a text without head and signature is an instrument by itself."""
    if re.search(r"(?:通知|公告|通告|函|批复|决定|意见|解读|简介|人员|名单)$", title):
        return False
    return any(
        re.match(r"第[一1][章条]|第\s{0,2}一\s{0,2}[条條]|1\.?\s|一、", para.text)
        for para in rest[:6]
    )


def _officer(rest: Sequence[Para]) -> Signature | None:
    """Return the line an officer signs alone, with those of his colleagues below it."""
    found = officers(rest)
    if not found:
        return None
    end = found[0] + 1
    while end in found:
        end += 1
    return Signature(found[0], end)


def _names(title: str, rest: Sequence[Para]) -> set[str]:
    """Return the folded names of the instruments a notice may issue."""
    texts = [title, *(para.text for para in rest[:3])]
    names = {fold(name) for text in texts for name in _NAMED.findall(text)}
    bare = _BARE.search("".join(title.split()))
    return names | ({fold(bare[1])} if bare else set())


def _unsigned(rest: Sequence[Para], title: str) -> list[Para]:
    """Tell the instrument that stands above a signature from the notice that issues it."""
    names = _names(title, rest)
    for index in range(1, len(rest)):
        text = fold(rest[index].text)
        if text in names and not find_label(rest[index].text):
            return [*rest[:index], *_instrument(rest[index:])]
    return list(rest)


def _instrument(lines: Sequence[Para]) -> list[Para]:
    head = read_instrument_head(list(lines))
    body = [line.be(line.role, PartKind.INSTRUMENT) for line in lines[head.length :]]
    return [*head.paras, *body]


def _below(lines: Sequence[Para], title: str) -> list[Para]:
    """Tell what stands below a signature: notes, attachments, the instrument."""
    notes: list[Para] = []
    at = 0
    while at < len(lines) and is_note(lines[at].text):
        notes.append(lines[at].be(Role.NOTE, PartKind.SIGNATURE))
        at += 1
    rest = list(lines[at:])
    marks = _leading_attachments(rest)
    above, below = rest[:marks], rest[marks:]
    if below and not attachment_mark(below[0].text):
        below = _instrument(below) if _has_text(below) else below
    return [*notes, *_attachments([*above, *below])]


def _leading_attachments(rest: Sequence[Para]) -> int:
    """Return how many lines name attachments before the instrument begins."""
    if not rest or not attachment_mark(rest[0].text) or _is_body_mark(rest, 0):
        return 0
    at = 1
    while at < len(rest) and _is_entry(rest[at].text):
        at += 1
    return at


def _has_text(lines: Sequence[Para]) -> bool:
    return bool(lines) and (is_title_line(lines[0].text) or len(lines) > 1)


def _is_entry(text: str) -> bool:
    """Tell whether a line names one attachment more."""
    if len(text) > 120 or re.search(r"。.", text):
        return False
    return bool(_ENTRY.match(text)) or is_stored_file(text)


def _is_body_mark(lines: Sequence[Para], at: int) -> bool:
    """Tell whether 附件1 stands above the text of an attachment rather than in a list."""
    text = lines[at].text
    if not _OWN_LINE.fullmatch(text) or at + 2 > len(lines):
        return False
    following = lines[at + 1 : at + 2]
    return bool(following) and not _is_entry(following[0].text) and len(lines) > at + 2


def _attachments(paras: Sequence[Para]) -> list[Para]:
    """Give the lines that name attachments, and the texts of those held, their parts."""
    made: list[Para] = []
    listing = False
    body: PartKind | None = None
    for at, para in enumerate(paras):
        mark = para.role in {Role.PARAGRAPH, Role.TITLE} and attachment_mark(para.text)
        if mark and _is_body_mark(paras, at):
            body, listing = PartKind.ATTACHMENT, False
            made.append(replace(para.be(Role.NOTE, body), first=True))
            continue
        if body:
            made.append(_attached(para, body, after=made[-1]))
            continue
        if mark and _is_list_mark(para.text, mark):
            listing = True
        elif listing and not _is_entry(para.text):
            listing = False
        made.append(para.be(Role.ATTACHMENT, PartKind.ATTACHMENT_LIST) if listing else para)
    return made


def _is_list_mark(text: str, mark: int) -> bool:
    """Tell whether 附件 at the start of a line announces, and does not begin a sentence."""
    rest = text[mark:]
    return text[:mark].rstrip().endswith((":", "：")) and len(rest) <= 120 and "。" not in rest


def _attached(para: Para, part: PartKind, after: Para) -> Para:
    """Return a paragraph of an attachment; the line below its mark is its title."""
    below = after.role is Role.NOTE and after.first and is_title_line(para.text)
    titled = below and (names_a_kind(para.text) or len(para.text) <= 60)
    return para.be(Role.TITLE if titled else para.role, part)
