"""Options, arguments and output that many commands share."""

import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from gazette.config import find_desk

Command = TypeVar("Command", bound=Callable[..., Any])

_COMMANDING = (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F),
               *range(0x2066, 0x206A), *range(0xD800, 0xE000))  # fmt: skip
_ESCAPES = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _COMMANDING}
"""What would move a terminal's cursor, end a line or turn the direction of writing."""

as_json = click.option(
    "--json", "json_", is_flag=True, help="Print one JSON document on stdout, nothing else."
)


def examples(*lines: str) -> Callable[[Command], Command]:
    """Show `lines` as examples below the first paragraph of a command's help."""

    def add(command: Command) -> Command:
        shown = "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
        command.__doc__ = f"{inspect.cleandoc(command.__doc__ or '')}\n\n{shown}"
        return command

    return add


def home() -> Path:
    """Return the root of the desk this command acts on.

    Raises:
        DeskError: There is no desk here.
    """
    context = click.get_current_context(silent=True)
    named = context.find_root().obj if context else None
    return find_desk(Path(named) if named else Path.cwd())


def policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the id of a policy; anything that goes wrong completes nothing."""
    del ctx, param
    from gazette.errors import GazetteError
    from gazette.store import catalogue
    from gazette.workflow.desk import open_desk

    try:
        with open_desk(home()) as desk:
            ids = [summary.id for summary in catalogue.summaries(desk.archive)]
    except GazetteError:
        return []
    return [each for each in ids if each.startswith(incomplete)]


def issues(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a running order."""
    del ctx, param
    from gazette.errors import GazetteError

    try:
        names = sorted(path.stem for path in (home() / "issues").glob("*.toml"))
    except GazetteError:
        return []
    return [each for each in names if each.startswith(incomplete)]


def sections(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the name of a section of the gazette."""
    del ctx, param
    from gazette.config import load_desk
    from gazette.errors import GazetteError

    try:
        names = load_desk(home()).sections
    except GazetteError:
        return []
    return [each for each in names if each.startswith(incomplete)]


def now() -> datetime:
    """Return the time of this command; the rooms below have no clock."""
    return datetime.now(UTC).replace(microsecond=0)


def shown(text: str, most: int = 500) -> str:
    """Return a message that names hostile things as one line a terminal shows and never obeys.

    Control characters, line breaks and turns of direction are written as escapes; the middle of a
    very long text is left out.
    """
    told = text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"
    return told.translate(_ESCAPES) if not told.isprintable() else told


def echo(text: str, *, nl: bool = True) -> None:
    """Print an answer on stdout: exactly, but for what would command a terminal that shows it."""
    if sys.stdout.isatty():
        text = text.translate(
            {each: _ESCAPES[each] for each in _ESCAPES if chr(each) not in "\n\t"}
        )
    click.echo(text, nl=nl, color=True)  # click would take colours out of what is piped


def say(text: str) -> None:
    """Print a message for people, on stderr."""
    click.echo("\n".join(shown(line, 2_000) for line in text.split("\n")), err=True)


def print_json(value: object) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table on stdout: folded to a terminal's width, one line a row elsewhere."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        for line in _aligned([head, *rows]):
            echo(line)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(shown(entry, 2_000) for entry in row))
    console.print(table)


def _aligned(rows: Sequence[Iterable[str]]) -> Iterator[str]:
    """Yield rows as lines of columns, as wide as their widest entry; a CJK character is two wide."""
    from rich.cells import cell_len

    table = [[shown(" ".join(entry.split()), 2_000) for entry in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    for row in table:
        spaces = (
            " " * (width - cell_len(entry)) for width, entry in zip(widths, row, strict=True)
        )
        yield "  ".join(
            f"{entry}{space}" for entry, space in zip(row, spaces, strict=True)
        ).rstrip()


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], Any]]:
    """Show how far long work has come, on stderr and only on a terminal.

    Yields:
        A function to call with a word on each step that is done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal or total < 2:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda word: bar.update(task, advance=1, description=f"{label} {word}")
