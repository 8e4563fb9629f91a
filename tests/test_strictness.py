"""A run where everything must be there fails when a test is skipped, alone and on workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SKIPPED = "import pytest\ndef test_a(): pass\n@pytest.mark.skip\ndef test_b(): pass\n"
SKIPPED_MODULE = "import pytest\npytest.importorskip('no_such_module')\n"
PASSED = "def test_a(): pass\n"


def _run(folder: Path, *options: str) -> int:
    """Run pytest in a process of its own and return its exit status."""
    plain = ["-q", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *plain, *options, str(folder)]
    env = {**os.environ, "PYTHONPATH": str(TESTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    return done.returncode


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (PASSED, ["-p", "strictness"], 0),
        (SKIPPED, [], 0),
        (SKIPPED, ["-p", "strictness"], 1),
        (SKIPPED, ["-p", "strictness", "-p", "xdist", "-n", "1"], 1),
        (SKIPPED_MODULE + PASSED, ["-p", "strictness"], 1),
        (PASSED + "def test_bad(): assert 0\n", ["-p", "strictness"], 1),
    ],
)
def test_a_skip_fails_a_strict_run(
    tmp_path: Path, text: str, options: list[str], status: int
) -> None:
    (tmp_path / "test_one.py").write_text(text, encoding="utf-8")
    if text.startswith(SKIPPED_MODULE):
        (tmp_path / "test_two.py").write_text(PASSED, encoding="utf-8")
    assert _run(tmp_path, *options) == status
