import json
import os
import sys
import textwrap
from pathlib import Path

import pytest

from gazette import bounded, errors
from gazette.bounded import Bounds, Stopped, Why
from gazette.errors import GazetteError, MissingError, RenderError

MIB = 1 << 20
BOUNDS = Bounds(cpu=5, wall=20, memory=256 * MIB, output=4 * MIB)
TARGETS = {
    "echoes": "return (word + ':').encode() + given",
    "refuses": "raise MissingError('Pango 缺失。', '装上它。')",
    "raises": "raise RuntimeError(given)",
    "eats": "x = []\n    while True: x.append(bytearray(1 << 24))",
    "loops": "while True: pass",
    "sleeps": "import time; time.sleep(60)",
    "writes": "return b'x' * (8 << 20)",
    "dies": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "peeks": "import os; return ' '.join(sorted(os.environ)).encode()",
    "lies": "import sys, os; sys.stdout.buffer.write(given); sys.stdout.flush(); os._exit(76)",
}
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less")


@pytest.fixture(autouse=True)
def targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = (
        f"def {name}(word, given):\n    {textwrap.dedent(body)}\n"
        for name, body in TARGETS.items()
    )
    code = "from gazette.errors import MissingError\n" + "\n".join(bodies)
    (tmp_path / "hostile.py").write_text(code, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


def call(name: str, bounds: Bounds = BOUNDS, given: bytes = b"x") -> bytes:
    return bounded.call(f"hostile:{name}", given, bounds, ("词",))


def why(name: str, bounds: Bounds = BOUNDS, given: bytes = b"x") -> Why:
    with pytest.raises(Stopped) as caught:
        call(name, bounds, given)
    return caught.value.why


def test_an_answer_comes_back_whole() -> None:
    given = bytes(range(256)) * 1000
    assert call("echoes", given=given) == "词:".encode() + given


def test_a_refusal_keeps_its_class_message_and_hint() -> None:
    with pytest.raises(MissingError) as caught:
        call("refuses")
    assert (caught.value.message, caught.value.hint) == ("Pango 缺失。", "装上它。")


@pytest.mark.parametrize("name", ["raises", "dies"])
def test_a_crash_is_one(name: str) -> None:
    assert why(name) is Why.CRASH


@linux
def test_bounds_hold() -> None:
    assert why("eats") is Why.MEMORY
    assert why("loops", Bounds(1, 20, 256 * MIB, MIB)) is Why.TIME
    assert why("writes") is Why.CRASH


def test_one_that_hangs_is_stopped_by_the_clock() -> None:
    assert why("sleeps", Bounds(5, 0.5, 256 * MIB, MIB)) is Why.TIME


@pytest.mark.parametrize(
    "said",
    [b"", b"[1]", b"7", b'["GazetteError", "a"]', b'["Exception", "a", "b"]', b'["date", "", ""]'],
)
def test_a_captured_child_names_no_class_but_ours(said: bytes) -> None:
    assert why("lies", given=said) is Why.CRASH


@pytest.mark.skipif(os.name != "posix", reason="other systems need theirs")
def test_the_child_sees_only_what_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    monkeypatch.setenv("SHOWN", "1")
    monkeypatch.delenv("ABSENT", raising=False)
    told = bounded.call("hostile:peeks", b"", BOUNDS, ("",), ("SHOWN", "ABSENT"))
    assert "SHOWN" in told.decode().split()
    assert "SECRET" not in told.decode()
    assert "PATH" not in told.decode().split()
    monkeypatch.setattr(os, "name", "nt")
    assert bounded._environment(("SHOWN",)) is None


def test_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert why("echoes") is Why.START


def test_the_child_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same code in this process, where coverage can see it."""
    assert bounded.answer("hostile:echoes", b"x", ["w"]) == (0, b"w:x")
    status, said = bounded.answer("hostile:refuses", b"", ["w"])
    assert status == 76
    assert json.loads(said) == ["MissingError", "Pango 缺失。", "装上它。"]
    told = bounded._refusal(said)
    assert isinstance(told, RenderError)


def test_every_error_of_ours_travels() -> None:
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    assert len(kinds) > 5
    for kind in kinds:
        back = bounded._refusal(json.dumps([kind.__name__, "一句。", "hint"]).encode())
        assert isinstance(back, GazetteError)
        assert type(back) is kind
        assert back.hint == "hint"


def test_limits_are_set_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    found = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: found.append(limit))
    bounded.limit(Bounds(3, 9, 100, 50, mapped=11))
    assert dict(found) == {
        resource.RLIMIT_CPU: (3, 4),
        resource.RLIMIT_DATA: (100, 100),
        resource.RLIMIT_AS: (111, 111),
        resource.RLIMIT_FSIZE: (50, 50),
        resource.RLIMIT_CORE: (0, 0),
    }

    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refuse)
    bounded.limit(BOUNDS)
    monkeypatch.setitem(sys.modules, "resource", None)
    bounded.limit(BOUNDS)


class Exited(BaseException):
    pass


@pytest.mark.parametrize(
    ("target", "status"), [("hostile:echoes", 0), ("hostile:refuses", 76), ("hostile:full", 75)]
)
def test_main_exits_without_tearing_down(
    target: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def leave(code: int) -> None:
        raise Exited(code)

    def full(*_: object) -> tuple[int, bytes]:
        raise MemoryError

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(bounded, "limit", lambda _: None)
    if target.endswith("full"):
        monkeypatch.setattr(bounded, "answer", full)
    monkeypatch.setattr(sys, "argv", ["-c", target, "[1, 1, 1, 1, 0]", '["w"]'])
    monkeypatch.setattr(sys, "stdin", Stdin())
    with pytest.raises(Exited) as caught:
        bounded.main()
    assert caught.value.args == (status,)
    assert bool(capsysbinary.readouterr().out) is (status != 75)


class Stdin:
    """Standard input as the child finds it."""

    class buffer:  # noqa: N801 - named as `sys.stdin.buffer` is
        @staticmethod
        def read() -> bytes:
            return b"x"
