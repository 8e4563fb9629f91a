"""An archive of its own for each test, in a real repository, and git beside it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazette.store import Archive

Git = Callable[..., str]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as made:
        yield made


@pytest.fixture
def git(archive: Archive) -> Git:
    """Git as a person would use it in the archive."""

    def run(*words: str) -> str:
        who = ("-c", "user.name=x", "-c", "user.email=x@y")
        command = ["git", "-C", str(archive.root), *who, *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
