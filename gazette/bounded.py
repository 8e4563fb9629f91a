"""Work on hostile input in a child process with bounds on processor time, memory, output and clock.

A library written in C may loop, eat all memory or crash on a hostile file, and one in Python may
take for ever.  The child gets its input on standard input and answers on standard output; what it
refuses comes back as JSON (a pickle would let a captured child run code here).  It sets its own
limits before it looks at a byte; where the system has no `resource` module the time by the clock is
the only bound.  Its environment is empty, but for what the caller passes by name.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from enum import Enum
from importlib import import_module
from typing import BinaryIO

from gazette import errors
from gazette.errors import GazetteError


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child process may cost."""

    cpu: int
    """Seconds of processor time."""
    wall: float
    """Seconds by the clock."""
    memory: int
    """Bytes of memory of its own."""
    output: int
    """Bytes it may write."""
    mapped: int = 0
    """Bytes of files (libraries, fonts) it may have mapped beside; they cost address space only."""


class Why(Enum):
    """Why a child gave no answer."""

    START = "could not be started"
    TIME = "took too long"
    MEMORY = "needed too much memory"
    CRASH = "crashed"


class Stopped(Exception):  # noqa: N818 - not an error to an editor until a room says what it means
    """A child gave no answer; the caller says in its own words what that means."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


_START = "import sys; sys.path[:] = sys.argv[4:]; from gazette import bounded; bounded.main()"
_MEMORY, _REFUSED = 75, 76
"""Exit statuses of a child that ran out of memory, and of one that refused its input."""
_MAX_WORDS = 100_000
"""Bytes of a refusal."""


def call(
    target: str,
    given: bytes,
    bounds: Bounds,
    words: Sequence[str] = (),
    passed: Iterable[str] = (),
) -> bytes:
    """Call a function in a child process.

    Args:
        target: `module:function`; the function takes the words and the bytes and returns bytes.
        given: The input.
        bounds: What the child may cost.
        words: Further arguments: short, and ours.
        passed: Names of environment variables the child keeps.

    Raises:
        GazetteError: What the function raised, of the same class, with its message and hint.
        Stopped: The child went beyond a bound, crashed, or could not be started.
    """
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stdout:
        stdin.write(given)
        stdin.seek(0)
        command = [*_command(), target, json.dumps(astuple(bounds)), json.dumps(words), *sys.path]
        status = _wait(command, _environment(passed), (stdin, stdout), bounds.wall)
        size = stdout.seek(0, os.SEEK_END)
        stdout.seek(0)
        if status == 0 and size <= bounds.output:
            return stdout.read()
        if status == _REFUSED:
            raise _refusal(stdout.read(_MAX_WORDS))
    raise Stopped(_why(status))


def _command() -> list[str]:
    """Return the start of a command line: no user's site, no environment, no start-up files."""
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START]


def _environment(passed: Iterable[str]) -> dict[str, str] | None:
    if os.name != "posix":
        return None
    return {name: os.environ[name] for name in passed if name in os.environ}


def _wait(
    command: list[str],
    environment: dict[str, str] | None,
    streams: tuple[BinaryIO, BinaryIO],
    wall: float,
) -> int | None:
    """Start the child and return its exit status; `None` when it was stopped by the clock."""
    try:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            command,
            stdin=streams[0],
            stdout=streams[1],
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise Stopped(Why.START) from error
    try:
        return child.wait(wall)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _why(status: int | None) -> Why:
    if status is None or status == -getattr(signal, "SIGXCPU", 24):
        return Why.TIME
    if status in (_MEMORY, -getattr(signal, "SIGKILL", 9)):
        return Why.MEMORY
    return Why.CRASH


def _refusal(said: bytes) -> Exception:
    """Read what a child refused; a captured child cannot name anything but an error of ours."""
    try:
        name, message, hint = map(str, json.loads(said))
    except (ValueError, TypeError):
        return Stopped(Why.CRASH)
    kind = getattr(errors, name, None)
    if not (isinstance(kind, type) and issubclass(kind, GazetteError)):
        return Stopped(Why.CRASH)
    return kind(message, hint)


def main() -> None:
    """Be the child: read standard input, call the target, answer on standard output."""
    target, bounds, words = sys.argv[1:4]
    limit(Bounds(*json.loads(bounds)))
    try:
        status, said = answer(target, sys.stdin.buffer.read(), json.loads(words))
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(_MEMORY)
    # No destructors: some C libraries crash while they are torn down.
    os._exit(status)


def answer(target: str, given: bytes, words: Sequence[str]) -> tuple[int, bytes]:
    """Return the exit status of a child, and what it says."""
    module, _, function = target.partition(":")
    try:
        return 0, bytes(getattr(import_module(module), function)(*words, given))
    except GazetteError as error:
        room = _MAX_WORDS // 20
        told = (type(error).__name__, error.message[:room], error.hint[:room])
        return _REFUSED, json.dumps(told).encode()


def limit(bounds: Bounds) -> None:
    """Set the limits of this process for good."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, soft, hard in (
        (resource.RLIMIT_CPU, bounds.cpu, bounds.cpu + 1),
        (resource.RLIMIT_DATA, bounds.memory, bounds.memory),
        (resource.RLIMIT_AS, bounds.memory + bounds.mapped, bounds.memory + bounds.mapped),
        (resource.RLIMIT_FSIZE, bounds.output, bounds.output),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(what, (soft, hard))
        except (OSError, ValueError):
            continue
