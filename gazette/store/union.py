"""Two histories brought together under the lock: which files differ, and the commit that joins them.

What comes in is looked at as if an editor had written it, whichever way it comes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.model.store import Saved
from gazette.store import index, journal, lock, records, recovery, states, trees
from gazette.store.archive import DEFAULT_AUTHOR, Archive
from gazette.store.commits import compose, identity
from gazette.store.git import Git
from gazette.store.journal import Changes
from gazette.store.names import Names
from gazette.store.objects import Objects
from gazette.store.save import finish, move, nothing_saved

_PLAIN = "100644"


@contextmanager
def united(archive: Archive, there: str) -> Iterator["Union"]:
    """Hold the archive's lock and give its newest commit together with another one.

    Raises:
        ArchiveError: There are edits by hand; or the two have no common history.
        BusyError: Another process is saving and does not end.
    """
    try:
        with lock.locked(journal.lock_path(Git(archive.root))) as descriptor:
            git = Git(archive.root, (descriptor,))
            states.check(git)
            recovery.recover(git)
            _refuse_edits(archive)
            with closing(Objects(git)) as objects:
                yield Union(git, objects, there)
    except OSError as error:
        raise nothing_saved(error) from error


def _refuse_edits(archive: Archive) -> None:
    edits = archive.pending_edits()
    if edits:
        raise ArchiveError(
            f"Nothing was synced: {edits[0].path} was edited by hand.",
            "Commit the edits first: `gazette commit`.",
        )


class Union:
    """Our newest commit and another one: made by `united`, which holds the lock."""

    def __init__(self, git: Git, objects: Objects, there: str) -> None:
        self._git = git
        self._objects = objects
        self.there = there
        self.here = states.tip(git)
        self.base = self._base()
        """The newest common ancestor; `None` where this archive is empty."""

    def _base(self) -> str | None:
        if self.here is None:
            return None
        found = self._git.line("merge-base", self.here, self.there, accept=(0, 1))
        if not found:
            raise ArchiveError(
                "The two archives have no common history, so they are not merged.",
                "Import the other's sources; or restore one of them from a backup of the other.",
            )
        return found

    def files(self, commit: str | None) -> dict[str, str]:
        """Return path and blob of every file of a commit; none of an archive that is empty."""
        return dict(index.all_blobs(self._git, commit)) if commit else {}

    def changed_there(self) -> Changes:
        """Return what the other side changed since the common ancestor.

        Raises:
            ArchiveError: It holds links, programs or other repositories.
        """
        return differences(self.files(self.base), self._plain_files(self.there))

    def _plain_files(self, commit: str) -> dict[str, str]:
        listed = self._git.run("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
        found = {}
        for line in listed.split("\0")[:-1]:
            stat, _, path = line.partition("\t")
            mode, _, blob = stat.split(" ")
            if mode != _PLAIN:
                raise ArchiveError(
                    f"The other archive holds {path[:200]!r}, which is no plain file."
                )
            found[path] = blob
        return found

    def store(self, data: bytes) -> str:
        """Keep the bytes of a joined file and return their id; no commit names it yet."""
        return self._git.ids(1, "hash-object", "-w", "--stdin", data=data)[0]

    def forward(self, changes: Changes) -> Saved:
        """Move our branch to the other commit, which has ours in its history.

        Raises:
            ArchiveError: Something in it is nothing for an archive; nothing was changed.
        """
        self._check(changes)
        return self._move(self.there, changes)

    def merge(
        self, changes: Changes, trailers: Sequence[tuple[str, str]], when: datetime
    ) -> Saved:
        """Commit the merge of both with `changes` to ours, and move our branch there.

        Raises:
            ArchiveError: Something in it is nothing for an archive; nothing was changed.
        """
        self._check(changes)
        message = compose("Merge another archive", trailers).encode()
        tree = trees.write(self._git, self._objects, self.here, changes)
        words = ("commit-tree", tree, "-p", str(self.here), "-p", self.there)
        who = identity(DEFAULT_AUTHOR, when)
        return self._move(self._git.ids(1, *words, data=message, extra=who)[0], changes)

    def _check(self, changes: Changes) -> None:
        names = Names(self._objects, self.here)
        for path, (old, new) in changes.items():
            if new is None:
                continue
            if old is None:
                names.admit(path)
            records.check_file(path, self._blob(new))

    def _move(self, commit: str, changes: Changes) -> Saved:
        """Move the branch, if it is still where it was, and show the files."""
        if not move(self._git, self.here, commit, changes):
            raise ArchiveError("Nothing was synced: the archive changed meanwhile.", "Try again.")
        warnings = finish(self._git, changes, self._stage, durable=False)
        return Saved(commit, tuple(sorted(changes)), warnings)

    def _stage(self, _: str, blob: str) -> Path:
        place = journal.stage_folder(self._git) / blob
        place.write_bytes(self._blob(blob))
        return place

    def _blob(self, name: str) -> bytes:
        found = self._objects.get(name)
        if found is None:
            raise ArchiveError(f"The object {name[:40]} is missing.", "Restore a backup.")
        return found.data


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Return each path that two lists of files hold with another blob, or only one of them."""
    return {
        path: (old.get(path), new.get(path))
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    }
