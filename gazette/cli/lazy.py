"""A group that imports a command only when it runs: start-up stays quick."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import rich_click as click


class Lazy(click.RichGroup):
    """A group whose commands are named in a table and imported one at a time.

    Args:
        table: For each command, the module that holds it (and names it) and its one line.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def load(self, name: str) -> click.Command:
        """Import the command `name`."""
        module = self.table[name][0]
        command: click.Command = getattr(import_module(module), module.rpartition(".")[2])
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order an editor meets them."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return what the overview and completion show of a command."""
        del ctx
        if cmd_name not in self.table:
            return None
        return click.RichCommand(name=cmd_name, help=self.table[cmd_name][1])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Import the command that runs; where the name is unknown, say which comes close."""
        name = args[0]
        if name in self.table:
            return name, self.load(name), args[1:]
        near = get_close_matches(name, self.table, n=1, cutoff=0.5)
        guess = f" Did you mean '{near[0]}'?" if near else ""
        raise click.UsageError(f"No such command '{name}'.{guess}", ctx)
