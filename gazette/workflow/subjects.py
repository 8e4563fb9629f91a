"""What policies are about: as their sources say, or as an editor does, who has the last word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gazette.errors import GazetteError
from gazette.model.document import Policy, Subject
from gazette.store import records
from gazette.store import subjects as kept
from gazette.workflow.desk import OpenDesk

EDITOR = "editor"
_LONGEST = 40
_MOST = 20


def classify(
    open_desk: OpenDesk, policy_id: str, names: Sequence[str], reason: str, when: datetime
) -> tuple[Subject, ...]:
    """Give a policy its subjects, in one commit; with none, what its sources say holds again.

    Returns:
        The subjects that hold now.

    Raises:
        GazetteError: There is no reason, or a subject is empty, too long, or one too many.
    """
    if not reason.strip():
        raise GazetteError("Subjects need a reason.", 'Give it with --reason "…".')
    clean = tuple(dict.fromkeys(" ".join(name.split()) for name in names))
    if any(not 0 < len(name) <= _LONGEST for name in clean) or len(clean) > _MOST:
        raise GazetteError(
            f"A subject has 1 to {_LONGEST} characters, and a policy at most {_MOST} subjects.",
            "Give each as one word, as in a list of keywords.",
        )
    path = kept.path_of(policy_id)
    held = open_desk.archive.exists(path)
    if clean or held:
        open_desk.archive.save(
            {path: kept.dump(clean, reason) if clean else None},
            message=f"Classify {policy_id}: {reason}",
            when=when,
            trailers=(("Policy", policy_id),),
        )
    return of(open_desk, policy_id)


def of(open_desk: OpenDesk, policy_id: str) -> tuple[Subject, ...]:
    """Return the subjects of a policy that hold."""
    policy = records.load_policy(open_desk.archive, policy_id)
    return classified(policy, kept.load(open_desk.archive, policy_id)).meta.subjects


def classified(policy: Policy, names: Sequence[str]) -> Policy:
    """Return a policy with the subjects an editor gave it; with none, as its sources say."""
    if not names:
        return policy
    given = tuple(Subject(name, EDITOR) for name in names)
    return replace(policy, meta=replace(policy.meta, subjects=given))
