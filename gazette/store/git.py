"""One small door to git: every call with the same closed environment, options and time limit.

Nothing of the caller's environment or of the machine's git configuration takes part: no GIT_*
variables, no hooks, no file system monitor, no external diff, no transport.  The repository is
always named, so git never goes looking for one in the folders above.
"""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.errors import ArchiveError

TIMEOUT = 600.0
"""Seconds; a git that takes longer hangs."""
_OPTIONS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.fsync=all",
    "core.filesRefLockTimeout=2000",
    "core.fileMode=false",
    "core.autocrlf=false",
    "core.eol=lf",
    "core.quotePath=false",
    "core.precomposeUnicode=true",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.useReplaceRefs=false",
    "commit.gpgSign=false",
    "diff.external=",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "protocol.allow=never",
    "transfer.fsckObjects=true",
)
_CLOSED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ADVICE": "0",
    "LC_ALL": "C",
    "TZ": "UTC",
}
_PASSED = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that is taken over from the caller's environment: where programs lie."""


_ID = re.compile(r"[0-9a-f]{40}")
_HELD = re.compile(r"Unable to create '([^'\n]{1,4000}\.lock)': File exists")


def _first_complaint(stderr: str) -> str:
    """Return the first thing git calls an error, else the first line, without full stop."""
    lines = stderr.strip().splitlines()
    loud = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (loud or lines or [""])[0].removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


class GitError(ArchiveError):
    """A git command failed; `stderr` is what it said."""

    def __init__(self, command: str, status: int, stderr: str) -> None:
        held = _HELD.search(stderr)
        if held:
            message = f"Another git is at work in the archive, or a killed one left {held[1]}."
            hint = "Wait; if no git runs any more, delete that file and try again."
        else:
            message = f"git {command} failed: {_first_complaint(stderr) or status}."
            hint = "Run `gazette verify`; it says what is wrong with the archive."
        super().__init__(message, hint)
        self.status = status
        self.stderr = stderr


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the closed environment for a git process, with `extra` on top."""
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return {**passed, **_CLOSED, **(extra or {})}


def options() -> list[str]:
    """Return the `-c` options that every git command gets."""
    return [word for option in _OPTIONS for word in ("-c", option)]


@dataclass(frozen=True, slots=True)
class Git:
    """Git for one repository."""

    root: Path
    """The working copy; the repository is `.git` in it."""
    keep: tuple[int, ...] = ()
    """Descriptors that children inherit: a lock they hold as long as they live."""
    door: Path | None = None
    """Another folder to take HEAD from, as in a linked worktree; `None`: the repository's own."""

    @property
    def folder(self) -> Path:
        """The repository's own folder."""
        return self.root / ".git"

    def command(self, words: Sequence[str]) -> list[str]:
        """Return the whole command line for `git WORDS…`."""
        place = [f"--git-dir={self.door or self.folder}", f"--work-tree={self.root}"]
        return ["git", "--no-pager", *place, *options(), *words]

    def run(
        self,
        *words: str,
        data: bytes = b"",
        extra: Mapping[str, str] | None = None,
        accept: tuple[int, ...] = (0,),
    ) -> bytes:
        """Run `git WORDS…` with `data` on its input and return its output.

        Raises:
            GitError: It failed.
            ArchiveError: There is no git, or it hangs.
        """
        done = run(self.command(words), data, extra, cwd=self.root, keep=self.keep)
        if done.returncode not in accept:
            raise GitError(words[0], done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def both(self, *words: str) -> tuple[int, str]:
        """Run a command that may fail; return its exit status and all it said."""
        done = run(self.command(words), b"", None, cwd=self.root, keep=self.keep)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def line(
        self,
        *words: str,
        data: bytes = b"",
        extra: Mapping[str, str] | None = None,
        accept: tuple[int, ...] = (0,),
    ) -> str:
        """Run a command that answers with a word or a line, and return that."""
        answer = self.run(*words, data=data, extra=extra, accept=accept)
        return answer.decode("utf-8", "replace").strip()

    def ids(
        self,
        count: int,
        *words: str,
        data: bytes = b"",
        extra: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Run a command that answers with `count` full ids, and return them.

        An answer cut short must never be taken for one: to git, an empty id means "delete".

        Raises:
            ArchiveError: It failed, or answered anything else.
        """
        found = self.line(*words, data=data, extra=extra).split()
        if len(found) != count or not all(_ID.fullmatch(each) for each in found):
            raise ArchiveError(f"git {words[0]} gave no full answer.", "Check the disk.")
        return found


def run(
    command: Sequence[str],
    data: bytes,
    extra: Mapping[str, str] | None,
    *,
    cwd: Path,
    keep: tuple[int, ...] = (),
) -> "subprocess.CompletedProcess[bytes]":
    """Run a git command line in the closed environment.

    The child gets a session of its own: a signal to our process group does not stop it half-way.

    Raises:
        ArchiveError: There is no git, or it hangs.
    """
    try:
        return subprocess.run(  # noqa: S603  (a list of words, no shell)
            command,
            input=data,
            capture_output=True,
            cwd=cwd,
            env=environment(extra),
            timeout=TIMEOUT,
            check=False,
            start_new_session=True,
            pass_fds=keep,
        )
    except FileNotFoundError:
        raise ArchiveError("git is not installed.", "Run `gazette doctor`.") from None
    except OSError as error:
        raise ArchiveError(
            f"git could not be run: {error.strerror}.", "Close other programs, then try again."
        ) from error
    except subprocess.TimeoutExpired:
        raise ArchiveError(
            f"git did not answer within {TIMEOUT:.0f} seconds.", "Is the disk still there?"
        ) from None
