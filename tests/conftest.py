"""What every test may ask for: the seeds, and the real cases where they are to be had."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gazette import cli
from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import Origin, import_file

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SHORT_ISSUE = ROOT / "tests" / "short_issue.toml"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
EDITION = "吉林省人民政府公报2023年第21期"
CASES = Path(os.environ.get("GAZETTE_CASES", ROOT.parent / "shared" / "cases"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases: needs the real cases (GAZETTE_CASES)")
    config.addinivalue_line("markers", "browser: needs a Chromium")
    config.addinivalue_line("markers", "slow: takes seconds, not milliseconds")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CASES.is_dir():
        return
    for item in items:
        if item.get_closest_marker("cases"):
            item.add_marker(pytest.mark.skip(reason=f"no cases at {CASES}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_sep(
            "=", f"{len(skipped)} TESTS SKIPPED: see the reasons above", yellow=True, bold=True
        )


@pytest.fixture
def seeds() -> Path:
    """The folder of sample sources."""
    return SEEDS


@pytest.fixture
def cases() -> Path:
    """The folder of real documents with known answers; mark the test with `cases`."""
    return CASES


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk of the checkout's office with both copies of issue 21 imported."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "gazette.toml", root)
    init_desk(root)
    shutil.copytree(ROOT / "issues", root / "issues", dirs_exist_ok=True)
    with open_desk(root) as desk:
        for pattern, carrier in (("001_*", "pdf"), ("000_*", "web")):
            (path,) = (ROOT / "seeds").glob(pattern)
            import_file(desk, path, WHEN, Origin(EDITION, carrier))
    return root


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a copy of the sample desk that a test may change."""
    root = tmp_path / "desk"
    shutil.copytree(sample, root)
    with open_desk(root) as opened:
        yield opened


@dataclass(frozen=True)
class Told:
    """What a command line answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


@pytest.fixture
def root(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample desk, closed, for commands to act on."""
    return Path(shutil.copytree(sample, tmp_path / "root"))


@pytest.fixture
def gazette(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Run a command on a copy of the sample desk, in this process."""

    def run(*args: object, home: Path = root) -> Told:
        capsys.readouterr()
        status = cli.run(["--home", str(home), *map(str, args)])
        told = capsys.readouterr()
        return Told(status, told.out, told.err)

    return run
