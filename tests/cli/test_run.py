"""The command line turns whatever happens into words and an exit status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rich_click as click

from gazette import cli
from gazette.errors import GazetteError


def run_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that does nothing but raise `error`."""

    @click.command("doctor")
    def raising() -> None:
        raise error

    monkeypatch.setattr(cli.gazette, "load", lambda name: raising)
    return cli.run(["doctor"])


def test_an_expected_error_is_one_sentence_and_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(monkeypatch, GazetteError("It broke.", "Mend it.")) == 1
    told = capsys.readouterr()
    assert told.err == "Error: It broke.\nHint: Mend it.\n"
    assert told.out == ""


def test_no_hint_no_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(monkeypatch, GazetteError("It broke.")) == 1
    assert capsys.readouterr().err == "Error: It broke.\n"


def test_a_bug_shows_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(monkeypatch, ZeroDivisionError("oops")) == 3
    assert "ZeroDivisionError: oops" in capsys.readouterr().err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), click.Abort()])
def test_interrupted(monkeypatch: pytest.MonkeyPatch, stop: BaseException) -> None:
    assert run_with(monkeypatch, stop) == 130


def test_a_reader_that_went_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    assert run_with(monkeypatch, BrokenPipeError()) == 0
    sys.stdout.close()


def test_a_near_miss_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["imprt"]) == 2
    assert "Did you mean 'import'?" in capsys.readouterr().err


def test_a_wide_miss_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["xyzzy"]) == 2
    assert "Did you mean" not in capsys.readouterr().err


def test_no_desk_here(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
    assert cli.run(["list"]) == 1
    assert "gazette init" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    assert "Examples:" in capsys.readouterr().out


def test_start_up_imports_nothing_heavy() -> None:
    heavy = (
        "weasyprint git lxml docx openpyxl pypdfium2 selectolax rapidfuzz jinja2 ruamel tomlkit"
    )
    code = (
        "import sys; from gazette.cli import run; run(['--help']); "
        f"print([m for m in {heavy.split()!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_ids_and_issues_are_completed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def completed(words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        done = subprocess.run(
            [sys.executable, "-m", "gazette"],
            env={**os.environ, "_GAZETTE_COMPLETE": "bash_complete"},
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert completed("gazette show 吉民发/2023/2") == ["吉民发/2023/27"]
    assert completed("gazette build 2023") == ["2023-21"]
    assert completed("gazette bui") == ["build"]
