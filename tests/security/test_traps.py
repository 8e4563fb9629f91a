"""Sources fetch, read and run nothing, on their whole way to the site."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from gazette.workflow.desk import init_desk
from tests.conftest import ROOT
from tests.security import traps


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk, and the hostile sources beside it."""
    made = tmp_path_factory.mktemp("traps")
    (made / "desk").mkdir()
    shutil.copy(ROOT / "gazette.toml", made / "desk")
    init_desk(made / "desk")
    (made / "sources").mkdir()
    for name, data in traps.corpus():
        (made / "sources" / name).write_bytes(data)
    return made


@pytest.fixture(scope="module")
def found(place: Path) -> traps.Watched:
    lines = traps.flow(place / "desk", place / "sources")
    return traps.watched(place / "log", place, lines)


def test_the_whole_way_is_gone(found: traps.Watched, place: Path) -> None:
    assert set(found.statuses) <= {0, 1, 4}, found.err[-3000:]
    imports = found.statuses[:-6]
    assert imports.count(0) >= 14, found.err
    assert (place / "desk" / "public" / "index.html").is_file()
    assert found.statuses[-2:] in ([0, 0], [4, 0]), found.err[-3000:]
    assert len(found.seen) > 100, "the hook sees"


def test_nothing_is_opened_asked_for_or_started(found: traps.Watched, place: Path) -> None:
    assert traps.strangers(found, [place]) == []


def test_no_address_or_path_of_a_source_is_touched(found: traps.Watched, place: Path) -> None:
    inside = str(place / "sources")
    touched = [each for each in found.seen if traps.MARK in each.what and inside not in each.what]
    assert [each for each in touched if each.event not in traps._STARTS] == []
    assert not list(place.parent.glob(f"*{traps.MARK}*"))
    assert not [each for each in place.iterdir() if traps.MARK in each.name]
    assert not list((place / "desk").glob(f"*{traps.MARK}*"))


def test_the_hook_sees_what_it_must(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = traps.HOOK.format(log=str(log)) + (
        "import socket, subprocess\n"
        "try: open('/etc/canary')\nexcept OSError: pass\n"
        "subprocess.run(['true'])\n"
        "try: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass\n"
    )
    subprocess.run(["python3", "-c", code], check=True, env=dict(os.environ))
    told = [line.split("\0", 1) for line in log.read_text("utf-8").splitlines()]
    seen = traps.Watched([], "", [traps.Seen(*each) for each in told])
    events = {each.event for each in traps.strangers(seen, [tmp_path])}
    assert {"open", "subprocess.Popen", "socket.getaddrinfo", "socket.connect"} <= events
    assert socket.AF_INET
