"""Numbers out of bounds are wrong usage, and a folder among the running orders is none of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Told

Run = Callable[..., Told]
POLICY = "吉民发〔2023〕27号"


@pytest.mark.parametrize("limit", ["0", "-1", "99999999999999999999"])
def test_a_limit_out_of_bounds(gazette: Run, limit: str) -> None:
    assert gazette("search", "社区", "--limit", limit).status == 2


@pytest.mark.parametrize(
    "words",
    [
        ("add", "2023-21", "部门文件", POLICY),
        ("move", "2023-21", POLICY),
        ("section", "2023-21", "新"),
    ],
)
def test_places_are_counted_from_one(gazette: Run, words: tuple[str, ...]) -> None:
    assert gazette("issue", *words, "--at", "0").status == 2


def test_a_folder_is_no_running_order(gazette: Run, root: Path) -> None:
    (root / "issues" / "2023-31.toml").mkdir()
    assert [each["id"] for each in gazette("issue", "list", "--json").json] == ["2023-21"]
    assert gazette("show", POLICY).status == 0


def test_a_piped_table_keeps_one_line_a_row(gazette: Run) -> None:
    held = gazette("list", "--json").json
    lines = gazette("list").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [each["id"] for each in held]
