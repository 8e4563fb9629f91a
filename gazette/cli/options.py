"""Options, arguments and output that many commands share."""

import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import rich_click as click

from gazette.config import find_desk

Command = TypeVar("Command", bound=Callable[..., Any])

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


def now() -> datetime:
    """Return the time of this command; the rooms below have no clock."""
    return datetime.now(UTC).replace(microsecond=0)


def say(text: str) -> None:
    """Print a message for people, on stderr."""
    click.echo(text, err=True)


def print_json(value: object) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table on stdout, its columns as wide as the terminal lets them be."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)


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
