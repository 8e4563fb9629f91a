"""History that came from elsewhere, measured before any of it is read.

A pack of a few kilobytes may hold one object of gigabytes, or a tree whose folders hold the same
folder again and again: ten objects that name ten thousand million files.
"""

import subprocess
from collections.abc import Sequence

from gazette.errors import ArchiveError
from gazette.store.git import Git, environment

MAX_OBJECT = 128 * 1024 * 1024
"""Bytes of one object; a source handed in has at most half as many."""
FILES_PER_OBJECT = 4
SPARE_FILES = 10_000
"""An archive names hardly more files than it has objects: only the same bytes stand twice."""
_BLOCK = 1 << 16
_ADVICE = "Take nothing from where it came from before you have looked at it."


def check(git: Git, commit: str, known: Sequence[str] = ()) -> None:
    """Refuse a history that would cost more to read than any archive.

    Args:
        git: The repository that holds its objects.
        commit: Its newest commit.
        known: Commits of our own, whose objects need not be looked at.

    Raises:
        ArchiveError: An object is too large, or the tree names too many files.
    """
    without = [f"^{each}" for each in known]
    words = ("rev-list", "--objects", "--no-object-names", "--end-of-options", commit, *without)
    ids = git.run(*words)
    sizes = git.run("cat-file", "--batch-check=%(objectsize)", data=ids).split()
    if any(int(size) > MAX_OBJECT for size in sizes if size.isdigit()):
        raise ArchiveError(
            f"It holds an object of more than {MAX_OBJECT // 1024 // 1024} MiB.", _ADVICE
        )
    held = len(sizes) + sum(_files(git, each) for each in known)
    if _files(git, commit, bound := FILES_PER_OBJECT * held + SPARE_FILES) > bound:
        raise ArchiveError(f"It names more than {bound:,} files, but holds {held:,}.", _ADVICE)


def _files(git: Git, commit: str, bound: int | None = None) -> int:
    """Count the files of a commit; stop soon after `bound`."""
    command = git.command(("ls-tree", "-r", "-z", "--name-only", commit))
    count = 0
    with subprocess.Popen(  # noqa: S603 - a list of words, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(None)
    ) as listing:
        while listing.stdout and (block := listing.stdout.read(_BLOCK)):
            count += block.count(b"\0")
            if bound is not None and count > bound:
                listing.kill()
    return count
