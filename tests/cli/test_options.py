"""What is told on a terminal commands none; what is piped is exact."""

import sys

import pytest

from gazette.cli.options import echo

HOSTILE = "第一条\t甲\n\x1b]0;title\x07\x1b[2J乙\u202e丙"


@pytest.mark.parametrize(
    ("terminal", "told"),
    [
        (False, HOSTILE),
        (True, "第一条\t甲\n\\x1b]0;title\\x07\\x1b[2J乙\\u202e丙"),
    ],
)
def test_only_a_terminal_is_spared(
    terminal: bool, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    echo(HOSTILE)
    assert capsys.readouterr().out == f"{told}\n"
