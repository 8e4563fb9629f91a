"""The check of a running order before it is built: a list of questions, each with its own answer.

Every finding says where, what, and what to do.  A grave one stops a build; the others are for the
editor to weigh.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from gazette.errors import GazetteError, UnknownError
from gazette.issue.assembly import Load
from gazette.issue.audit_bodies import BODY_QUESTIONS
from gazette.issue.audit_case import Case, Known, Placed
from gazette.issue.audit_issue import ISSUE_QUESTIONS
from gazette.model.document import Policy
from gazette.model.issue import Entry, Finding, Manifest

Question = Callable[[Case], Iterable[Finding]]
QUESTIONS: tuple[Question, ...] = (*ISSUE_QUESTIONS, *BODY_QUESTIONS)
"""In the order their findings are listed."""


def check(
    manifest: Manifest, earlier: Sequence[Manifest], load: Load, known: Known | None = None
) -> tuple[Finding, ...]:
    """Check a running order.

    Args:
        manifest: The running order.
        earlier: Those of other issues of the gazette; later ones and this one itself are left out.
        load: Gives the policy of an id at a revision, or `None`; what it raises is a finding.
        known: What the desk knows of the documents.

    Returns:
        What was found: first of the issue, then entry by entry.
    """
    before = sorted(
        (
            other
            for other in earlier
            if (other.year, other.number) < (manifest.year, manifest.number)
        ),
        key=lambda other: (other.year, other.number),
    )
    case = Case(manifest, tuple(before), tuple(placed(manifest, load)), known or Known())
    return tuple(finding for question in QUESTIONS for finding in question(case))


def placed(manifest: Manifest, load: Load) -> Iterator[Placed]:
    """Yield every entry with its place and its body."""
    for section in manifest.sections:
        for position, entry in enumerate(section.entries, 1):
            yield _fetched(section.name, position, entry, load)
    for position, entry in enumerate(manifest.back, 1):
        yield _fetched("", position, entry, load)


def _fetched(section: str, position: int, entry: Entry, load: Load) -> Placed:
    if entry.policy is None:
        return Placed(section, position, entry, None)
    policy, trouble = _tried(load, entry.policy, entry.revision)
    newest_held = False
    if policy is None and entry.revision is not None:
        newest_held = _tried(load, entry.policy, None)[0] is not None
    return Placed(section, position, entry, policy, newest_held=newest_held, trouble=trouble)


def _tried(
    load: Load, policy: str, revision: str | None
) -> tuple[Policy | None, GazetteError | None]:
    """Load a policy; one that cannot be loaded is a finding here, not an error."""
    try:
        return load(policy, revision), None
    except UnknownError:
        return None, None
    except GazetteError as error:
        return None, error
