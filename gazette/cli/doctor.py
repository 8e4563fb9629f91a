"""`gazette doctor`: what is missing on this system."""

from typing import Any

import rich_click as click

from gazette.cli.machine import (
    Check,
    Machine,
    examine,
    install_command,
    missing,
    needs,
    this_machine,
)
from gazette.cli.options import as_json, examples, print_json

FOUND = 4


@click.command("doctor")
@click.option("--tests", is_flag=True, help="Look also for what the project's own tests need.")
@click.option("--command", is_flag=True, help="Print only the command that installs it.")
@as_json
@examples("gazette doctor", "gazette doctor --command", "gazette doctor --json")
def doctor(tests: bool, command: bool, json_: bool) -> int:
    """Tell what is missing on this system, what then does not work, and how to install it.

    Exit status 4 when something is missing that gazette needs.
    """
    here = this_machine()
    checks = examine(here, needs(tests))
    install = install_command(here, checks)
    if json_:
        print_json(_shape(here, checks, install))
    elif command:
        click.echo(install or "", nl=bool(install))
    else:
        _print(here, checks, install)
    return FOUND if missing(checks) else 0


def _shape(here: Machine, checks: tuple[Check, ...], install: str | None) -> dict[str, Any]:
    return {
        "ok": not missing(checks),
        "system": here.system,
        "manager": here.manager,
        "checks": [
            {
                "id": check.need.id,
                "name": check.need.name,
                "ok": check.found is not None,
                "tests": check.need.tests,
                "found": check.found,
                "without": check.need.without,
                "package": check.package,
            }
            for check in checks
        ],
        "command": install,
    }


def _print(here: Machine, checks: tuple[Check, ...], install: str | None) -> None:
    click.echo(here.system)
    for check in checks:
        word = "ok     " if check.found else "MISSING"
        click.echo(f"  {word}  {check.need.name}: {check.found or check.need.without}")
    absent = missing(checks)
    if not absent:
        click.echo("Nothing is missing.")
    if install:
        click.echo(f"Install what is missing with:\n\n  {install}\n")
    for check in absent:
        if here.manager is None or check.package is None:
            click.echo(f"No package is known here for {check.need.name}: install it by hand.")
