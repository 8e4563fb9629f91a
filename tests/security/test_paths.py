"""No path escapes: each place of every command with a few names, each name in a few places.

`benchmarks/drill_reading.py paths` tries all of them everywhere.
"""

from pathlib import Path

import pytest

from tests.security import hostile_paths
from tests.security.hostile_paths import NAMES, Ground, Slot, Told


@pytest.fixture(scope="module")
def ground(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground.make(tmp_path_factory.mktemp("ground"), sample)


SLOW = {"build --out", "publish out", "compare --pdf", "verify folder", "backup folder"}
"""Places where a name that is taken costs seconds: tried in the drill."""


def test_every_place_of_every_command_is_known() -> None:
    slots = {slot.name for slot in hostile_paths.slots()}
    assert len(slots) > 75
    assert len(NAMES) >= 35
    assert slots >= hostile_paths.OUTPUTS | hostile_paths.INPUTS | SLOW
    names = [words for words, _ in hostile_paths.commands()]
    assert ("issue", "show") in names
    assert ("restore",) in names


def test_no_name_leads_elsewhere(ground: Ground) -> None:
    tries = [each for each in hostile_paths.tries(ground) if each[0].name not in SLOW]
    found = []
    for at, (slot, name) in enumerate(tries):
        if at % 97 == 0:
            told = hostile_paths.run(ground, slot, NAMES[name])
            found += [(slot.name, name, fault) for fault in hostile_paths.faults(slot, told)]
    assert found == []


@pytest.mark.parametrize("name", list(NAMES))
def test_no_name_of_an_issue_leads_elsewhere(ground: Ground, name: str) -> None:
    slot = Slot(("issue", "show"), "issue")
    told = hostile_paths.run(ground, slot, NAMES[name])
    assert hostile_paths.faults(slot, told) == []
    assert told.status in (1, 2)


@pytest.mark.parametrize(
    "name", ["FIFO", "device", "socket", "loop of links", "link to a file", "link to nothing"]
)
def test_a_file_that_is_none_is_not_imported(ground: Ground, name: str) -> None:
    slot = Slot(("import",), "files")
    told = hostile_paths.run(ground, slot, NAMES[name])
    assert hostile_paths.faults(slot, told) == []
    assert told.status == 1
    assert hostile_paths.CANARY not in told.out + told.err


def test_faults_are_seen() -> None:
    slot = Slot(("show",), "policy")
    assert hostile_paths.faults(slot, Told([], None)) == ["hangs"]
    assert hostile_paths.faults(slot, Told([], 3, err="bug"))
    assert hostile_paths.faults(slot, Told([], 0, hostile_paths.CANARY))
    assert hostile_paths.faults(slot, Told([], 0, changed=["outside/x"]))
    assert hostile_paths.faults(slot, Told([], 1, err="Error: a\nb\n"))
    assert hostile_paths.faults(slot, Told([], 1, err="Error: no sentence\n"))
    assert hostile_paths.faults(slot, Told([], 1, err="Error: A thing.\nHint: Do this.\n")) == []
    link = Slot(("import",), "files")
    assert hostile_paths.faults(link, Told([], 0, hostile_paths.CANARY)) == []
