"""From the witnesses of one document to the policy that is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from gazette import collate
from gazette.config import Desk
from gazette.model.collation import Collation, Ruling
from gazette.model.document import Attachment, Flag, Metadata, Policy, SourceRef, Witness
from gazette.model.source import Source
from gazette.model.trust import distrusted

REGULATION = "规章"
"""The class of documents whose gazette text is the standard text (立法法, 2023, art. 97)."""


def settle(
    policy_id: str,
    witnesses: Sequence[Witness],
    sources: Mapping[str, Source],
    rulings: Sequence[Ruling],
    desk: Desk,
) -> tuple[Policy, Collation]:
    """Hold the witnesses together and return the settled policy and what is open.

    Args:
        policy_id: The id the policy is kept under.
        witnesses: At least one.
        sources: Every source named by a witness, by SHA-256.
        rulings: The editor's decisions on this policy.
        desk: For the default precedence among carriers.
    """
    ranked = rank(witnesses, sources, desk)
    order = tuple(witness.source for witness in ranked)
    collation = collate.collate(ranked, sources, rulings, order)
    policy = Policy(
        id=policy_id,
        meta=merge(ranked),
        parts=collation.parts,
        sources=tuple(_ref(witness, sources[witness.source]) for witness in ranked),
        flags=_flags(ranked),
    )
    return policy, collation


def rank(
    witnesses: Sequence[Witness], sources: Mapping[str, Source], desk: Desk
) -> tuple[Witness, ...]:
    """Order witnesses by whose reading holds by default: trusted first, then by carrier.

    A witness that carries a grave flag comes after every one that does not, whatever its carrier;
    so, among the others, does one from a host that is not trusted alone.
    """
    table = dict(desk.precedence)
    carriers = table.get(_class(witnesses), table.get("default", ()))

    def key(witness: Witness) -> tuple[bool, bool, int, str]:
        source = sources[witness.source]
        grave = any(flag.grave for flag in witness.flags)
        doubted = distrusted(source, desk.trust) is not None
        return grave, doubted, _place(source, witness, carriers), witness.source

    return tuple(sorted(witnesses, key=key))


def _class(witnesses: Sequence[Witness]) -> str:
    """Return the class of document that decides on the default precedence.

    Regulations are issued by order (令); their number ends so or stands as 第N号.
    """
    for witness in witnesses:
        printed = witness.meta.number_printed or ""
        if "令" in printed or printed.startswith("第"):
            return REGULATION
    return "default"


def _place(source: Source, witness: Witness, carriers: Sequence[str]) -> int:
    """Return how early a source's carrier stands in the order of precedence."""
    tags = [source.carrier or "", source.medium.value]
    if witness.meta.gazette and witness.meta.page is not None:
        tags.insert(0, "gazette")
    places = [carriers.index(tag) for tag in tags if tag in carriers]
    return min(places, default=len(carriers))


def merge(ranked: Sequence[Witness]) -> Metadata:
    """Join what the witnesses say of the document: each field from the first that gives it.

    A title read from the text outranks one from a listing or from the contents.
    """
    found: dict[str, object] = {}
    for name in (field.name for field in fields(Metadata)):
        given = [getattr(witness.meta, name) for witness in ranked]
        found[name] = next((value for value in given if value), given[0])
    titles = [(w.meta.title_source != "text", w.meta) for w in ranked if w.meta.title]
    if titles:
        best = min(titles, key=lambda entry: entry[0])[1]
        found |= {"title": best.title, "title_source": best.title_source}
    merged = replace(ranked[0].meta, **found)  # type: ignore[arg-type]  # names come from the class
    subjects = dict.fromkeys(each for witness in ranked for each in witness.meta.subjects)
    return replace(merged, attachments=_attachments(ranked, merged), subjects=tuple(subjects))


def _attachments(ranked: Sequence[Witness], merged: Metadata) -> tuple[Attachment, ...]:
    """An attachment is held if any witness holds it."""
    held = {a.name for witness in ranked for a in witness.meta.attachments if a.held}
    return tuple(replace(a, held=a.held or a.name in held) for a in merged.attachments)


def _flags(ranked: Iterable[Witness]) -> tuple[Flag, ...]:
    """Join the flags of all witnesses, each once."""
    return tuple(dict.fromkeys(flag for witness in ranked for flag in witness.flags))


def _ref(witness: Witness, source: Source) -> SourceRef:
    return SourceRef(
        sha256=source.sha256,
        name=source.name,
        medium=source.medium.value,
        edition=source.edition,
        span=witness.span,
        issue=witness.meta.gazette,
        page=witness.meta.page,
    )
