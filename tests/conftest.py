"""What every test may ask for: the seeds, and the real cases where they are to be had."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
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
