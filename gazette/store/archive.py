"""The archive: a git repository of its own that loses nothing.

A save writes objects, then moves the branch in one step with compare-and-swap.  Until that step
nothing has happened; after it, the save is done, and whatever fails later is a warning.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from gazette.errors import ArchiveError, UnknownError
from gazette.model.store import Revision, Saved
from gazette.store import history, journal, lock, recovery, states
from gazette.store.bulk import Batch, save_many
from gazette.store.commits import Trailers, compose, identity
from gazette.store.derived import Derived
from gazette.store.edits import Edit, pending_edits, read_edits
from gazette.store.git import Git
from gazette.store.objects import Objects
from gazette.store.save import Job, nothing_saved, save_once

DEFAULT_AUTHOR = "gazette <gazette@localhost>"
_TRIES = 8
_FULL_ID = re.compile(r"[0-9a-f]{40}")


class Archive:
    """The policies, witnesses, rulings and sources of a desk, with their history."""

    def __init__(self, root: Path, *, wait: float = lock.WAIT) -> None:
        """Use `Archive.open` or `Archive.create`; this checks nothing."""
        self.root = root
        self._wait = wait
        self._git = Git(root)
        self._objects = Objects(self._git)
        self._derived = Derived(self._git, self._objects)

    @classmethod
    def create(cls, root: Path, *, wait: float = lock.WAIT) -> Self:
        """Make an empty archive in the folder `root`, which may exist but must be empty.

        Raises:
            ArchiveError: There is something in the folder already, or it cannot be written.
        """
        states.make(root)
        return cls.open(root, wait=wait)

    @classmethod
    def open(cls, root: Path, *, wait: float = lock.WAIT) -> Self:
        """Open the archive in `root`, and finish what a killed process left half-done.

        Raises:
            ArchiveError: It is no archive, or in a state in which nothing may be saved.
        """
        try:
            archive = cls(states.checked_root(root), wait=wait)
            states.check(archive._git)
        except OSError as error:
            raise ArchiveError(
                f"The archive in {root} cannot be opened: {error.strerror}.",
                "Check the disk, and your rights on the folder.",
            ) from error
        recovery.settle(archive._git)
        return archive

    def close(self) -> None:
        """Let go of the git process that reads and of the index; both start again when needed."""
        self._objects.close()
        self._derived.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def head(self) -> str | None:
        """Full id of the newest commit; `None` while there is none."""
        return states.tip(self._git)

    def resolve(self, revision: str) -> str:
        """Return the full id of the commit that `revision` names.

        Raises:
            UnknownError: There is no such commit.
        """
        if _FULL_ID.fullmatch(revision):
            known = self._objects.get(revision)
            if known and known.type == "commit":
                return revision
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        if "\0" not in revision and revision:
            found = self._git.line(*words, f"{revision}^{{commit}}", accept=(0, 1, 128))
            if _FULL_ID.fullmatch(found):
                return found
        raise UnknownError(
            f"The archive has no revision {revision[:80]!r}.",
            "`gazette history ID` lists the revisions of a policy.",
        )

    def read(self, path: str, revision: str = "HEAD") -> bytes:
        """Return the bytes of the file `path` as of a revision.

        Raises:
            UnknownError: The revision has no such file.
        """
        commit = self._commit(revision)
        found = self._objects.get(f"{commit}:{path}") if commit else None
        if found is None or found.type != "blob":
            raise UnknownError(f"The archive holds no {path[:200]!r} at {revision[:80]}.")
        return found.data

    def exists(self, path: str, revision: str = "HEAD") -> bool:
        """Tell whether a revision has the file `path`."""
        commit = self._commit(revision)
        found = self._objects.get(f"{commit}:{path}") if commit else None
        return found is not None and found.type == "blob"

    def list(self, prefix: str = "", revision: str = "HEAD") -> tuple[str, ...]:
        """Return the paths of a revision's files under the folder `prefix`, sorted."""
        commit = self._commit(revision)
        if commit is None:
            return ()
        folder = prefix.strip("/")
        below = ["--", f"{folder}/"] if folder else []
        listed = self._git.run("ls-tree", "-r", "-z", "--name-only", commit, *below)
        return tuple(sorted(listed.decode("utf-8", "surrogateescape").split("\0")[:-1]))

    def history(self, path: str) -> tuple[Revision, ...]:
        """Return the revisions of a file, newest first by ancestry, never by clock.

        Renames are followed where a commit records them (`Renamed-From`); none is guessed.
        """
        return history.revisions(self.derived(), path)

    def revision_before(self, path: str, moment: datetime) -> Revision | None:
        """Return the newest revision of a file that was saved at or before `moment`.

        This is what the archive held then; it says nothing about what was in force.
        """
        return next((each for each in self.history(path) if each.when <= moment), None)

    def derived(self) -> sqlite3.Connection:
        """Return the derived index, brought up to the newest commit; for this room alone."""
        return self._derived.at(self.head)

    def forget_derived(self) -> None:
        """Throw the derived index away: it was found damaged, and is built again when asked."""
        self._derived.drop()

    def blob(self, name: str) -> bytes:
        """Return the bytes of the blob with this id.

        Raises:
            ArchiveError: It is missing.
        """
        found = self._objects.get(name)
        if found is None:
            raise ArchiveError(f"The object {name[:40]} is missing.", "Restore a backup.")
        return found.data

    def _commit(self, revision: str) -> str | None:
        """Return a full id; `None` for the head of an archive without commits."""
        return self.head if revision == "HEAD" else self.resolve(revision)

    def save(
        self,
        files: Mapping[str, bytes | None],
        *,
        message: str,
        when: datetime,
        author: str = DEFAULT_AUTHOR,
        trailers: Trailers = (),
    ) -> Saved:
        """Save files in one commit; nothing is committed where nothing changes.

        Args:
            files: New bytes for each path; `None` deletes it.
            message: What was done.
            when: The time of the commit, with its zone; the dates of policies are no such times.
            author: `Name <address>`.
            trailers: Name and value of each line below the message, such as the sources.

        Raises:
            ArchiveError: Nothing was saved, and why.
            BusyError: Another process is saving and does not end.
        """
        job = Job(dict(files), compose(message, trailers), identity(author, when))
        return self._write(lambda git: save_once(git, self._objects, job))

    def save_many(self, batches: Iterable[Batch], *, author: str = DEFAULT_AUTHOR) -> Saved:
        """Save many commits at once, all or none, many times faster than one by one.

        Args:
            batches: The commits in order; what changes nothing is left out.
            author: `Name <address>`.

        Raises:
            ArchiveError: Nothing was saved, and why.
            BusyError: Another process is saving and does not end.
        """
        with self._writing() as git:
            saved = save_many(git, self._objects, batches, author)
        if saved is None:
            raise _moving()
        return saved

    def pending_edits(self) -> tuple[Edit, ...]:
        """Return what was edited by hand in the working copy and is not committed."""
        return pending_edits(self._git)

    def commit_edits(
        self,
        check: Callable[[str, bytes | None], None],
        *,
        message: str,
        when: datetime,
        author: str = DEFAULT_AUTHOR,
        trailers: Trailers = (),
    ) -> Saved:
        """Commit what was edited by hand, each file looked at by `check` first.

        Raises:
            ArchiveError: An edit was made on top of an older version, or `check` refuses one.
        """
        files = read_edits(self._git, self.pending_edits(), check)
        return self.save(files, message=message, when=when, author=author, trailers=trailers)

    def _write(self, attempt: Callable[[Git], Saved | None]) -> Saved:
        """Try under the lock until the branch did not move meanwhile."""
        with self._writing() as git:
            for _ in range(_TRIES):
                saved = attempt(git)
                if saved is not None:
                    return saved
        raise _moving()

    @contextmanager
    def _writing(self) -> Iterator[Git]:
        """Hold the lock on a repository in which a save can be begun."""
        try:
            with lock.locked(journal.lock_path(self._git), self._wait) as descriptor:
                git = Git(self.root, (descriptor,))
                states.check(git)
                recovery.recover(git)
                yield git
        except OSError as error:
            raise nothing_saved(error) from error


def _moving() -> ArchiveError:
    return ArchiveError(
        "Nothing was saved: something else keeps changing the archive.",
        "Close other programs that use git in the archive, then try again.",
    )
