"""The check of a running order on its desk: what an audit asks, and what the desk knows of it."""

from collections.abc import Collection, Mapping, Sequence

from gazette.errors import DeskError, GazetteError
from gazette.issue import audit, order
from gazette.issue.audit_case import Known
from gazette.model.event import StatusKind
from gazette.model.issue import Finding, Manifest
from gazette.store import editor
from gazette.store.moves import moved
from gazette.workflow.desk import OpenDesk
from gazette.workflow.issues import held_policy, lenient, load_manifest, readable
from gazette.workflow.orders import entries_of
from gazette.workflow.rulings import open_variants, reconcile, with_copies
from gazette.workflow.shelf import Shelf, carriages
from gazette.workflow.texts import Texts


def suggestions(open_desk: OpenDesk, issue_id: str) -> tuple[order.Move, ...]:
    """Return the entries that would stand elsewhere by rank of issuer, kind and number."""
    found = load_manifest(open_desk, issue_id)
    return order.suggest(found, lenient(open_desk), open_desk.desk.register)


def check(open_desk: OpenDesk, issue_id: str) -> tuple[Finding, ...]:
    """Check a running order before it is built.

    What cannot be read, be it a document, a copy or another running order, is a finding; only the
    running order itself must be readable.

    Raises:
        UnknownError: There is no such running order.
        DeskError: It cannot be read.
    """
    found = load_manifest(open_desk, issue_id)
    orders, faults = readable(open_desk)
    named = {entry.policy for entry in entries_of(found) if entry.policy}
    notes = [*_of_files(found, issue_id, faults)]
    known = Known(
        _unsettled(open_desk, named, notes),
        _ended(open_desk, found, named, orders if faults else None, notes),
        moved(open_desk.archive),
        open_desk.desk.sections,
    )
    audited = audit.check(
        found,
        orders,
        lambda policy, revision: held_policy(open_desk, policy, revision),
        known,
    )
    return (*notes, *audited)


def _of_files(
    found: Manifest, issue_id: str, faults: Mapping[str, DeskError]
) -> tuple[Finding, ...]:
    """Say what is wrong with the files of the running orders."""
    findings = [
        Finding(
            "order-unreadable",
            f"{error.message} What it carries was not held against this issue.",
            error.hint or "Mend the file.",
            f"issues/{name}",
        )
        for name, error in faults.items()
    ]
    if found.id != issue_id:
        findings.insert(
            0,
            Finding(
                "name-differs",
                f"The file is called {issue_id}.toml, and says it is {found.id}.",
                "Rename the file, or mend `year` and `number`.",
                "[issue] number",
                grave=True,
            ),
        )
    return tuple(findings)


def _unsettled(
    open_desk: OpenDesk, named: Collection[str], notes: list[Finding]
) -> dict[str, int]:
    """Count the variants that wait for a ruling; copies that cannot be read are noted."""
    waiting = {}
    for policy in with_copies(open_desk):
        if policy not in named:
            continue
        try:
            waiting[policy] = len(open_variants(reconcile(open_desk, policy).collation))
        except GazetteError as error:
            notes.append(
                Finding(
                    "copies-unreadable",
                    f"The copies of {policy} cannot be held together: {error.message}",
                    error.hint or "Run `gazette verify`.",
                    policy,
                    grave=True,
                )
            )
    return waiting


def _ended(
    open_desk: OpenDesk,
    found: Manifest,
    named: Collection[str],
    orders: Sequence[Manifest] | None,
    notes: list[Finding],
) -> dict[str, str]:
    """Return, for each policy named that no longer holds when the issue is out, who says so.

    Args:
        open_desk: The desk.
        found: The running order.
        named: The policies it names.
        orders: The running orders that can be read, where some cannot; else `None`.
        notes: Where it is noted that nothing is known.
    """
    if found.published is None:
        return {}
    try:
        shelf = _shelf(open_desk, orders)
    except GazetteError as error:
        notes.append(
            Finding(
                "status-unknown",
                f"It is not known which documents still hold: {error.message}",
                error.hint or "Run `gazette verify`.",
                "archive",
            )
        )
        return {}
    ended = {}
    for policy in named:
        status = shelf.status(policy, found.published)
        if status.kind in (StatusKind.REPEALED, StatusKind.EXPIRED):
            ended[policy] = "; ".join(event.quote for event in status.because)
    return ended


def _shelf(open_desk: OpenDesk, orders: Sequence[Manifest] | None) -> Shelf:
    if orders is None:
        return Shelf.of(open_desk)
    judged = editor.load_all(open_desk.archive)
    return Shelf.holding(Texts(open_desk), carriages(orders), judged)
