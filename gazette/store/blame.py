"""Which save each line of a policy's file came in with."""

import os
from collections.abc import Iterator
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
    repo = Repo(archive.root)
    try:
        repo.git.update_environment(**_closed(archive))
        found = repo.blame(commit, check_path(path))
    except GitCommandError as error:
        raise ArchiveError(f"git blame failed on {path}.", "Run `gazette verify`.") from error
    finally:
        repo.close()
    return tuple(_lines(found or ()))


def _closed(archive: Archive) -> dict[str, str]:
    """Return an environment in which nothing of the caller's git takes part.

    GitPython adds its variables to the caller's, so those that name a place are named here too.
    """
    root = archive.root
    places = {
        "GIT_DIR": str(root / ".git"),
        "GIT_WORK_TREE": str(root),
        "GIT_INDEX_FILE": str(root / ".git" / "index"),
        "GIT_OBJECT_DIRECTORY": str(root / ".git" / "objects"),
        "GIT_COMMON_DIR": str(root / ".git"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
        "GIT_EXTERNAL_DIFF": "",
        "GIT_PAGER": os.devnull,
    }
    return environment(places)


def _lines(found: object) -> Iterator[Line]:
    number = 0
    for commit, texts in found:  # type: ignore[attr-defined]  # GitPython's own loose type
        for text in texts:
            number += 1
            words = text if isinstance(text, str) else text.decode("utf-8", "replace")
            when = datetime.fromtimestamp(commit.committed_date, UTC)
            yield Line(number, words, commit.hexsha, when, commit.message.split("\n", 1)[0])
