"""Running orders on the desk, and building an issue from one."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette import extract
from gazette.errors import DeskError, GazetteError, SourceError, UnknownError
from gazette.issue import Load, assemble, manifest
from gazette.issue.find import shown
from gazette.model.collation import Severity
from gazette.model.document import Policy
from gazette.model.issue import Issue, Manifest
from gazette.store import records
from gazette.store.ids import policy_path
from gazette.workflow.desk import OpenDesk
from gazette.workflow.doubts import with_doubts
from gazette.workflow.rulings import open_variants, reconcile

BOM = "\ufeff"
"""What some editors put before a text; it is no part of it."""
_MOST_BYTES = 4 * manifest.MAX_SIZE
_SHOWN = 24


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
    if not issue_id or path.parent != folder or not os.path.lexists(path):
        known = [each.stem for each in _paths(folder)]
        raise UnknownError(
            f"No running order {shown(issue_id)} in {folder}.",
            f"There are: {_some(known)}. `gazette issue new` starts one.",
        )
    return path


def _some(names: Sequence[str]) -> str:
    """Return the last few of many names."""
    if len(names) <= _SHOWN:
        return ", ".join(names) or "none yet"
    return f"{', '.join(names[-_SHOWN:])} and {len(names) - _SHOWN} older ones"


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def read_order(path: Path) -> str:
    """Return the text of a running order, its line ends as they are.

    Raises:
        DeskError: It is no ordinary file, too large, or not UTF-8.
    """
    try:
        if path.lstat().st_size > _MOST_BYTES:
            raise DeskError(f"{path} is too large for a running order.", "Split the issue.")
        return extract.read_file(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DeskError(f"{path} is not UTF-8: byte {error.start}.", "Save it as UTF-8.") from None
    except OSError as error:
        raise DeskError(f"{path} cannot be read: {error.strerror}.", "Mend the file.") from error
    except SourceError as error:
        raise DeskError(error.message, error.hint) from error


def load_manifest(open_desk: OpenDesk, issue_id: str) -> Manifest:
    """Read the running order of an issue.

    Raises:
        UnknownError: There is none of that name.
        DeskError: It cannot be read.
    """
    path = manifest_path(open_desk, issue_id)
    return manifest.load(read_order(path).removeprefix(BOM), path.name)


def manifests(open_desk: OpenDesk) -> tuple[Manifest, ...]:
    """Return every running order of the desk, in order of year and number.

    A folder of such a name is none; `gazette issue check` tells of it.

    Raises:
        DeskError: One of them cannot be read.
    """
    found, faults = readable(open_desk)
    for name, fault in faults.items():
        if not (open_desk.desk.issues / name).is_dir():
            raise fault
    return found


def readable(open_desk: OpenDesk) -> tuple[tuple[Manifest, ...], dict[str, DeskError]]:
    """Return the running orders that can be read, and by file name what is wrong with the others."""
    found: list[Manifest] = []
    faults: dict[str, DeskError] = {}
    for path in _paths(open_desk.desk.issues):
        try:
            found.append(load_manifest(open_desk, path.stem))
        except DeskError as error:
            faults[path.name] = error
    return tuple(sorted(found, key=lambda each: (each.year, each.number))), faults


def held_policy(open_desk: OpenDesk, policy_id: str, revision: str | None) -> Policy | None:
    """Return a policy for a running order, with all that stands against its text today.

    `None` where its text is not held.
    """
    at = revision or "HEAD"
    if not open_desk.archive.exists(policy_path(policy_id), at):
        return None
    return with_doubts(open_desk, records.load_policy(open_desk.archive, policy_id, at))


def lenient(open_desk: OpenDesk) -> Load:
    """Return what loads a policy where one that cannot be had is merely not there."""

    def load(policy: str, revision: str | None) -> Policy | None:
        try:
            return held_policy(open_desk, policy, revision)
        except GazetteError:
            return None

    return load


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
