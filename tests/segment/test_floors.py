"""Accuracy on real sources is held by floors: they only go up."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FLOORS = Path(__file__).resolve().parent.parent / "floors"
HOW = "\nTo raise the floors: python tests/floors/raise_floors.py.  Lowering one is done by hand."


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors_measure", FLOORS / "measure.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["floors_measure"] = module
    spec.loader.exec_module(module)
    return module


def test_the_seeds_keep_their_floors(measure: ModuleType, seeds: Path) -> None:
    table = measure.measure(seeds, None)
    floors = {name: each for name, each in measure.load().items() if name.startswith("seeds/")}
    assert len(floors) == 5
    assert measure.worse(table, floors) == [], HOW


def test_every_document_of_the_seeds_is_found_to_the_character(
    measure: ModuleType, seeds: Path
) -> None:
    table = measure.measure(seeds, None)
    counts = {name: fields["documents"] for name, fields in table.items()}
    assert counts == {
        "seeds/000": [5, 0, 0],
        "seeds/001": [9, 0, 0],
        "seeds/002": [9, 0, 0],
        "seeds/003": [2, 0, 0],
        "seeds/004": [18, 0, 0],
    }


@pytest.mark.cases
def test_the_cases_keep_their_floors(measure: ModuleType, seeds: Path, cases: Path) -> None:
    table = measure.measure(seeds, cases)
    assert measure.worse(table, measure.load()) == [], HOW


def test_a_floor_that_is_not_reached_is_told(measure: ModuleType) -> None:
    floors = {"seeds/000": {"number": [5, 0, 0]}}
    assert measure.worse({"seeds/000": {"number": [5, 0, 0]}}, floors) == []
    for count in ([4, 1, 0], [5, 0, 1], [5, 1, 0]):
        assert len(measure.worse({"seeds/000": {"number": count}}, floors)) == 1
    assert len(measure.worse({}, floors)) == 1
