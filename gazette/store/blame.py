"""Which save each line of a policy's file came in with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from gazette.errors import ArchiveError
from gazette.store.archive import Archive
from gazette.store.git import environment
from gazette.store.paths import check_path


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, and the save that brought it."""

    number: int
    """Counted from 1."""
    text: str
    commit: str
    when: datetime
    message: str


def blame(archive: Archive, path: str, revision: str = "HEAD") -> tuple[Line, ...]:
    """Return the lines of a file as of a revision, each with the save it came in with.

    Raises:
        UnknownError: There is no such revision.
        ArchiveError: Git cannot tell.
    """
    # GitPython takes 0.3 s to import, and nothing else here needs it.
    from git import GitCommandError, Repo  # noqa: PLC0415

    commit = archive.resolve(revision)
    with _no_places():
        repo = Repo(archive.root)
        try:
            repo.git.update_environment(**environment())
            return tuple(_lines(repo.blame(commit, check_path(path)) or ()))
        except GitCommandError as error:
            raise ArchiveError(f"git blame failed on {path}.", "Run `gazette verify`.") from error
        finally:
            repo.close()


@contextmanager
def _no_places() -> Iterator[None]:
    """Take git's variables out of the process: GitPython lets them say where the repository is."""
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    try:
        yield
    finally:
        os.environ.update(taken)


def _lines(found: object) -> Iterator[Line]:
    number = 0
    for commit, texts in found:  # type: ignore[attr-defined]  # GitPython's own loose type
        for text in texts:
            number += 1
            words = text if isinstance(text, str) else text.decode("utf-8", "replace")
            when = datetime.fromtimestamp(commit.committed_date, UTC)
            yield Line(number, words, commit.hexsha, when, commit.message.split("\n", 1)[0])
