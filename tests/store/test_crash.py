"""The fire drills of benchmarks/drill_store.py in short form."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DRILL = Path(__file__).resolve().parents[2] / "benchmarks" / "drill_store.py"


@pytest.fixture(scope="module")
def drill() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drill_store", DRILL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(found: dict[str, int]) -> dict[str, int]:
    """Leave out what was counted for people, in brackets, and what never happened."""
    return {key: count for key, count in found.items() if count and not key.startswith("(")}


@pytest.mark.parametrize(("processes", "saves"), [(2, 15), (4, 10)])
def test_writers_side_by_side_lose_nothing(
    drill: ModuleType, tmp_path: Path, processes: int, saves: int
) -> None:
    found = drill.writers(tmp_path, processes, saves)
    assert faults(found) == {}
    assert "lost" in found


def test_a_killed_writer_leaves_whole_policies_and_no_locks(
    drill: ModuleType, tmp_path: Path
) -> None:
    found = drill.kills(tmp_path, 20)
    assert faults(found) == {}
    assert found["(in mid-save)"] >= 8


def test_a_full_disk_refuses_the_save_and_harms_nothing(drill: ModuleType, tmp_path: Path) -> None:
    found = drill.full_disk(tmp_path, 10)
    assert faults(found) == {}
    assert found["(refused)"] >= 3
