"""Whether those who issue a document are who its number says they are."""

import re
from collections.abc import Iterable

from gazette.model.document import Flag, Role, Witness
from gazette.model.register import Issuer, Register
from gazette.segment.draft import Draft, Tag
from gazette.segment.flags.evidence import span_of
from gazette.segment.organs import is_organ, issuers_of_title
from gazette.text.fold import fold
from gazette.text.numbers import parse_number

_HEADER = 12
"""Lines of a page that are its header."""
_PLACE = re.compile(
    r"(?:省|市|州|县|縣|区|區|盟|旗|镇|乡|政府|人民|国务院|中共|中央|委员会|委|厅|局|部|院|办|署|处|會|府)"
)
_TOKEN = re.compile(r"[\u4e00-\u9fff]{3,8}")


def issuer_mismatch(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a document whose number belongs to another issuer than its title and signature name."""
    number = parse_number(witness.meta.number or "")
    expected = draft.register.by_code(number.code) if number else ()
    if not expected or number is None:
        return []
    names = _named(witness)
    if not names or any(_is_same(name, expected, draft.register) for name in names):
        return []
    owner = "、".join(dict.fromkeys(issuer.name for issuer in expected))
    message = f"The number {number} is one of {owner}, and the document names {'、'.join(names)} as its issuer."
    place = span_of(witness, "issuers") or span_of(witness, "number")
    return [Flag("issuer-mismatch", message, witness.source, place, grave=True)]


def _named(witness: Witness) -> list[str]:
    """Return the organs a document names: in its signature, and in the title of its text."""
    names = [
        block.text
        for part in witness.parts
        for block in part.blocks
        if block.role is Role.SIGNATORY and is_organ(block.text)
    ]
    if witness.meta.title_source == "text":
        names += issuers_of_title(witness.meta.title or "")
    return list(dict.fromkeys(names))


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


def repeated_name(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag an organ whose name is a name of the page's header: a brand put in its place.

    Taking the brand away everywhere would destroy titles, so the stretch is only pointed at.
    """
    names = [*_named(witness), *witness.meta.issuers]
    for token in _header_names(draft):
        hit = next((name for name in names if name.startswith(token) and name != token), None)
        if hit and not draft.register.by_name(hit):
            message = (
                f"“{token}” stands in the page's header and in the name of the organ “{hit}”."
            )
            place = span_of(witness, "issuers") or span_of(witness, "title")
            return [Flag("repeated-name", message, witness.source, place, grave=True)]
    return []


def _header_names(draft: Draft) -> list[str]:
    """Return the short names in the header of the page that are no place and no organ."""
    names = []
    for piece in draft.pieces[:_HEADER]:
        text = draft.read(piece)
        if piece.tag is Tag.FURNITURE and _TOKEN.fullmatch(text) and not _PLACE.search(text):
            names.append(text)
    return names
