"""Reading in a child process with bounds on processor time, memory, output and time by the clock.

`gazette.bounded` starts the child; here is what a reader may cost, how a layout travels as JSON, and
what is said to an editor when no answer came.
"""

import json
from importlib import import_module
from typing import Any

from gazette import bounded
from gazette.bounded import Bounds, Stopped, Why
from gazette.errors import SourceError
from gazette.extract import limits
from gazette.extract.layout import Layout
from gazette.model.source import Box, Line, LineKind

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
        SourceError: The reader refused the file, or went beyond a bound, or crashed.
    """
    try:
        return bounded.call(f"{__name__}:answer", data, bounds(), (module,))
    except Stopped as stopped:
        raise SourceError(*_failure(stopped.why)) from stopped


def bounds() -> Bounds:
    """Return what a reader may cost."""
    return Bounds(limits.CHILD_CPU, limits.CHILD_WALL, limits.CHILD_MEMORY, limits.CHILD_OUTPUT)


def answer(module: str, data: bytes) -> bytes:
    """Return what `module.reply(data)` says, or the layout of `module.read(data)` as JSON."""
    reader = import_module(module)
    if hasattr(reader, "reply"):
        return bytes(reader.reply(data))
    return to_json(reader.read(data))


def _failure(why: Why) -> tuple[str, str]:
    """Say in a sentence why a child gave no answer, and what to do."""
    memory = limits.CHILD_MEMORY // limits.MIB
    said = {
        Why.START: "The file needs a reader of its own, which could not be started.",
        Why.TIME: f"The file takes longer to read than the {limits.CHILD_CPU} seconds allowed.",
        Why.MEMORY: f"The file needs more memory to read than the {memory} MiB allowed.",
        Why.CRASH: "The file is broken, or made to exhaust its reader, which crashed on it.",
    }
    if why is Why.START:
        return said[why], "Check that the system has memory and processes to spare."
    return said[why], _ADVICE


def to_json(layout: Layout) -> bytes:
    """Write a layout as JSON."""
    lines = [
        (line.start, line.end, line.kind, line.page, line.box, line.heading, line.note)
        for line in layout.lines
    ]
    whole = (layout.text, lines, layout.title, layout.charset, layout.warnings)
    return json.dumps(whole, separators=(",", ":")).encode()


def from_json(said: bytes) -> Layout:
    """Read a layout from an answer.

    Raises:
        SourceError: The answer is none.
    """
    try:
        text, lines, title, charset, warnings = json.loads(said)
    except ValueError as error:
        raise SourceError(*_failure(Why.CRASH)) from error
    return Layout(text, tuple(map(_line, lines)), title, charset, tuple(warnings))


def _line(read: list[Any]) -> Line:
    start, end, kind, page, box, heading, note = read
    return Line(start, end, LineKind(kind), page, box and Box(*box), heading, note)
