"""The stable JSON shapes of policies, variants and events: plain dicts, lists, texts, numbers.

Dates are ISO 8601, spans are `[start, end]` in code points of the source decoded to text, and a
thing not known is `null`.  Keys are stable; more may be added.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from gazette.model.collation import Collation, Reading, Ruling, Suspicion, Variant
from gazette.model.correction import Correction
from gazette.model.document import Block, Flag, Part, Policy, SourceRef, Subject
from gazette.model.event import Citation, Event, Status, Target
from gazette.model.source import Span
from gazette.model.store import Revision

Shape = dict[str, Any]


def source_names(refs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a name for each source that no other source has.

    Args:
        refs: SHA-256 and file name of each source.

    Returns:
        SHA-256 to file name, with the first digits of the hash where two files share a name.
    """
    known = dict(refs)
    often = Counter(known.values())
    return {
        sha256: name if often[name] == 1 else f"{name}#{sha256[:8]}"
        for sha256, name in known.items()
    }


def row(policy: Policy, status: Status | None = None) -> Shape:
    """Return one line of `gazette list --json`."""
    meta = policy.meta
    names = source_names((ref.sha256, ref.name) for ref in policy.sources)
    return {
        "id": policy.id,
        "number": meta.number,
        "title": meta.title,
        "title_source": meta.title_source,
        "kind": meta.kind.value,
        "issuers": list(meta.issuers),
        "issued": _iso(meta.issued),
        "published": _iso(meta.published),
        "status": status.kind.value if status else None,
        "subjects": [subject_shape(subject) for subject in meta.subjects],
        "sources": [_source(ref, names) for ref in policy.sources],
        "flags": [_flag(flag, names) for flag in policy.flags],
    }


def full(
    policy: Policy,
    status: Status | None,
    events: Sequence[Event],
    citations: Sequence[Citation],
) -> Shape:
    """Return `gazette show --json`: the row, the text in parts, events and citations."""
    meta = policy.meta
    return row(policy, status) | {
        "number_printed": meta.number_printed,
        "addressees": list(meta.addressees),
        "gazette": meta.gazette,
        "page": meta.page,
        "attachments": [{"name": a.name, "held": a.held} for a in meta.attachments],
        "parts": [part_shape(part) for part in policy.parts],
        "events": [event_shape(event) for event in events],
        "citations": [citation_shape(citation) for citation in citations],
    }


def subject_shape(subject: Subject) -> Shape:
    """Return what a document is about, and who says so."""
    return {"name": subject.name, "source": subject.source}


def event_shape(event: Event) -> Shape:
    """Return one event with the words that say it."""
    return {
        "event": event.kind.value,
        "date": _iso(event.day),
        "certain": event.certain,
        "quote": event.quote,
        "source": event.source,
        "address": event.address,
        "span": _span(event.span),
        "subject": event.subject or None,
        "target": _target(event.target),
        "candidates": [{"what": what, "date": _iso(day)} for what, day in event.candidates],
        "reason": event.reason,
    }


def citation_shape(citation: Citation) -> Shape:
    """Return one document that a text names."""
    return {
        "title": citation.title,
        "number": citation.number,
        "id": citation.id,
        "quote": citation.quote,
        "address": citation.address,
        "abbreviation": citation.abbreviation,
    }


def status_shape(status: Status) -> Shape:
    """Return what holds of a policy on a day, and why."""
    return {
        "status": status.kind.value,
        "at": _iso(status.at),
        "until": _iso(status.until),
        "because": [event_shape(event) for event in status.because],
    }


def correction_shape(correction: Correction) -> Shape:
    """Return one erratum."""
    return {
        "find": correction.find,
        "replace": correction.replace,
        "reason": correction.reason,
        "on": _iso(correction.on),
        "by": correction.by,
    }


def revision_shape(revision: Revision) -> Shape:
    """Return one revision of a policy."""
    return {
        "commit": revision.commit,
        "when": revision.when.isoformat(),
        "author": revision.author,
        "message": revision.message,
        "path": revision.path,
        "trailers": [list(trailer) for trailer in revision.trailers],
    }


def collation_shape(policy: str, collation: Collation, names: Mapping[str, str]) -> Shape:
    """Return one policy's part of `gazette reconcile --json`.

    Args:
        policy: Its id.
        collation: The witnesses held together.
        names: SHA-256 to name, for each witness's source in order.
    """
    return {
        "id": policy,
        "witnesses": list(names.values()),
        "noise": dict(collation.noise),
        "variants": [_variant(variant, names) for variant in collation.variants],
        "stale": [_ruling(ruling, names) for ruling in collation.stale],
        "lint": [_suspicion(found) for found in collation.lint],
        "budget_cut": collation.budget_cut,
    }


def _variant(variant: Variant, names: Mapping[str, str]) -> Shape:
    return {
        "id": variant.id,
        "address": variant.address,
        "class": variant.kind.value,
        "severity": variant.severity.value,
        "readings": {names.get(sha, sha): _reading(read) for sha, read in variant.readings},
        "before": variant.before,
        "after": variant.after,
        "suggestion": variant.suggestion,
        "confidence": variant.confidence,
        "reason": "; ".join(variant.evidence) or None,
        "group": variant.group,
        "ruling": _ruling(variant.ruling, names) if variant.ruling else None,
    }


def _reading(reading: Reading) -> Shape:
    return {"text": reading.text, "span": _span(reading.span), "page": reading.page}


def _ruling(ruling: Ruling, names: Mapping[str, str]) -> Shape:
    take = ruling.take
    return {
        "text": ruling.text,
        "take": names.get(take, take) if take else None,
        "reason": ruling.reason,
        "by": ruling.by,
        "on": _iso(ruling.on),
    }


def _suspicion(found: Suspicion) -> Shape:
    return {
        "code": found.code,
        "address": found.address,
        "text": found.text,
        "message": found.message,
    }


def part_shape(part: Part) -> Shape:
    """Return one part of a text."""
    blocks = [_block(block) for block in part.blocks]
    return {"kind": part.kind.value, "title": part.title, "blocks": blocks}


def _block(block: Block) -> Shape:
    return {
        "label": block.label,
        "level": block.level,
        "text": block.text,
        "address": block.address,
        "role": block.role.value,
    }


def _source(ref: SourceRef, names: Mapping[str, str]) -> Shape:
    return {
        "source": names[ref.sha256],
        "sha256": ref.sha256,
        "medium": ref.medium,
        "edition": ref.edition,
        "span": _span(ref.span),
        "issue": ref.issue,
        "page": ref.page,
    }


def _flag(flag: Flag, names: Mapping[str, str]) -> Shape:
    return {
        "code": flag.code,
        "message": flag.message,
        "source": names.get(flag.source, flag.source) if flag.source else None,
        "span": _span(flag.span),
        "grave": flag.grave,
    }


def _target(target: Target | None) -> Shape | None:
    if target is None:
        return None
    return {
        "number": target.number,
        "title": target.title,
        "id": target.id,
        "partial": target.partial,
    }


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
