"""Running orders on the desk, and building an issue from one."""

from dataclasses import dataclass
from pathlib import Path

from gazette.errors import DeskError, UnknownError
from gazette.issue import assemble, manifest
from gazette.model.collation import Severity
from gazette.model.document import Policy
from gazette.model.issue import Issue, Manifest
from gazette.store import records
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.doubts import with_doubts
from gazette.workflow.rulings import open_variants, reconcile


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a build stops unless it is overruled in writing."""

    policy: str
    message: str


def manifest_path(open_desk: OpenDesk, issue_id: str) -> Path:
    """Return where the running order of an issue lies.

    Raises:
        UnknownError: There is none of that name.
    """
    folder = open_desk.desk.issues
    path = folder / f"{issue_id}.toml"
    if not issue_id or path.parent != folder or not path.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml"))) or "none yet"
        raise UnknownError(
            f"No running order {issue_id!r} in {folder}.",
            f"There are: {known}. `gazette issue new`.",
        )
    return path


def load_manifest(open_desk: OpenDesk, issue_id: str) -> Manifest:
    """Read the running order of an issue.

    Raises:
        UnknownError: There is none of that name.
        DeskError: It cannot be read.
    """
    path = manifest_path(open_desk, issue_id)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"{path} cannot be read: {error}.", "Mend the file.") from error
    return manifest.load(text, path.name)


def manifests(open_desk: OpenDesk) -> tuple[Manifest, ...]:
    """Return every running order of the desk, in order of year and number."""
    folder = open_desk.desk.issues
    paths = (path for path in folder.glob("*.toml") if path.is_file())
    found = (load_manifest(open_desk, path.stem) for path in paths)
    return tuple(sorted(found, key=lambda each: (each.year, each.number)))


def held_policy(open_desk: OpenDesk, policy_id: str, revision: str | None) -> Policy | None:
    """Return a policy for a running order, with all that stands against its text today.

    `None` where its text is not held.
    """
    at = revision or "HEAD"
    if not open_desk.archive.exists(policy_path(policy_id), at):
        return None
    return with_doubts(open_desk, records.load_policy(open_desk.archive, policy_id, at))


def load_issue(open_desk: OpenDesk, issue_id: str) -> Issue:
    """Assemble an issue from its running order and the archive.

    Raises:
        UnknownError: There is no such running order, or it names what is not there.
    """
    found = load_manifest(open_desk, issue_id)
    return assemble(found, lambda policy, revision: held_policy(open_desk, policy, revision))


def blockers(open_desk: OpenDesk, issue: Issue) -> tuple[Blocker, ...]:
    """Return what speaks against printing the issue as it is: grave flags and open grave variants."""
    found: list[Blocker] = []
    for item in issue.items:
        if item.policy is None:
            continue
        found += [Blocker(item.policy.id, f.message) for f in item.policy.flags if f.grave]
        if len(records.load_witnesses(open_desk.archive, item.policy.id)) > 1:
            collation = reconcile(open_desk, item.policy.id).collation
            found += [
                Blocker(item.policy.id, f"{v.kind} open at {v.address or 'the head'}: {v.id}")
                for v in open_variants(collation)
                if v.severity is Severity.GRAVE
            ]
    return tuple(found)
