"""Building several issues: side by side, in order, whole, and none hidden by another."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from gazette.cli import build
from gazette.errors import MissingError
from gazette.render import pdf
from gazette.workflow import building
from gazette.workflow.building import Built, Failed, Wish
from gazette.workflow.desk import OpenDesk
from tests.conftest import SHORT_ISSUE, Told

ORDER = SHORT_ISSUE.read_text("utf-8")
ABSENT = "2023-30"


@pytest.fixture(scope="module")
def orders(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of three short running orders, one of which is no TOML."""
    root = tmp_path_factory.mktemp("several") / "desk"
    shutil.copytree(sample, root)
    (root / "issues" / "2023-21.toml").unlink()
    for number in (22, 23):
        order = ORDER.replace("number = 22", f"number = {number}")
        (root / "issues" / f"2023-{number}.toml").write_text(order, "utf-8")
    (root / "issues" / f"{ABSENT}.toml").write_text("[[[", "utf-8")
    return root


@pytest.fixture(scope="module")
def built(orders: Path) -> tuple[list[str], list[Built | Failed]]:
    """What came of three issues built at once, and in what order each was told."""
    told: list[str] = []
    wish = Wish(orders, override="short")
    done = list(building.build_many(wish, ["2023-23", ABSENT, "2023-22"], 2, told.append))
    return told, done


def test_issues_come_in_the_order_they_were_named_in(
    built: tuple[list[str], list[Built | Failed]],
) -> None:
    told, (first, failed, last) = built
    assert sorted(told) == ["2023-22", "2023-23", ABSENT]
    assert isinstance(first, Built)
    assert isinstance(last, Built)
    assert (first.issue.manifest.number, last.issue.manifest.number) == (23, 22)
    for each in (first, last):
        assert each.pdf
        assert each.pdf.read_bytes().startswith(b"%PDF")
        assert each.proof
        assert each.proof["pages"] == each.pages
    assert isinstance(failed, Failed)
    assert failed.issue == ABSENT
    assert failed.message
    assert failed.hint


def test_one_after_the_other_gives_the_same_bytes(
    orders: Path, built: tuple[list[str], list[Built | Failed]], tmp_path: Path
) -> None:
    told: list[str] = []
    wish = Wish(orders, tmp_path / "out", "short")
    shutil.move(orders / ".cache", tmp_path / "cache")
    again = list(building.build_many(wish, ["2023-23", ABSENT], 1, told.append))
    assert told == ["2023-23", ABSENT]
    one, other = again[0], built[1][0]
    assert isinstance(one, Built)
    assert isinstance(other, Built)
    assert one.pdf == tmp_path / "out" / "2023-23.pdf"
    assert one.pdf.read_bytes() == other.pdf.read_bytes()  # type: ignore[union-attr]
    assert one.html.read_bytes() == other.html.read_bytes()
    assert isinstance(again[1], Failed)


def test_a_process_killed_from_outside_is_told() -> None:
    future: Future[Built | Failed] = Future()
    future.set_exception(BrokenExecutor())
    told = building._result("2023-22", future)
    assert isinstance(told, Failed)
    assert "stopped from outside" in told.message


def test_a_proof_that_was_changed_is_made_anew(
    orders: Path, built: tuple[list[str], list[Built | Failed]]
) -> None:
    del built
    (before, *_) = list(building.build_many(Wish(orders, override="short"), ["2023-22"], 1))
    assert isinstance(before, Built)
    for path in (orders / ".cache" / "proof").iterdir():
        path.write_bytes(path.read_bytes().replace(b'"right": true', b'"right": false'))
    (after,) = building.build_many(Wish(orders, override="short"), ["2023-22"], 1)
    assert isinstance(after, Built)
    assert after.proof == before.proof


def test_without_pango_there_is_a_page(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> bytes:
        raise MissingError("No Pango.", "Install it.")

    monkeypatch.setattr(pdf, "write", missing)
    done = building.build(desk, "2023-21", override="no PDF here")
    assert done.pdf is None
    assert done.pages is None
    assert done.proof is None
    assert done.warning == "No Pango. Install it."
    assert done.html.is_file()


def test_this_process_never_imports_the_engine(orders: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gazette.workflow import building\n"
        "from gazette.workflow.building import Wish\n"
        "(done,) = building.build_many(Wish(Path(sys.argv[1]), None, 'x'), ['2023-22'], 1)\n"
        "assert done.pages, done\n"
        "assert 'weasyprint' not in sys.modules"
    )
    here = Path(building.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, str(orders)], check=True, cwd=here)


def test_the_command_tells_what_failed_and_builds_the_others(
    gazette: Callable[..., Told], orders: Path
) -> None:
    told = gazette("build", "--all", "--override", "short", "--json", "--jobs", 2, home=orders)
    assert told.status == 1
    assert [each["issue"] for each in told.json] == ["2023-22", "2023-23", ABSENT]
    assert [bool(each.get("pdf")) for each in told.json] == [True, True, False]
    assert told.json[2]["hint"]
    assert f"{ABSENT}: not built." in told.err
    assert gazette("build", home=orders).status == 2
    assert gazette("build", "2023-22", "--all", home=orders).status == 2


def test_all_of_none_is_an_error(gazette: Callable[..., Told], root: Path) -> None:
    (root / "issues" / "2023-21.toml").unlink()
    told = gazette("build", "--all")
    assert told.status == 1
    assert "no running order" in told.err


def test_as_many_at_once_as_cores_and_memory_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 3 * 2**30 // 4096}
    monkeypatch.setattr(os, "sysconf", sizes.get)
    assert build._jobs() == 3
    sizes["SC_PHYS_PAGES"] = 1
    assert build._jobs() == 1

    def unknown(_: str) -> int:
        raise ValueError

    monkeypatch.setattr(os, "sysconf", unknown)
    assert build._jobs() == 8
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert build._jobs() == 1


def test_a_disk_that_refuses_one_issue_hides_no_other(
    orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Built:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(building, "build", refuse)
    (told,) = building.build_many(Wish(orders), ["2023-22"], 1)
    assert isinstance(told, Failed)
    assert told.message == "2023-22 cannot be written: No space left on device."


def test_fonts_that_the_desk_names_may_be_embedded(
    orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[str]] = []

    def write(_: str, options: pdf.Options, **__: object) -> bytes:
        asked.append(options.families)
        raise MissingError("no Pango")

    monkeypatch.setattr(pdf, "write", write)
    root = Path(shutil.copytree(orders, tmp_path / "own"))
    with (root / "gazette.toml").open("a", encoding="utf-8") as file:
        file.write('\n[layout.fonts]\nsong = ["方正书宋"]\n')
    (told,) = building.build_many(Wish(root, override="short"), ["2023-22"], 1)
    assert isinstance(told, Built)
    assert "方正书宋" in asked[0]
