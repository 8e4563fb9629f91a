"""A desk with the sample imported, made once: what most tests of the workflow look at."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gazette.workflow.desk import OpenDesk, init_desk, open_desk
from gazette.workflow.imports import Origin, import_file

ROOT = Path(__file__).resolve().parents[2]
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
EDITION = "吉林省人民政府公报2023年第21期"


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
