"""Reading in a child process with bounds on processor time, memory, output and time by the clock.

A reader written in C may loop, eat all memory or crash on a hostile file.  The child gets the bytes
on standard input, answers in JSON (a pickle would let a captured child run code here) and has no
environment.  It sets its own limits before it looks at a byte; where the system has no `resource`
module the time by the clock is the only bound.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from importlib import import_module
from typing import Any, BinaryIO

from gazette.errors import SourceError
from gazette.extract import limits
from gazette.extract.layout import Layout
from gazette.model.source import Box, Line, LineKind

_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from gazette.extract import sandbox; sandbox.main()"
)
_ADVICE = "Save it anew, for instance with a printer to PDF, or hand in another copy."


def run(module: str, data: bytes) -> Layout:
    """Call `module.read(data)` in a child process.

    Args:
        module: A module of this package whose `read` takes bytes and returns a layout.
        data: The whole file.

    Raises:
        SourceError: The reader refused the file, or went beyond a bound, or crashed.
    """
    return from_json(ask(module, data))


def ask(module: str, data: bytes) -> bytes:
    """Return the bytes a child answers with: of `module.reply(data)`, else a layout as JSON.

    Raises:
        SourceError: The child went beyond a bound, or crashed.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        status = _wait(module, given, answer)
        size = answer.seek(0, os.SEEK_END)
        answer.seek(0)
        if status == 0 and size <= limits.CHILD_OUTPUT:
            return answer.read()
    raise _failure(status)


def _wait(module: str, given: BinaryIO, answer: BinaryIO) -> int | None:
    """Start the child and return its exit status; `None` when it was stopped by the clock."""
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, module, *sys.path]
    try:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            command,
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={} if os.name == "posix" else None,
            start_new_session=True,
        )
    except OSError as error:
        raise SourceError(
            "The file needs a reader of its own, which could not be started.",
            "Check that the system has memory and processes to spare.",
        ) from error
    try:
        return child.wait(limits.CHILD_WALL)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _failure(status: int | None) -> SourceError:
    """Say in a sentence why a child gave no answer."""
    if status is None or status == -getattr(signal, "SIGXCPU", 24):
        return SourceError(
            f"The file takes longer to read than the {limits.CHILD_CPU} seconds allowed.", _ADVICE
        )
    if status in (_MEMORY, -getattr(signal, "SIGKILL", 9)):
        return SourceError(
            f"The file needs more memory to read than the "
            f"{limits.CHILD_MEMORY // limits.MIB} MiB allowed.",
            _ADVICE,
        )
    return SourceError(
        "The file is broken, or made to exhaust its reader, which crashed on it.", _ADVICE
    )


_MEMORY = 75
"""Exit status of a child that ran out of memory."""


def main() -> None:
    """Read standard input with the module named on the command line; answer on standard output."""
    bound()
    try:
        written = answer(sys.argv[1], sys.stdin.buffer.read())
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(_MEMORY)
    # No destructors: some C libraries crash while they are torn down.
    os._exit(0)


def answer(module: str, data: bytes) -> bytes:
    """Return what `module.reply(data)` says, or `module.read(data)`, layout or refusal, as JSON."""
    reader = import_module(module)
    if hasattr(reader, "reply"):
        return bytes(reader.reply(data))
    try:
        layout: Layout = reader.read(data)
    except SourceError as error:
        return json.dumps({"error": [error.message, error.hint]}).encode()
    return to_json(layout)


def bound() -> None:
    """Set the limits of this process for good."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, soft, hard in (
        (resource.RLIMIT_CPU, limits.CHILD_CPU, limits.CHILD_CPU + 1),
        (resource.RLIMIT_AS, limits.CHILD_MEMORY, limits.CHILD_MEMORY),
        (resource.RLIMIT_FSIZE, limits.CHILD_OUTPUT, limits.CHILD_OUTPUT),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(what, (soft, hard))
        except (OSError, ValueError):
            continue


def to_json(layout: Layout) -> bytes:
    """Write a layout as JSON."""
    lines = [
        (line.start, line.end, line.kind, line.page, line.box, line.heading, line.note)
        for line in layout.lines
    ]
    whole = (layout.text, lines, layout.title, layout.charset, layout.warnings)
    return json.dumps({"layout": whole}, separators=(",", ":")).encode()


def from_json(said: bytes) -> Layout:
    """Read an answer; raise the refusal it may be."""
    try:
        read = json.loads(said)
    except ValueError as error:
        raise _failure(1) from error
    if "error" in read:
        message, hint = read["error"]
        raise SourceError(message, hint)
    text, lines, title, charset, warnings = read["layout"]
    return Layout(text, tuple(map(_line, lines)), title, charset, tuple(warnings))


def _line(read: list[Any]) -> Line:
    start, end, kind, page, box, heading, note = read
    return Line(start, end, LineKind(kind), page, box and Box(*box), heading, note)
