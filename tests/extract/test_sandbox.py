import os
import sys
import textwrap
from pathlib import Path

import pytest

from gazette.errors import SourceError
from gazette.extract import limits, sandbox
from gazette.extract.layout import Draft, compose
from gazette.model.source import Box, LineKind

READERS = {
    "loops": "while True: pass",
    "sleeps": "import time; time.sleep(60)",
    "eats": "x = []\n    while True: x.append(bytearray(1 << 26))",
    "crashes": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "raises": "raise RuntimeError(data)",
    "chats": "import sys; sys.stdout.write('not json'); sys.stdout.flush(); import os; os._exit(0)",
    "refuses": "raise SourceError('The file is odd.', 'Do this.')",
    "peeks": "import os; return compose([Draft(repr(sorted(os.environ)))])",
    "writes": "import sys\n    while True: sys.stdout.buffer.write(b'x' * (1 << 20))",
    "answers": "return compose([Draft(data.decode(), LineKind.HIDDEN, 3, Box(1, 2, 3, 4), 2, 'n')], 't', 'c', ('w',))",
}


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = (
        "from gazette.errors import SourceError\nfrom gazette.extract.layout import Draft, compose\n"
        "from gazette.model.source import Box, LineKind\n"
    )
    for name, body in READERS.items():
        code = f"{head}def read(data):\n    {textwrap.dedent(body)}\n"
        (tmp_path / f"reader_{name}.py").write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))


def call(name: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        sandbox.run(f"reader_{name}", "数据".encode())
    assert caught.value.hint
    assert caught.value.message.count(". ") == 0
    return caught.value


@pytest.mark.usefixtures("readers")
def test_an_answer_comes_back_whole() -> None:
    layout = sandbox.run("reader_answers", "第一条".encode())
    draft = Draft("第一条", LineKind.HIDDEN, 3, Box(1, 2, 3, 4), 2, "n")
    assert layout == compose([draft], "t", "c", ("w",))


@pytest.mark.usefixtures("readers")
def test_a_refusal_comes_back_as_it_was_said() -> None:
    error = call("refuses")
    assert (error.message, error.hint) == ("The file is odd.", "Do this.")


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize("name", ["crashes", "raises", "chats"])
def test_a_crash_is_one_sentence(name: str) -> None:
    assert "broken" in call(name).message


@pytest.mark.usefixtures("readers")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less")
@pytest.mark.parametrize(
    ("name", "word"), [("loops", "longer"), ("eats", "memory"), ("writes", "broken")]
)
def test_bounds_hold(name: str, word: str, tmp_path: Path) -> None:
    reader = tmp_path / f"reader_{name}.py"
    seconds = 1 if name == "loops" else 5
    lower = f"import resource\nresource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds + 1}))\nresource.setrlimit(resource.RLIMIT_FSIZE, (1 << 22, 1 << 22))\n"
    reader.write_text(lower + reader.read_text())
    assert word in call(name).message


@pytest.mark.usefixtures("readers")
def test_a_reader_that_hangs_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_WALL", 0.5)
    assert "longer" in call("sleeps").message


@pytest.mark.usefixtures("readers")
@pytest.mark.skipif(os.name != "posix", reason="other systems need theirs")
def test_the_child_has_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    text = sandbox.run("reader_peeks", b"").text
    assert "SECRET" not in text
    assert "PATH" not in text


def test_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(SourceError, match="could not be started"):
        sandbox.run("gazette.extract.plain", b"x")


def test_the_child_side() -> None:
    """The same code in this process, where coverage can see it."""
    answer = sandbox.answer("gazette.extract.plain", "第一条".encode())
    assert sandbox.from_json(answer).text == "第一条"
    with pytest.raises(SourceError, match="NUL"):
        sandbox.answer("gazette.extract.plain", b"a\0b\0\0")
    with pytest.raises(SourceError, match="broken"):
        sandbox.from_json(b"not json")
