"""Whether those who issue a document are who its number says they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gazette.model.document import Block, Flag, Metadata, Part, Role, Witness
from gazette.model.register import Issuer, Register
from gazette.model.source import Span
from gazette.segment.draft import Draft, Tag
from gazette.segment.flags.evidence import place_of, source_of, span_of
from gazette.segment.grammar import is_date_line
from gazette.segment.organs import is_organ, is_signer, issuers_of_title
from gazette.text.fold import fold, squeeze
from gazette.text.numbers import Number, parse_number

_HEADER = 12
"""Lines of a page that are its header."""
_PLACE = re.compile(
    r"政府|人民|国务院|中共|中央|委员会|(?:省|市|州|县|縣|区|區|盟|旗|镇|乡|委|厅|局|部|院|办|署|处|會|府|山|江|河|湖)$"
)
"""Names of places and organs, told by how they end."""
_TOKEN = re.compile(r"[\u4e00-\u9fff]{3,8}")
_BARE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]{2,16}")
_VERB = re.compile(r"关于|關於|印发|转发|批转|发布|颁布|公布|任免|公告|通告|《")
"""Where the names of issuers end in a title."""
_TOGETHER = re.compile(r"等[一二三四五六七八九十\d]{0,3}个?(?:部门|单位|厅局|部委)?$")
_NO_NAME = re.compile(r"\d{4}年|^(?:全|各|第|关|做|对|进一步|解读|政策)|[度期]$")
_OFFICES = ("人民政府", "办公厅", "办公室", "委员会", "政府", "厅", "局")
"""How a brand is made to look like an organ, the longest first."""


def issuer_mismatch(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a document that another organ claims than the one its number belongs to."""
    place = span_of(witness, "issuers") or span_of(witness, "number")
    doubt = issuer_doubt(witness.parts, witness.meta, draft.register)
    return [] if doubt is None else [_doubted(doubt, witness.source, place)]


def issuer_missing(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a document of a known issuer that names none, neither above nor below its text."""
    meta = witness.meta
    number = parse_number(meta.number or "")
    if number is None or meta.title_source != "text" or not draft.register.by_code(number.code):
        return []
    blocks = [block for part in witness.parts for block in part.blocks]
    if title_names(meta) or any(block.role is Role.SIGNATORY for block in blocks):
        return []
    if any(signers(witness.parts)):
        return []
    message = f"The number {number} is of a known issuer, and nobody signs the document."
    return [Flag("issuer-missing", message, witness.source, span_of(witness, "number"))]


def issuer_doubt(
    parts: Sequence[Part], meta: Metadata, register: Register
) -> tuple[str, str | None, tuple[str, ...]] | None:
    """Say what speaks against the issuer a document names.

    Title and signature are asked one by one, so that it is not enough to leave one of them alone.

    Returns:
        The doubt, the name that is proposed instead, and what speaks for it; `None`: no doubt.
    """
    signed, titled = list(signers(parts)), list(title_names(meta))
    numbers = [each for each in map(parse_number, (meta.number or "").split(";")) if each]
    expected = [issuer for number in numbers for issuer in register.by_code(number.code)]
    if expected:
        return _against_number(numbers[0], expected, (signed, titled), register)
    organs = [name for name in signed if is_organ(name)]
    if not organs or not titled or any(_is_one(a, b) for a in organs for b in titled):
        return None
    words = (
        f"The title names {'、'.join(titled)} as its issuer, and it is signed {'、'.join(organs)}."
    )
    return words, None, ()


def _against_number(
    number: Number,
    expected: Sequence[Issuer],
    claims: Iterable[Sequence[str]],
    register: Register,
) -> tuple[str, str | None, tuple[str, ...]] | None:
    wrong = [
        name
        for names in claims
        if names and not any(_is_same(name, expected, register) for name in names)
        for name in names
    ]
    if not wrong:
        return None
    owners = list(dict.fromkeys(issuer.name for issuer in expected))
    named = "、".join(dict.fromkeys(wrong))
    words = (
        f"The number {number} is one of {'、'.join(owners)}, and the document names {named} as "
        "its issuer."
    )
    evidence = (f"The code {number.code} of the number is one of {owners[0]}.",)
    return words, owners[0] if len(owners) == 1 else None, evidence


def _doubted(
    doubt: tuple[str, str | None, tuple[str, ...]], source: str | None, place: Span | None
) -> Flag:
    words, proposal, evidence = doubt
    return Flag(
        "issuer-mismatch", words, source, place, grave=True, proposal=proposal, evidence=evidence
    )


def signers(parts: Sequence[Part]) -> Iterator[str]:
    """Yield who signs: organs, and a bare name that stands above a date where an organ would."""
    blocks = [block for part in parts for block in part.blocks]
    for block in blocks:
        if block.role is Role.SIGNATORY and is_organ(block.text):
            yield squeeze(block.text)
    for above, below in pairwise(blocks):
        if _is_bare_signature(above, below):
            yield squeeze(above.text)


def _is_bare_signature(above: Block, below: Block) -> bool:
    if above.role is not Role.PARAGRAPH or above.label or not is_date_line(below.text):
        return False
    text = squeeze(above.text)
    return bool(_BARE.fullmatch(text)) and not is_signer(text)


def title_names(meta: Metadata) -> Sequence[str]:
    """Return whom a title of the text begins with: organs, or bare names where organs would stand."""
    if meta.title_source != "text" or not meta.title:
        return ()
    organs = issuers_of_title(meta.title)
    head, *rest = _VERB.split(meta.title, maxsplit=1)
    if organs or not rest or not head.strip() or len(head) > 120:
        return organs
    names = re.split(r"[\s、]{1,4}", _TOGETHER.sub("", head.strip()))
    bare = all(_BARE.fullmatch(name) and not _NO_NAME.search(name) for name in names)
    strange = [name for name in names if not is_organ(name)]
    return names if bare and not any(map(_PLACE.search, strange)) else ()


def _is_same(name: str, expected: Iterable[Issuer], register: Register) -> bool:
    """Tell whether a name is one of the issuers, in full, in short, or with its state before it."""
    name = name.removeprefix("中华人民共和国")
    known = register.by_name(name)
    for issuer in expected:
        forms = {fold(form) for form in (issuer.name, *issuer.short)}
        if known == issuer or fold(name) in forms:
            return True
        if any(fold(name).endswith(form) and len(form) > 4 for form in forms):
            return True
    return False


def _is_one(one: str, other: str) -> bool:
    """Tell whether two names may be of one organ: one of them may be shortened."""
    short, long = sorted((fold(one), fold(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def repeated_name(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag an organ whose name is a name of the page's header: a brand put in its place.

    Taking the brand away everywhere would destroy titles, so the stretch is only pointed at.
    """
    for token in header_names(draft):
        for hit, place in _organs_of(token, witness):
            if draft.register.by_name(hit) is None:
                message = (
                    f"“{token}” stands in the page's header and in the name of the organ “{hit}”."
                )
                evidence = (f"“{token}” is a name of the page and of no organ.",)
                return [
                    Flag(
                        "repeated-name",
                        message,
                        witness.source,
                        place,
                        grave=True,
                        evidence=evidence,
                    )
                ]
    return []


def _organs_of(token: str, witness: Witness) -> Iterator[tuple[str, Span | None]]:
    """Yield the organs of a document that are called by a token: its issuers, then in its text."""
    place = span_of(witness, "issuers") or span_of(witness, "title")
    for name in (*signers(witness.parts), *title_names(witness.meta), *witness.meta.issuers):
        if name.startswith(token) and name != token:
            yield name, place
    for part in witness.parts:
        for block in part.blocks:
            at = block.text.find(token)
            while at >= 0:
                end = at + len(token)
                office = next((o for o in _OFFICES if block.text.startswith(o, end)), None)
                if office:
                    hit = token + office
                    yield hit, source_of(block, at, end + len(office)) or place_of(block)
                at = block.text.find(token, end)


def header_names(draft: Draft) -> list[str]:
    """Return the short names in the header of the page that are no place and no organ."""
    lines = [draft.read(piece) for piece in draft.pieces[:_HEADER] if piece.tag is Tag.FURNITURE]
    lines += re.split(r"[-_|—–·\s]{1,8}", (draft.extraction.title or "")[:200])
    names = [name for name in lines if _TOKEN.fullmatch(name) and not _PLACE.search(name)]
    return list(dict.fromkeys(names))
