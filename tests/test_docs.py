"""What is documented exists, and what exists is documented."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import rich_click as click

from gazette.cli import gazette
from gazette.cli.lazy import Lazy

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")


def _load(group: click.Group, name: str, context: click.Context) -> click.Command | None:
    """Return a command with all it has; the lazy group's overview shows only its name."""
    if isinstance(group, Lazy):
        return group.load(name) if name in group.table else None
    return group.get_command(context, name)


def _walk(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = _load(group, name, context)
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from _walk(command, (*path, name))


def _examples(help_text: str) -> list[str]:
    """Return the command lines below `Examples:`."""
    lines = help_text.partition("Examples:")[2].splitlines()
    return [line.strip() for line in lines if line.strip().startswith("gazette ")]


def _parse(line: str) -> None:
    """Parse a command line down to its options; nothing runs.

    Raises:
        click.UsageError: A command or an option that is not there.
    """
    args = shlex.split(line, comments=True)[1:]
    command: click.Command = gazette
    context = click.Context(gazette)
    while isinstance(command, click.Group):
        _, args, _ = command.make_parser(context).parse_args(args)
        assert args, f"{line}: no command"
        found = _load(command, args.pop(0), context)
        assert found is not None, f"{line}: no such command"
        command = found
        context = click.Context(command, parent=context)
    command.make_parser(context).parse_args(args)


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    return dict(_walk(gazette))


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_in_the_readme(readme: str, commands: dict[str, click.Command]) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    absent = [name for name in commands if not re.search(rf"\bgazette {name}\b|`{name}`", text)]
    assert not absent


@pytest.mark.parametrize("readme", READMES)
def test_every_command_line_in_the_readme_is_valid(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    lines = [
        part.strip()
        for line in re.findall(r"^\$ (.*)$", text, re.MULTILINE)
        for part in line.partition("#")[0].split("&&")
        if part.strip().startswith("gazette ")
    ]
    assert len(lines) > 10
    for line in lines:
        _parse(line)


def test_every_command_shows_examples_that_are_valid(commands: dict[str, click.Command]) -> None:
    for name, command in commands.items():
        shown = _examples(command.help or "")
        assert any(line.startswith(f"gazette {name}") for line in shown), f"{name}: no example"
        for line in shown:
            _parse(line)


def test_the_two_readmes_show_the_same_commands() -> None:
    shown = [
        re.findall(
            r"^\$ ([^#\n]*?) *(?:#.*)?$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        )
        for name in READMES
    ]
    first, second = ([re.sub(r'"[^"]*"', '""', line) for line in lines] for lines in shown)
    assert first == second


@pytest.mark.parametrize("document", [*READMES, "docs/architecture.md", "seeds/ORIGINS.md"])
def test_links_between_documents_lead_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_make_targets_named_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text))
    assert {"demo", "test"} <= named <= targets
