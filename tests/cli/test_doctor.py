"""`gazette doctor`: what is missing, what then does not work, and the one command that installs it."""

import json
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazette.cli import doctor as doctor_module
from gazette.cli.doctor import doctor
from gazette.cli.machine import (
    Need,
    ThisMachine,
    examine,
    install_command,
    missing,
    needs,
    this_machine,
)
from gazette.config import data_text

KINDS = {"python", "command", "library", "font"}


@dataclass
class Made:
    """A made-up machine that holds everything but `lacks`."""

    lacks: set[str] = field(default_factory=set)
    manager: str | None = "apt-get"
    distribution: str = "debian"
    sudo: str = ""
    system: str = "Debian"

    def find(self, need: Need) -> str | None:
        return None if need.id in self.lacks else need.names[0]


def _doctor(monkeypatch: pytest.MonkeyPatch, made: Made, *args: str) -> Result:
    monkeypatch.setattr(doctor_module, "this_machine", lambda: made)
    return CliRunner().invoke(doctor, args, standalone_mode=False)


def _command(made: Made, tests: bool = False) -> str | None:
    return install_command(made, examine(made, needs(tests)))


def test_the_table_of_needs_is_whole() -> None:
    ids = [need.id for need in needs(tests=True)]
    assert len(ids) == len(set(ids))
    for need in needs(tests=True):
        assert need.kind in KINDS
        assert need.names
        assert need.without
        assert need.packages["apt-get"]


def test_each_package_manager_of_the_table_has_a_command() -> None:
    managers = tomllib.loads(data_text("needs.toml"))["managers"]
    assert list(managers) == ["apt-get", "dnf", "pacman", "apk", "brew"]
    for manager in managers:
        command = _command(Made({"pango"}, manager))
        assert command is not None
        assert command.split()[-1].startswith(("pango", "libpango"))


def test_only_the_tests_need_a_browser() -> None:
    assert "chromium" not in {need.id for need in needs()}
    assert "chromium" in {need.id for need in needs(tests=True)}


def test_one_command_names_each_package_once() -> None:
    made = Made({"song", "hei", "pango", "harfbuzz-subset"})
    assert _command(made) == (
        "apt-get update && apt-get install -y --no-install-recommends "
        "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
    )


def test_root_is_asked_for_where_it_is_needed() -> None:
    command = _command(Made({"git"}, sudo="sudo "))
    assert command == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends git"
    )
    assert _command(Made({"git"}, "brew", "", "sudo ")) == "brew install git"


@pytest.mark.parametrize("made", [Made(), Made({"git"}, manager=None), Made({"kai"}, "dnf", "")])
def test_no_command_where_none_would_help(made: Made) -> None:
    assert _command(made) is None


def test_a_distribution_overrules_its_package_manager() -> None:
    assert "chromium" in (_command(Made({"chromium"}), tests=True) or "")
    assert _command(Made({"chromium"}, distribution="ubuntu"), tests=True) is None


def test_all_well(monkeypatch: pytest.MonkeyPatch) -> None:
    result = _doctor(monkeypatch, Made())
    assert result.return_value == 0
    assert "Nothing is missing." in result.stdout
    assert "MISSING" not in result.stdout


def test_what_is_missing_is_named_with_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    result = _doctor(monkeypatch, Made({"pango"}))
    assert result.return_value == 4
    assert "MISSING  Pango with FreeType: no PDF can be made" in result.stdout
    assert "apt-get install -y --no-install-recommends libpangoft2-1.0-0" in result.stdout


def test_what_no_package_brings_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    result = _doctor(monkeypatch, Made({"kai"}, "dnf", "fedora"))
    assert result.return_value == 4
    assert "No package is known here for AR PL KaitiM GB" in result.stdout


def test_json(monkeypatch: pytest.MonkeyPatch) -> None:
    result = _doctor(monkeypatch, Made({"git"}), "--json")
    told = json.loads(result.stdout)
    assert set(told) == {"ok", "system", "manager", "checks", "command"}
    assert told["ok"] is False
    assert told["command"].endswith(" git")
    absent = [check for check in told["checks"] if not check["ok"]]
    assert [(check["id"], check["found"], check["package"]) for check in absent] == [
        ("git", None, "git")
    ]


def test_only_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _doctor(monkeypatch, Made(), "--command").stdout == ""
    told = _doctor(monkeypatch, Made({"git"}), "--command").stdout
    assert told == f"{_command(Made({'git'}))}\n"


def test_this_machine_finds_what_is_here() -> None:
    here = this_machine()
    assert here.system
    assert here.find(_need("python", "3.11")) == sys.version.split()[0]
    assert Path(here.find(_need("command", "no-such-tool", "git")) or "").is_absolute()
    libraries = _need("library", "no-such.so.9", "libc.so.6", "libSystem.dylib")
    assert here.find(libraries) in libraries.names


def test_this_machine_misses_what_is_not_here() -> None:
    here = this_machine()
    assert here.find(_need("python", "99.0")) is None
    assert here.find(_need("command", "no-such-tool")) is None
    assert here.find(_need("library", "libno-such.so.9", "no-such-1.0")) is None
    assert here.find(_need("font", "No Such Family")) is None


def test_a_library_is_found_by_its_plain_name() -> None:
    assert "libc" in (this_machine().find(_need("library", "c")) or "").lower()


def _tool(folder: Path, name: str, says: str = "") -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nprintf '{says}'\n", encoding="utf-8")
    path.chmod(0o755)


def test_fonts_are_read_from_fontconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tool(tmp_path, "fc-list", "Noto Sans\\nNoto Serif CJK SC,思源宋体\\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    here = this_machine()
    assert here.find(_need("font", "思源宋体")) == "思源宋体"
    assert here.find(_need("font", "Noto Serif CJK SC")) is not None
    assert here.find(_need("font", "Noto Serif")) is None


def test_a_bare_machine_has_neither_manager_nor_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    here = this_machine()
    assert (here.manager, here.sudo) == (None, "")
    assert here.find(_need("font", "Noto Serif CJK SC")) is None
    absent = {check.need.id for check in missing(examine(here, needs()))}
    assert {"git", "fontconfig", "song"} <= absent


def test_sudo_is_used_where_the_user_is_not_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tool(tmp_path, "sudo")
    _tool(tmp_path, "pacman")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("platform.freedesktop_os_release", _no_release)
    here = ThisMachine(["apt-get", "pacman"])
    assert (here.manager, here.sudo, here.distribution) == ("pacman", "sudo ", "")


def test_the_command_line_exits_with_4() -> None:
    run = [sys.executable, "-m", "gazette", "doctor"]
    env = {"PATH": "/nowhere", "LANG": "C.UTF-8"}
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "MISSING  git: there is no archive" in done.stdout


def _no_release() -> dict[str, str]:
    raise OSError


def _need(kind: str, *names: str) -> Need:
    return Need("x", "x", kind, names, "nothing")
