"""The editor's page: every variant side by side, what speaks for it, and how to decide."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gazette.model.collation import Collation, Reading, Ruling, Severity, Variant, VariantClass
from gazette.model.comparison import Op
from gazette.model.document import Policy
from gazette.model.report import Doubt
from gazette.model.source import Source
from gazette.render.collation.labels import Labels, evidence, labels, word
from gazette.render.collation.places import Context, context
from gazette.render.templates import fill
from gazette.text.deceptive import visible
from gazette.words import diff

Collated = tuple[Policy, Collation, Mapping[str, Source]]
"""A policy, its collation, and its sources by SHA-256, in the order of precedence."""
Images = Mapping[str, Sequence[tuple[str, str]]]
"""For a variant's id, images of its page: caption and `data:` address."""
_IMAGE = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=]{1,20000000}")
LONG = 160
"""A reading longer than this is folded in the middle."""


def report_page(
    collated: Sequence[Collated],
    *,
    language: str = "zh",
    images: Images | None = None,
    own_templates: Path | None = None,
    doubts: Mapping[str, Sequence[Doubt]] | None = None,
) -> str:
    """Return the reconciliation of some policies as one HTML page that needs no script.

    Args:
        collated: The policies, in the order they are to stand.
        language: Of the page's own words.
        images: Images of pages, as `data:` addresses of PNG, JPEG or WebP; others are left out.
        own_templates: The editor's folder of templates.
        doubts: For a policy's id, the flags that stand against it.

    Raises:
        RenderError: The template is missing or broken.
    """
    words = labels(language)
    documents = [
        _document(f"d{number}", each, words, images or {})
        | {"doubts": [_doubt(d, each[2], words) for d in (doubts or {}).get(each[0].id, ())]}
        for number, each in enumerate(collated, 1)
    ]
    values = {
        "t": words["page"],
        "language": "zh-CN" if language.lower().startswith("zh") else language,
        "documents": documents,
        "total": words["page"]["total"].format(
            len(documents),
            sum(document["count"] for document in documents),
            sum(document["grave"] for document in documents),
            sum(document["open"] for document in documents),
        ),
    }
    return fill("reconcile/report.html", values, own_templates)


def _document(anchor: str, collated: Collated, words: Labels, images: Images) -> dict[str, Any]:
    policy, collation, sources = collated
    signs = {sha256: chr(ord("A") + at % 26) for at, sha256 in enumerate(sources)}
    variants = collation.variants
    anchors = {variant.id: f"{anchor}v{number}" for number, variant in enumerate(variants, 1)}
    cards = [_card(each, collated, signs, words) for each in variants]
    for variant, card in zip(variants, cards, strict=True):
        card["anchor"] = anchors[variant.id]
        card["images"] = [i for i in images.get(variant.id, ()) if _IMAGE.fullmatch(i[1])]
        card["siblings"] = [
            {"anchor": anchors[other.id], "place": other.address or other.id}
            for other in variants
            if variant.group and other.group == variant.group and other.id != variant.id
        ]
    return {
        "anchor": anchor,
        "id": policy.id,
        "number": policy.meta.number,
        "title": policy.meta.title or policy.id,
        "sources": [_source(signs[sha256], source) for sha256, source in sources.items()],
        "variants": cards,
        "count": len(variants),
        "grave": sum(variant.severity is Severity.GRAVE for variant in variants),
        "open": sum(variant.ruling is None for variant in variants),
        "noise": [(word(words, "noise", name), count) for name, count in collation.noise],
        "noise_total": sum(count for _, count in collation.noise),
        "lint": [_suspicion(each.code, each.address, each.text, words) for each in collation.lint],
        "stale": [_ruling(each) for each in collation.stale],
        "budget_cut": collation.budget_cut,
    }


def _doubt(doubt: Doubt, sources: Mapping[str, Source], words: Labels) -> dict[str, Any]:
    """Return a flag with the words in question and, if there is one, what is proposed for them."""
    flag = doubt.flag
    source = sources.get(flag.source or "")
    return {
        "name": word(words, "flag", flag.code),
        "message": flag.message,
        "grave": flag.grave,
        "before": doubt.before,
        "words": doubt.words,
        "after": doubt.after,
        "source": source.name if source else None,
        "span": tuple(flag.span) if flag.span else None,
        "proposal": flag.proposal,
        "evidence": flag.evidence,
    }


def _source(sign: str, source: Source) -> dict[str, Any]:
    return {
        "sign": sign,
        "name": source.name,
        "edition": source.edition,
        "carrier": source.carrier or source.medium.value,
        "url": source.url or "",
        "retrieved": source.retrieved.isoformat() if source.retrieved else None,
    }


def _suspicion(code: str, address: str, text: str, words: Labels) -> dict[str, str]:
    return {"address": address, "text": text, "message": word(words, "lint", code)}


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return {
        "text": ruling.text,
        "reason": ruling.reason,
        "by": ruling.by,
        "on": ruling.on.isoformat() if ruling.on else None,
    }


def _card(
    variant: Variant, collated: Collated, signs: Mapping[str, str], words: Labels
) -> dict[str, Any]:
    policy, collation, sources = collated
    around = context(collation, variant)
    first = variant.readings[0][1].text if variant.readings else ""
    return {
        "id": variant.id,
        "address": variant.address,
        "kind": word(words, "kind", variant.kind),
        "severity": variant.severity.value,
        "severity_word": word(words, "severity", variant.severity),
        "readings": [
            _reading(signs.get(sha256, "?"), reading, first, around, variant)
            for sha256, reading in variant.readings
        ],
        "in_row": variant.kind is VariantClass.SIGNATURE_ORDER,
        "suggestion": variant.suggestion and visible(variant.suggestion),
        "leaning": [
            signs.get(sha256, "?")
            for sha256, reading in variant.readings
            if reading.text == variant.suggestion
        ],
        "confidence": round(100 * variant.confidence) if variant.confidence else None,
        "evidence": [visible(evidence(sentence, words)) for sentence in variant.evidence],
        "ruling": _ruling(variant.ruling) if variant.ruling else None,
        "command": _command(policy, variant, sources),
    }


def _command(policy: Policy, variant: Variant, sources: Mapping[str, Source]) -> str:
    """Return the command that takes the suggested reading, or the first."""
    takes = [
        sources[sha256].name
        for sha256, reading in variant.readings
        if sha256 in sources and reading.text == variant.suggestion
    ]
    take = takes[0] if takes else "…"
    return f'gazette rule {policy.id} {variant.id} --take {take} --reason "…"'


def _reading(
    sign: str, reading: Reading, first: str, around: Context, variant: Variant
) -> dict[str, Any]:
    in_row = variant.kind is VariantClass.SIGNATURE_ORDER
    return {
        "sign": sign,
        "before": visible(around.before),
        "after": visible(around.after),
        "runs": [] if in_row else _runs(first, reading.text),
        "names": _names(first, reading.text) if in_row else [],
        "empty": not reading.text,
        "page": reading.page,
        "span": tuple(reading.span),
        "chosen": variant.ruling is not None and variant.ruling.text == reading.text,
        "leaning": variant.suggestion == reading.text,
    }


def _runs(first: str, text: str) -> list[tuple[str, bool]]:
    """Return a reading in runs, each with whether it differs from the other reading.

    A short reading differs as a whole; in a long one only its own words are marked.
    """
    if len(text) <= 12 or text == first:
        return [(_folded(text), True)] if text else []
    return [
        (_folded(run.text), run.op is Op.INSERT)
        for run in diff(first, text)
        if run.op is not Op.DELETE
    ]


def _folded(text: str) -> str:
    """Leave out the middle of a very long reading; write what deceives or shows nothing as its code."""
    text = visible(text)
    return text if len(text) <= LONG else f"{text[: LONG // 2]} …… {text[-LONG // 2 :]}"


def _names(first: str, text: str) -> list[dict[str, Any]]:
    """Return the names of a row, each with whether the first copy has it at another place."""
    other = first.split("、")
    return [
        {"name": name, "moved": text != first and (at >= len(other) or other[at] != name)}
        for at, name in enumerate(text.split("、"))
    ]
