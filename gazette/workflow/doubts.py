"""What speaks against a policy as it would be printed: found anew each time, never read back alone.

The flags kept in a policy's file may be out of date, or taken out by hand.  So they are joined with
those of its copies, of the text itself, of the hosts the copies come from, and of other policies.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gazette import collate, segment
from gazette.model.collation import Collation
from gazette.model.document import Flag, Policy, Witness, text_of
from gazette.model.report import Doubt
from gazette.model.source import Span
from gazette.model.trust import single_source
from gazette.store import catalogue, records
from gazette.text.deceptive import visible
from gazette.text.fold import squeeze
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import base_id
from gazette.workflow.imports import Held, load_held
from gazette.workflow.settle import settle

CONTEXT = 16
"""Letters shown before and after the words in question."""
_NO_DOUBT = frozenset({"contents-without-body"})
"""What is said of a page as a whole and casts no doubt on a document."""


def with_doubts(open_desk: OpenDesk, policy: Policy) -> Policy:
    """Return a policy with every flag that stands against its text today."""
    return replace(policy, flags=standing(open_desk, policy))


def standing(open_desk: OpenDesk, policy: Policy) -> tuple[Flag, ...]:
    """Return the flags that stand against a policy as its text is now.

    A grave flag of a copy is answered where nothing that is printed was read from its span: by a
    ruling, by a better copy, or by an edit that took the words out.  All others stand.
    """
    held = load_held(open_desk, policy.id)
    seen = tuple(dict.fromkeys(flag for witness in held.witnesses for flag in witness.flags))
    kept = [flag for flag in policy.flags if flag not in seen]
    found = [*kept, *_unanswered(open_desk, policy, held, seen)]
    codes = {flag.code for flag in found if flag.grave}
    looked = segment.look(policy.parts, policy.meta, open_desk.desk.register)
    found += [flag for flag in looked if flag.code not in codes]
    sources = [held.sources[witness.source] for witness in held.witnesses]
    alone = single_source(sources, open_desk.desk.trust)
    found += [alone] if alone else []
    found += _twins(open_desk, policy, held.witnesses)
    return tuple(dict.fromkeys(found))


def told(open_desk: OpenDesk, policy_id: str) -> tuple[Doubt, ...]:
    """Return what an editor should be shown of a policy: its flags, with the words in question.

    The flags of the pages its copies stand on come last: nothing of these pages is printed.
    """
    policy = records.load_policy(open_desk.archive, policy_id)
    witnesses = records.load_witnesses(open_desk.archive, policy_id)
    found = [_quoted(flag, witnesses) for flag in standing(open_desk, policy)]
    found.sort(key=lambda doubt: not doubt.flag.grave)
    sources = dict.fromkeys(witness.source for witness in witnesses)
    pages = [records.load_source_record(open_desk.archive, sha256).flags for sha256 in sources]
    around = [
        Doubt(Flag(flag.code, flag.message))
        for flags in pages
        for flag in flags
        if flag.code not in _NO_DOUBT
    ]
    return (*found, *dict.fromkeys(around))


def lines(found: Iterable[Doubt]) -> Iterator[str]:
    """Yield doubts as lines for a terminal; `!` stands before those that stop a build."""
    for doubt in found:
        flag = doubt.flag
        yield f"{'!' if flag.grave else '·'} {flag.code}: {flag.message}"
        if doubt.words:
            yield f"    …{doubt.before}⟦{doubt.words}⟧{doubt.after}…"
        if flag.proposal is not None:
            why = " ".join(flag.evidence)
            yield f"    ? {flag.proposal or '(omit)'}{f': {why}' if why else ''}"


def _quoted(flag: Flag, witnesses: Iterable[Witness]) -> Doubt:
    """Return a flag with its words, and some before and after them in their block."""
    if flag.span is None:
        return Doubt(flag)
    for block in (
        b for w in witnesses if w.source == flag.source for p in w.parts for b in p.blocks
    ):
        for run in block.trace:
            start = run.at + flag.span.start - run.start
            if run.at <= start < run.at + run.length:
                end = min(start + flag.span.end - flag.span.start, len(block.text))
                around = max(0, start - CONTEXT), end + CONTEXT
                pieces = ((around[0], start), (start, end), (end, around[1]))
                return Doubt(flag, *(visible(block.text[a:b]) for a, b in pieces))
    return Doubt(flag)


def _unanswered(
    open_desk: OpenDesk, policy: Policy, held: Held, flags: Sequence[Flag]
) -> Iterator[Flag]:
    """Yield the flags of the copies that the printed text does not answer."""
    if not any(flag.grave for flag in flags):
        yield from flags
        return
    derived, collation = settle(
        policy.id, held.witnesses, held.sources, held.rulings, open_desk.desk
    )
    edited = derived.parts != policy.parts
    first = derived.sources[0].sha256
    text = squeeze(text_of(policy.parts))
    for flag in flags:
        if not flag.grave or _is_printed(flag, collation, first):
            words = _words(held.witnesses, flag)
            if not (flag.grave and edited and words) or words in text:
                yield flag


def _is_printed(flag: Flag, collation: Collation, first: str) -> bool:
    """Tell whether anything of the settled text was read from a flag's span."""
    span = flag.span
    if span is None:
        return flag.source in (None, first)
    return any(
        origin.source == flag.source and origin.span is not None and _overlap(origin.span, span)
        for origin in collation.origins
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _words(witnesses: Iterable[Witness], flag: Flag) -> str:
    """Return the words of a copy that a flag points at, without white space."""
    if flag.span is None:
        return ""
    start, end = flag.span
    return squeeze(
        "".join(
            block.text[
                run.at + max(0, start - run.start) : run.at + min(run.length, end - run.start)
            ]
            for witness in witnesses
            if witness.source == flag.source
            for part in witness.parts
            for block in part.blocks
            for run in block.trace
            if run.start < end and start < run.start + run.length
        )
    )


def _twins(open_desk: OpenDesk, policy: Policy, witnesses: Sequence[Witness]) -> Iterator[Flag]:
    """Flag a policy whose text is held under another number too: one of the two is not its own.

    It is grave for the one that fewer copies speak for, and for both where they are as many.
    """
    archive = open_desk.archive
    for other in catalogue.summaries(archive):
        if base_id(other.id) == base_id(policy.id) or not _may_be_twins(policy, other):
            continue
        copies = records.load_witnesses(archive, other.id)
        if any(collate.same_text(a, b) for a in witnesses for b in copies):
            name = other.meta.number or other.id
            words = f"The same text is held as {name}; one of the two numbers is not its own."
            yield Flag("twin", words, grave=len(witnesses) <= len(copies))


def _may_be_twins(one: Policy, other: Policy) -> bool:
    if not one.meta.number or not other.meta.number:
        return False
    same_day = one.meta.issued is not None and one.meta.issued == other.meta.issued
    return same_day or (one.meta.title is not None and one.meta.title == other.meta.title)
