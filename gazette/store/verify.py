"""Is the archive whole?  Git's own check, and every record read as gazette reads it."""

from collections.abc import Iterator

from gazette.errors import GazetteError
from gazette.model.issue import Finding
from gazette.store.archive import Archive
from gazette.store.edits import Edit
from gazette.store.git import Git
from gazette.store.paths import check_path
from gazette.store.records import check_file, read_policy, source_path


def verify(archive: Archive) -> tuple[Finding, ...]:
    """Check objects, records, names and the working copy; an empty answer means all is well."""
    found = [*_objects(archive)]
    if not any(each.grave for each in found):
        found += _records(archive)
        found += _sources_held(archive)
    found += (_edit(edit) for edit in archive.pending_edits())
    return tuple(found)


def _objects(archive: Archive) -> Iterator[Finding]:
    """Let git check every object and link."""
    git = Git(archive.root)
    words = ("fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    status, said = git.both(*words)
    if status == 0:
        return
    lines = [line for line in said.splitlines() if line.strip()] or [f"exit status {status}"]
    for line in lines[:100]:
        yield Finding("object", line, "Restore a backup.", "archive/.git", grave=True)


def _records(archive: Archive) -> Iterator[Finding]:
    """Read every file as what its place says it is."""
    for path in archive.list():
        try:
            check_file(check_path(path), archive.read(path))
        except GazetteError as error:
            yield Finding("record", error.message, error.hint, path, grave=True)


def _sources_held(archive: Archive) -> Iterator[Finding]:
    """Every source that a policy names must be here."""
    held = set(archive.list("sources"))
    for path in archive.list("policies"):
        try:
            policy = read_policy(archive.read(path), path)
            wanted = [source_path(source.sha256) for source in policy.sources]
        except GazetteError:
            continue  # told by _records already
        for source in wanted:
            if source not in held:
                message = f"The source {source.rpartition('/')[2][:12]} is not held."
                yield Finding("source-missing", message, "Import it again.", path)


def _edit(edit: Edit) -> Finding:
    message = f"{edit.path} was {edit.kind} by hand and is not committed."
    if edit.outdated:
        message = f"{edit.path} was {edit.kind} by hand on top of an older version."
    return Finding("pending-edit", message, "Commit or undo the edit.", edit.path)
