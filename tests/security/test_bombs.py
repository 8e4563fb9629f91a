"""Hostile files cost bounded resources: the cheaper half of what `drill_reading.py bombs` throws."""

import shutil
from pathlib import Path

import pytest

from gazette.workflow.desk import init_desk
from tests.conftest import ROOT
from tests.security import bombs

CHEAP = (
    "package that inflates",
    "package of many inflating files",
    "XML that laughs",
    "page nested",
    "PDF that inflates twice",
    "PDF of pages in a ring",
    "text of spaces",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with a running order's folder, and nothing in it."""
    root = tmp_path / "desk"
    root.mkdir()
    shutil.copy(ROOT / "gazette.toml", root)
    init_desk(root)
    return root


@pytest.mark.parametrize("name", CHEAP)
def test_a_hostile_file_is_refused_or_read_within_bounds(desk: Path, name: str) -> None:
    assert bombs.import_bomb(desk, name).faults(0, 1) == []


def test_a_hostile_running_order_is_refused_within_bounds(desk: Path) -> None:
    cost = bombs.order_bomb(desk, "dotted keys")[0]
    assert cost.faults(1) == []
    assert "not valid TOML" in cost.err


def test_a_hostile_configuration_is_refused_within_bounds(desk: Path) -> None:
    assert bombs.desk_bomb(desk, "nested lists").faults(1) == []


@pytest.mark.parametrize("name", ["trees of trees", "a pipe", "a head without an end"])
def test_a_hostile_backup_is_refused_within_bounds(tmp_path: Path, desk: Path, name: str) -> None:
    assert bombs.restore_bomb(tmp_path, desk, name).faults(1) == []


def test_a_cost_out_of_bounds_is_told() -> None:
    cost = bombs.Cost(3, 11.0, 600 * 1024, "", "Error: a\nError: b")
    assert len(cost.faults(0)) == 3
    assert len(bombs.Cost(1, 1.0, 1, "", "no word").faults()) == 1
    assert bombs.Cost(1, 1.0, 1, "", "Error: a.\nHint: b.").faults() == []
    assert bombs.Cost(None, 1.0, 1, "", "").faults()
