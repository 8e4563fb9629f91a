"""Reading objects: one git process that answers question after question."""

import subprocess
from dataclasses import dataclass
from typing import IO

from gazette.errors import ArchiveError
from gazette.store.git import Git, environment

_TYPES = {"blob", "tree", "commit", "tag"}


@dataclass(frozen=True, slots=True)
class Found:
    """An object of the repository."""

    id: str
    type: str
    data: bytes


class Objects:
    """The objects of one repository; git starts at the first question and ends with `close`."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None

    def get(self, name: str) -> Found | None:
        """Return the object called `name`, or `None` if there is none.

        Args:
            name: A full id, or `ID:path`.

        Raises:
            ArchiveError: Git cannot read it.
        """
        if any(char in name for char in "\n\0"):
            return None
        try:
            return self._ask(name.encode())
        except (OSError, UnicodeEncodeError, ValueError) as error:
            self.close()
            raise ArchiveError(
                f"{name[:80]!r} cannot be read from the archive: {error}.", "Run `gazette verify`."
            ) from error

    def _ask(self, name: bytes) -> Found | None:
        to, answers = self._pipes()
        to.write(name + b"\n")
        to.flush()
        head = answers.readline().decode("utf-8", "replace")
        if not head.endswith("\n"):
            raise ValueError("git stopped answering")
        words = head.split()
        if words[-1:] == ["missing"]:
            return None
        if len(words) != 3 or words[1] not in _TYPES or not words[2].isdigit():
            raise ValueError(f"git answered {head.strip()[-80:]!r}")
        size = int(words[2])
        data = answers.read(size + 1)
        if len(data) != size + 1:
            raise ValueError("git stopped in the middle of an object")
        return Found(words[0], words[1], data[:-1])

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Return the ends to ask at and to read from; start git if it does not run."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603  (a list of words, no shell)
                self._git.command(["cat-file", "--batch"]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._git.root,
                env=environment(),
                start_new_session=True,
            )
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("git has no pipes")
        return self._process.stdin, self._process.stdout

    def close(self) -> None:
        """Stop the git process; asking again starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.kill()
        process.wait()
