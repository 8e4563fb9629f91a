"""The system gazette runs on: what it needs of it, what is there, and what installs the rest."""

import ctypes
import ctypes.util
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gazette.config import data_text


@dataclass(frozen=True, slots=True)
class Need:
    """One thing gazette needs of the system; `needs.toml` says what each field means."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    without: str
    packages: dict[str, str] = field(default_factory=dict, hash=False)
    tests: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A need, and what was found of it: None where it is missing."""

    need: Need
    found: str | None
    package: str | None
    """The package that brings it on this system, where one is known."""


class Machine(Protocol):
    """What is asked of a system; tests ask a made-up one."""

    system: str
    """Its name, for people: `Debian GNU/Linux 12 (bookworm)`."""
    distribution: str
    """ID of os-release; empty elsewhere."""
    manager: str | None
    """The first package manager found, by the name of its command."""
    sudo: str
    """What makes a command run as root: `sudo `, or empty."""

    def find(self, need: Need) -> str | None:
        """Return what is there of `need`, or None."""


class ThisMachine:
    """The system this process runs on."""

    def __init__(self, managers: Iterable[str]) -> None:
        release = _os_release()
        self.system = release.get("PRETTY_NAME") or f"{platform.system()} {platform.release()}"
        self.distribution = release.get("ID", "")
        self.manager = next((name for name in managers if shutil.which(name)), None)
        root = getattr(os, "geteuid", lambda: 0)() == 0
        self.sudo = "sudo " if not root and shutil.which("sudo") else ""
        self._families: frozenset[str] | None = None

    def find(self, need: Need) -> str | None:
        """Return what is there of `need`: a version, a path, a name."""
        probe = {
            "python": _python,
            "command": _command,
            "library": _library,
            "font": self._font,
        }[need.kind]
        return next((found for name in need.names if (found := probe(name))), None)

    def _font(self, family: str) -> str | None:
        if self._families is None:
            self._families = frozenset(_families())
        return family if family in self._families else None


def needs(tests: bool = False) -> tuple[Need, ...]:
    """Return what gazette needs, and with `tests` what its tests need as well."""
    read = tuple(_need(entry) for entry in _data()["need"])
    return tuple(need for need in read if tests or not need.tests)


def this_machine() -> Machine:
    """Return the system this process runs on."""
    return ThisMachine(_data()["managers"])


def examine(machine: Machine, wanted: Sequence[Need]) -> tuple[Check, ...]:
    """Look for each need on the machine."""
    return tuple(Check(need, machine.find(need), _package(machine, need)) for need in wanted)


def missing(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that found nothing."""
    return tuple(check for check in checks if check.found is None)


def install_command(machine: Machine, checks: Iterable[Check]) -> str | None:
    """Return the one command that installs what is missing, or None where there is none."""
    packages = {check.package: None for check in missing(checks) if check.package}
    if machine.manager is None or not packages:
        return None
    template: str = _data()["managers"][machine.manager]
    return template.format(sudo=machine.sudo, packages=" ".join(packages))


def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("needs.toml"))


def _need(entry: dict[str, Any]) -> Need:
    return Need(**{**entry, "names": tuple(entry["names"])})


def _package(machine: Machine, need: Need) -> str | None:
    for key in (machine.distribution, machine.manager):
        if key and key in need.packages:
            return need.packages[key] or None
    return None


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _python(least: str) -> str | None:
    here = platform.python_version()
    return here if sys.version_info >= tuple(map(int, least.split("."))) else None


def _command(name: str) -> str | None:
    return shutil.which(name)


def _library(name: str) -> str | None:
    """Load a shared library as WeasyPrint does: by its file name, else by its plain one."""
    plain = "." not in name.removesuffix("-1.0")
    path = ctypes.util.find_library(name) if plain else name
    if path is None:
        return None
    try:
        ctypes.CDLL(path)
    except OSError:
        return None
    return path


def _families() -> set[str]:
    """Return the names of all font families; none where fontconfig's tool is missing."""
    tool = shutil.which("fc-list")
    if tool is None:
        return set()
    listed = subprocess.run(  # noqa: S603 - a fixed command without any input
        [tool, "--format", "%{family}\n"], capture_output=True, text=True, check=False, timeout=60
    )
    return {name.strip() for line in listed.stdout.splitlines() for name in line.split(",")}
