"""What a document announces held against what is there: title, signatories, attachments."""

import re

from gazette.model.document import Flag, Kind, Role, Witness
from gazette.segment.draft import Draft
from gazette.segment.flags.evidence import span_of
from gazette.text.numerals import to_int

_TOGETHER = re.compile(r"等([一二三四五六七八九十]{1,3}|\d{1,2})个?(?:部门|单位|厅局|部委)")


def title_missing(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a document whose title the source does not give."""
    meta = witness.meta
    if meta.title is not None and meta.title_source != "instrument":
        return []
    if meta.title is None:
        message = "The source gives no title for this document."
    else:
        message = "The source gives no title for this document; that of its instrument stands in."
    return [Flag("title-missing", message, witness.source, witness.span)]


def signatories_count(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag a joint document that announces another number of organs than sign it."""
    match = _TOGETHER.search(witness.meta.title or "")
    signed = [b for part in witness.parts for b in part.blocks if b.role is Role.SIGNATORY]
    announced = to_int(match[1]) if match else None
    if match is None or announced is None or not signed or len(signed) == announced:
        return []
    message = f"The title announces {announced} organs ({match[0]}), and {len(signed)} sign."
    return [Flag("signatories-count", message, witness.source, span_of(witness, "issuers"))]


def attachment_missing(draft: Draft, witness: Witness) -> list[Flag]:
    """Flag each attachment that is announced and not held."""
    if witness.meta.kind is not Kind.POLICY:
        return []
    spans = [span for name, span in witness.evidence if name == "attachments"]
    return [
        Flag(
            "attachment-missing",
            f"The attachment “{each.name}” is announced, and its text is not in this source.",
            witness.source,
            span,
        )
        for each, span in zip(witness.meta.attachments, spans, strict=True)
        if not each.held
    ]
