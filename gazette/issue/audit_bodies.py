"""Questions about the entries: is the body there, is it ready, does it say what the contents say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from gazette.issue.audit_case import Case, Placed
from gazette.model.document import Kind, Policy, Role
from gazette.model.issue import Finding
from gazette.text.fold import fold
from gazette.text.numerals import CHINESE_NUMERAL, to_int

_ANNOUNCED = re.compile(
    rf"等\s?([{CHINESE_NUMERAL}]{{1,4}}|\d{{1,3}})\s?个?(?:部门|单位|机关|厅局|委办局|家|厅（局）)"
)
"""等十七部门."""


def missing(case: Case) -> Iterator[Finding]:
    """Every policy that is named must be held, at the revision it is pinned to."""
    for placed in case.placed:
        if placed.entry.policy is not None and placed.policy is None:
            code, message, hint = _why_missing(case, placed, placed.entry.policy)
            yield Finding(code, message, hint, placed.place, grave=True)


def _why_missing(case: Case, placed: Placed, name: str) -> tuple[str, str, str]:
    """Return code, message and hint for a policy that is not to be had."""
    revision = placed.entry.revision
    if placed.newest_held:
        return (
            "revision-missing",
            f"{name} is pinned to revision {revision}, which is not in the archive.",
            "Remove `revision`; `gazette issue freeze` pins it anew.",
        )
    if name in case.known.moved:
        new = case.known.moved[name]
        return (
            "policy-moved",
            f"{name} has a number now and is kept as {new}.",
            f'Write policy = "{new}".',
        )
    if placed.trouble is not None:
        return (
            "policy-unreadable",
            placed.trouble.message,
            placed.trouble.hint or "Look at it with `gazette verify`.",
        )
    return (
        "policy-missing",
        f"{name} is not in the archive.",
        "Import it, or put a title in place of the policy.",
    )


def not_held(case: Case) -> Iterator[Finding]:
    """Entries without a body are allowed, and pointed out."""
    for placed in case.placed:
        if placed.entry.policy is None:
            yield Finding(
                "not-held",
                "The contents name it, and its text is not held.",
                "Import the text and name it as `policy`, or leave it: it is printed so marked.",
                placed.place,
            )


def twice(case: Case) -> Iterator[Finding]:
    """No document stands in an issue twice."""
    counts = Counter(case.id_now(p.entry.policy) for p in case.placed if p.entry.policy)
    for placed in case.placed:
        name = placed.entry.policy
        if name is not None and counts[case.id_now(name)] > 1:
            count = counts[case.id_now(name)]
            yield Finding(
                "entry-twice",
                f"{name} stands in this issue {count} times.",
                "Remove one: `gazette issue remove` takes its place, as in 部门文件:2.",
                placed.place,
                grave=True,
            )


def published_before(case: Case) -> Iterator[Finding]:
    """No document stands in two issues, also not under an id it had before."""
    carried = {
        case.id_now(entry.policy): other.id
        for other in case.earlier
        for section in other.sections
        for entry in section.entries
        if entry.policy
    }
    for placed in case.placed:
        name = placed.entry.policy
        if name is not None and placed.section and case.id_now(name) in carried:
            yield Finding(
                "already-published",
                f"Issue {carried[case.id_now(name)]} already carries {name}.",
                "Remove it, or say in `note` why it is printed again.",
                placed.place,
                grave=placed.entry.note is None,
            )


def unsettled(case: Case) -> Iterator[Finding]:
    """No variant may wait for a ruling."""
    for placed in case.placed:
        count = case.known.unsettled.get(placed.entry.policy or "", 0)
        if count:
            yield Finding(
                "unsettled",
                f"{count} variants of {placed.entry.policy} wait for a ruling.",
                f"Settle them with `gazette reconcile {placed.entry.policy}`.",
                placed.place,
                grave=True,
            )


def flagged(case: Case) -> Iterator[Finding]:
    """What was flagged when a document was read must have been looked at."""
    for placed, policy in _held(case):
        announced = any(not attachment.held for attachment in policy.meta.attachments)
        for flag in policy.flags:
            if flag.code == "attachment-missing" and announced:
                continue  # `attachments` says it, by name
            yield Finding(
                f"flag-{flag.code}",
                flag.message,
                "Look at the source, then settle it.",
                placed.place,
                flag.grave,
            )


def repealed(case: Case) -> Iterator[Finding]:
    """A document that no longer holds is not printed unawares."""
    for placed in case.placed:
        why = case.known.repealed.get(placed.entry.policy or "")
        if why is not None:
            yield Finding(
                "repealed",
                f"{placed.entry.policy} no longer holds: {why}",
                "Leave it out, or say in `note` why it is printed.",
                placed.place,
                grave=placed.entry.note is None,
            )


def contents_and_body(case: Case) -> Iterator[Finding]:
    """The contents say what the body says."""
    for placed, policy in _held(case):
        entry, meta = placed.entry, policy.meta
        if not (entry.title or meta.title):
            yield _differs(
                placed, f"{policy.id} has no title.", "Give one in the entry.", grave=True
            )
        if entry.title and meta.title and fold(entry.title) != fold(meta.title):
            yield _differs(placed, f"The contents say {entry.title}, the body {meta.title}.")
        if entry.number and meta.number and fold(entry.number) != fold(meta.number):
            yield _differs(placed, f"The contents say {entry.number}, the body {meta.number}.")
        if not any(block.text.strip() for part in policy.parts for block in part.blocks):
            yield _differs(placed, f"{policy.id} has no text.", "Import it again.", grave=True)


def _differs(
    placed: Placed, message: str, hint: str = "Mend the one that is wrong.", *, grave: bool = False
) -> Finding:
    return Finding("contents-differ", message, hint, placed.place, grave)


def attachments(case: Case) -> Iterator[Finding]:
    """Attachments that the text announces must be there."""
    for placed, policy in _held(case):
        for attachment in policy.meta.attachments:
            if not attachment.held:
                yield Finding(
                    "attachment-missing",
                    f"{policy.id} announces an attachment that is not held: {attachment.name}.",
                    "Import it, or say in `note` that it is not printed.",
                    placed.place,
                )


def signatories(case: Case) -> Iterator[Finding]:
    """A title that counts its issuers (等十七部门) must be signed by as many."""
    for placed, policy in _held(case):
        match = _ANNOUNCED.search(policy.meta.title or "")
        announced = to_int(match[1]) if match else None
        signed = count_signatories(policy)
        if announced is not None and announced != signed:
            yield Finding(
                "signatories",
                f"The title of {policy.id} counts {announced} issuers, and {signed} have signed.",
                "Compare the signature with the page.",
                placed.place,
            )


def count_signatories(policy: Policy) -> int:
    """Count those who signed, two on a line counted as two."""
    return sum(
        bool(name.strip())
        for part in policy.parts
        for block in part.blocks
        if block.role is Role.SIGNATORY
        for name in block.text.replace("\n", "\t").split("\t")
    )


def days(case: Case) -> Iterator[Finding]:
    """A document has a date, and none after the issue's."""
    printed = case.manifest.published
    for placed, policy in _held(case):
        issued = policy.meta.issued
        if issued is None and policy.meta.kind is Kind.POLICY:
            yield Finding(
                "date-missing",
                f"{policy.id} has no date of issue.",
                "Look at the source.",
                placed.place,
            )
        if issued and printed and issued > printed:
            yield Finding(
                "date-order",
                f"{policy.id} is of {issued}, after the issue ({printed}).",
                "Mend the date that is wrong.",
                placed.place,
                grave=True,
            )


def printed_pages(case: Case) -> Iterator[Finding]:
    """Printed page numbers grow."""
    last = 0
    for placed in case.placed:
        page = placed.entry.printed_page
        if page is None:
            continue
        if page < last:
            yield Finding(
                "page-order",
                f"Printed page {page} comes after {last}.",
                "Mend `printed_page`.",
                placed.place,
            )
        last = max(last, page)


def _held(case: Case) -> Iterator[tuple[Placed, Policy]]:
    for placed in case.placed:
        if placed.policy is not None:
            yield placed, placed.policy


BODY_QUESTIONS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    missing,
    not_held,
    twice,
    published_before,
    unsettled,
    flagged,
    repealed,
    contents_and_body,
    attachments,
    signatories,
    days,
    printed_pages,
)
