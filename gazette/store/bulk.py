"""Many commits at once, through `git fast-import`.

Fast-import moves the branch only at its end, and only if nobody else moved it meanwhile.  So
either all commits of an import are there or none is.
"""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from gazette.errors import ArchiveError
from gazette.model.store import Saved
from gazette.store import journal, states
from gazette.store.commits import Trailers, compose, identity
from gazette.store.git import Git, GitError, environment
from gazette.store.journal import Changes
from gazette.store.names import Names
from gazette.store.objects import Objects
from gazette.store.paths import check_path
from gazette.store.save import blob_at, finish, move, nothing_saved, refuse_edit
from gazette.store.working import blob_id


@dataclass(frozen=True, slots=True)
class Batch:
    """One commit of a bulk import; the fields are those of `Archive.save`."""

    files: Mapping[str, bytes | None]
    message: str
    when: datetime
    trailers: Trailers = ()


_REF = "refs/gazette/import"
"""Where an import grows until it is whole; then the branch is moved there in one step."""


def save_many(git: Git, objects: Objects, batches: Iterable[Batch], author: str) -> Saved | None:
    """Import commits on top of the newest one, and show them in the working copy.

    Returns:
        What was saved; `None` if the branch moved meanwhile.

    Raises:
        ArchiveError: Nothing was saved, and why.
    """
    try:
        head = states.tip(git)
        importer = Importer(git, objects, author, head)
        commit = importer.run(batches)
        if commit is None:
            return Saved(None)
        changes = importer.net_changes()
        if not move(git, head, commit, changes):
            return None
    except OSError as error:
        raise nothing_saved(error) from error
    finally:
        _forget(git)
    warnings = finish(git, changes, lambda _, blob: _staged(git, objects, blob), durable=False)
    return Saved(commit, tuple(sorted(changes)), warnings)


def _staged(git: Git, objects: Objects, blob: str) -> Path:
    place = journal.stage_folder(git) / blob
    found = objects.get(blob)
    if found is None:
        raise ArchiveError(f"The object {blob} is missing.", "Restore a backup.")
    place.write_bytes(found.data)
    return place


def _forget(git: Git) -> None:
    """Remove the import's own reference, and the lock a killed one left on it."""
    for end in ("", ".lock"):
        (git.folder / f"{_REF}{end}").unlink(missing_ok=True)


class Importer:
    """Feeds commits to fast-import and keeps account of what they change."""

    def __init__(self, git: Git, objects: Objects, author: str, head: str | None) -> None:
        self._git = git
        self._objects = objects
        self._author = author
        self._head = head
        self._changes: Changes = {}
        self._names = Names(objects, head)

    def net_changes(self) -> Changes:
        """Return what changed from the old head to the last commit."""
        return {path: each for path, each in self._changes.items() if each[0] != each[1]}

    def run(self, batches: Iterable[Batch]) -> str | None:
        """Import all commits and return the id of the last; `None` if nothing changed.

        Raises:
            ArchiveError: Nothing was imported, and why.
        """
        _forget(self._git)
        words = ["fast-import", "--quiet", "--force", "--done", "--date-format=raw"]
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(  # noqa: S603  (a list of words, no shell)
                self._git.command(words),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=self._git.root,
                env=environment(),
                start_new_session=True,
                pass_fds=self._git.keep,
            )
            try:
                count = self._feed(process, batches)
            finally:
                _end(process)
            said.seek(0)
            stderr = said.read().decode("utf-8", "replace")
        if process.returncode or count is None:
            raise GitError("fast-import", process.returncode, stderr)
        return self._git.ids(1, "rev-parse", "--verify", _REF)[0] if count else None

    def _feed(self, process: "subprocess.Popen[bytes]", batches: Iterable[Batch]) -> int | None:
        """Write all commits; give their number, or `None` if fast-import stopped listening."""
        if process.stdin is None:
            return None
        count = 0
        try:
            for batch in batches:
                count += self._write(process.stdin, batch, first=not count)
            process.stdin.write(b"done\n")
            process.stdin.close()
        except BrokenPipeError:
            return None
        return count

    def _write(self, stream: IO[bytes], batch: Batch, *, first: bool) -> int:
        changed = dict(self._changed(batch.files))
        if not changed:
            return 0
        stream.write(self._header(batch, first=first))
        for path, data in changed.items():
            name = _quoted(path)
            if data is None:
                stream.write(b"D %s\n" % name)
            else:
                stream.write(b"M 100644 inline %s\ndata %d\n%s\n" % (name, len(data), data))
        stream.write(b"\n")
        return 1

    def _changed(self, files: Mapping[str, bytes | None]) -> Iterator[tuple[str, bytes | None]]:
        for path, data in files.items():
            new = None if data is None else blob_id(data)
            if path not in self._changes:
                old = blob_at(self._objects, self._head, check_path(path))
                if old is None and new is not None:
                    self._names.admit(path)
                refuse_edit(self._git, path, (old, new))
                self._changes[path] = (old, old)
            old, now = self._changes[path]
            if new != now:
                self._changes[path] = (old, new)
                yield path, data

    def _header(self, batch: Batch, *, first: bool) -> bytes:
        who = identity(self._author, batch.when)
        line = "{} <{}> {}".format(
            who["GIT_AUTHOR_NAME"], who["GIT_AUTHOR_EMAIL"], who["GIT_AUTHOR_DATE"].lstrip("@")
        )
        message = compose(batch.message, batch.trailers).encode()
        parent = f"from {self._head}\n" if first and self._head else ""
        return (
            f"commit {_REF}\nauthor {line}\ncommitter {line}\ndata {len(message)}\n".encode()
            + message
            + parent.encode()
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipe and wait; without `done` fast-import changes nothing."""
    if process.stdin and not process.stdin.closed:
        with suppress(BrokenPipeError):
            process.stdin.close()
    process.wait()


def _quoted(path: str) -> bytes:
    """Write a path as fast-import reads it; checked paths hold no quotes and no line feeds."""
    if '"' in path or "\n" in path:
        raise ArchiveError(f"The archive cannot hold {path[:200]!r}.")
    return path.encode()
