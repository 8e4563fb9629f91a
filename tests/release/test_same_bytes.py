"""The same sources give the same bytes, wherever and by whomever they are built; short form."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "umask": "022", "folder": "a"},
    {
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
        "LANG": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "4711",
        "umask": "077",
        "folder": "b/另一个 folder/deeper",
    },
)


def build(place: Path, surroundings: dict[str, str], *words: str) -> str:
    """Build in a process of its own and return what came out, file by file."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "COV_"))}
    env |= {k: v for k, v in surroundings.items() if k.isupper()}
    folder = place / surroundings["folder"]
    script = ROOT / "tests/release/publish_once.py"
    command = [sys.executable, script, ROOT, folder, *words]
    shell = f'umask {surroundings["umask"]}; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *map(str, command)], env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_two_builds_in_differing_surroundings_are_the_same(tmp_path: Path) -> None:
    one, two = (build(tmp_path, each, "2023-22") for each in SURROUNDINGS)
    assert "public/releases/2023-22/manifest.json" in one
    assert "public/issues/2023-22/2023-22.pdf" in one
    assert one == two
