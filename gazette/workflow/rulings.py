"""Reconciling the copies of a policy, and the editor's decisions on where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gazette.errors import GazetteError, UnknownError
from gazette.model.collation import Collation, Ruling, Severity, Variant
from gazette.model.document import Policy
from gazette.model.source import Source
from gazette.store import catalogue, records
from gazette.workflow.desk import OpenDesk
from gazette.workflow.imports import load_held
from gazette.workflow.settle import settle


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A policy with its copies held together."""

    policy: Policy
    collation: Collation
    sources: Mapping[str, Source]
    """By SHA-256, in the order of precedence."""
    rulings: tuple[Ruling, ...]


def reconcile(open_desk: OpenDesk, policy_id: str) -> Reconciled:
    """Hold the copies of one policy together, with the rulings there are.

    Raises:
        UnknownError: The archive holds no copy of it.
    """
    held = load_held(open_desk, policy_id)
    if not held.witnesses:
        raise UnknownError(
            f"No copy of {policy_id} is held.", "Import its text: gazette import --for ID FILE."
        )
    rulings = tuple(records.rulings_of(open_desk.archive, policy_id))
    policy, collation = settle(policy_id, held.witnesses, held.sources, rulings, open_desk.desk)
    ordered = {ref.sha256: held.sources[ref.sha256] for ref in policy.sources}
    return Reconciled(policy, collation, ordered, rulings)


def with_copies(open_desk: OpenDesk) -> tuple[str, ...]:
    """Return the ids of all policies that have more than one copy."""
    found = catalogue.summaries(open_desk.archive)
    return tuple(policy.id for policy in found if len(policy.sources) > 1)


@dataclass(frozen=True, slots=True)
class Unread:
    """A policy whose copies could not be held together, and why."""

    id: str
    error: GazetteError


def all_in_question(open_desk: OpenDesk) -> tuple[str, ...]:
    """Return the ids of all policies that have more than one copy, or of which nobody can tell.

    A policy whose file cannot be read may have copies too: it is named and not left out.
    """
    found = catalogue.summaries(open_desk.archive)
    unreadable = [each.id for each in found if not catalogue.is_readable(each)]
    return tuple(sorted({*with_copies(open_desk), *unreadable}))


def attempt(open_desk: OpenDesk, policy_id: str) -> Reconciled | Unread:
    """Hold the copies of one policy together as `reconcile` does, or tell why that cannot be done."""
    try:
        return reconcile(open_desk, policy_id)
    except GazetteError as error:
        return Unread(policy_id, error)


def open_variants(collation: Collation) -> tuple[Variant, ...]:
    """Return the variants of words that no ruling has answered."""
    return tuple(
        v for v in collation.variants if v.ruling is None and v.severity is not Severity.NOISE
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decides: one source's reading, or words of the editor's own."""

    reason: str
    take: str | None = None
    """Name or SHA-256 (or its beginning) of a source."""
    text: str | None = None
    by: str | None = None


def rule(
    open_desk: OpenDesk,
    policy_id: str,
    variant_id: str,
    decision: Decision,
    when: datetime,
    *,
    group: bool = False,
) -> Reconciled:
    """Keep a decision on a variant, and settle the policy with it, in one commit.

    With `group`, it answers every variant of the same cause.

    Raises:
        UnknownError: There is no such variant, or no such source at it.
        GazetteError: The decision gives no reason, or neither or both of source and text.
    """
    found = reconcile(open_desk, policy_id)
    variant = find_variant(found.collation.variants, variant_id)
    alike = [v for v in found.collation.variants if group and v.group and v.group == variant.group]
    new = [_ruling(found, each, decision, when) for each in alike or [variant]]
    others = [r for r in found.rulings if not any(_same_place(r, ruling) for ruling in new)]
    return _save(open_desk, policy_id, (*others, *new), when, f"Rule on {variant.id}")


def withdraw(open_desk: OpenDesk, policy_id: str, variant_id: str, when: datetime) -> Reconciled:
    """Take the ruling on a variant back; the variant is open again.

    Raises:
        UnknownError: There is no such variant, or no ruling on it.
    """
    found = reconcile(open_desk, policy_id)
    variant = find_variant(found.collation.variants, variant_id)
    if variant.ruling is None:
        raise UnknownError(f"No ruling on {variant.id} to withdraw.", "")
    kept = tuple(r for r in found.rulings if r != variant.ruling)
    return _save(open_desk, policy_id, kept, when, f"Withdraw the ruling on {variant.id}")


def find_variant(variants: Iterable[Variant], wanted: str) -> Variant:
    """Return the variant whose id is `wanted` or alone begins with it.

    Raises:
        UnknownError: None or several do.
    """
    hits = [variant for variant in variants if variant.id.startswith(wanted)]
    exact = [variant for variant in hits if variant.id == wanted]
    if len(exact or hits) != 1:
        what = "No variant" if not hits else f"{len(hits)} variants"
        raise UnknownError(
            f"{what} with id {wanted}.", "`gazette reconcile ID` lists the variants and their ids."
        )
    return (exact or hits)[0]


def _ruling(found: Reconciled, variant: Variant, decision: Decision, when: datetime) -> Ruling:
    if not decision.reason.strip():
        raise GazetteError("A ruling needs a reason.", 'Give it with --reason "…".')
    if (decision.take is None) == (decision.text is None):
        raise GazetteError("A ruling takes one source's reading, or a text.", "--take or --text.")
    readings = {sha256: reading.text for sha256, reading in variant.readings}
    take = _source(found.sources, readings, decision.take) if decision.take else None
    return Ruling(
        readings=tuple(readings.items()),
        before=variant.before,
        after=variant.after,
        text=readings[take] if take else decision.text or "",
        reason=decision.reason.strip(),
        take=take,
        by=decision.by,
        on=when.date(),
    )


def _source(sources: Mapping[str, Source], readings: Iterable[str], wanted: str) -> str:
    """Return the SHA-256 of the source at this variant that `wanted` names."""
    hits = [
        sha256
        for sha256 in readings
        if sha256.startswith(wanted)
        or sources[sha256].name == wanted
        or sources[sha256].name.startswith(wanted)
    ]
    if len(hits) != 1:
        names = ", ".join(sources[sha256].name for sha256 in readings)
        raise UnknownError(f"{wanted} names no one source of this variant.", f"One of: {names}.")
    return hits[0]


def _same_place(one: Ruling, other: Ruling) -> bool:
    return (one.readings, one.before, one.after) == (other.readings, other.before, other.after)


def _save(
    open_desk: OpenDesk,
    policy_id: str,
    rulings: Sequence[Ruling],
    when: datetime,
    message: str,
) -> Reconciled:
    held = load_held(open_desk, policy_id)
    policy, collation = settle(policy_id, held.witnesses, held.sources, rulings, open_desk.desk)
    files = records.rulings_file(open_desk.archive, policy_id, tuple(rulings))
    files |= records.policy_file(policy)
    trailers = (("Policy", policy_id),)
    open_desk.archive.save(
        files, message=f"{message} of {policy_id}", when=when, trailers=trailers
    )
    ordered = {ref.sha256: held.sources[ref.sha256] for ref in policy.sources}
    return Reconciled(policy, collation, ordered, tuple(rulings))
