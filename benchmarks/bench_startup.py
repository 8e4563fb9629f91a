"""How long gazette takes to start, against a bare click program that does nothing.

Goal: under 2x.  Each round starts every program once, in turn, so that a busy moment hits all alike;
CPU time of the child process, the least of all rounds.  Run: python benchmarks/bench_startup.py
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 25

BARE = """\
import click

@click.group()
@click.version_option("0.1.0")
def bare(): "A bare program."

@bare.command("list")
def list_(): "List."

bare()
"""
BARE_RICH = BARE.replace("import click", "import rich_click as click")


def cpu(command: list[str]) -> float:
    """Return the CPU seconds, user and system, that one run of `command` takes."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} failed with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def programs(folder: Path) -> dict[str, list[str]]:
    """Return each program by its name, with the command that starts it."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    (folder / "bare_rich.py").write_text(BARE_RICH, encoding="utf-8")
    python = sys.executable
    return {
        "python -c pass": [python, "-c", "pass"],
        "bare click --version": [python, str(folder / "bare.py"), "--version"],
        "bare click --help": [python, str(folder / "bare.py"), "--help"],
        "bare click list --help": [python, str(folder / "bare.py"), "list", "--help"],
        "bare rich-click --help": [python, str(folder / "bare_rich.py"), "--help"],
        "gazette --version": [python, "-m", "gazette", "--version"],
        "gazette --help": [python, "-m", "gazette", "--help"],
        "gazette list --help": [python, "-m", "gazette", "list", "--help"],
    }


def measure() -> dict[str, float]:
    """Return the least CPU seconds of each program."""
    with tempfile.TemporaryDirectory() as folder:
        commands = programs(Path(folder))
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(ROUNDS):
            for name, command in commands.items():
                least[name] = min(least[name], cpu(command))
    return least


def main() -> None:
    least = measure()
    print(f"{'program':<26}{'CPU ms':>8}  ratio to the bare click program of the same line")
    for name, seconds in least.items():
        line = name.partition("gazette ")[2] or name.partition("click ")[2]
        bare = least.get(f"bare click {line}")
        ratio = f"{seconds / bare:.2f}x" if bare else ""
        print(f"{name:<26}{seconds * 1000:>8.0f}  {ratio}")


if __name__ == "__main__":
    main()
