"""The seeds are byte for byte what ORIGINS.md says, and each is described there."""

import hashlib
import re
from pathlib import Path

import pytest

NAMES = (
    "000_f2d15ceeebf86512.txt",
    "001_7dbb9fe1df8c5f2f.txt",
    "002_53d549cbe5491b30.txt",
    "003_8f00e39be1342bf2.txt",
    "004_9a478acafa264fa6.txt",
)


@pytest.fixture
def origins(seeds: Path) -> str:
    return (seeds / "ORIGINS.md").read_text(encoding="utf-8")


def test_every_seed_is_described(seeds: Path, origins: str) -> None:
    assert sorted(path.name for path in seeds.glob("*.txt")) == list(NAMES)
    for name in NAMES:
        assert f"| `{name}` |" in origins


def test_hashes_hold(seeds: Path, origins: str) -> None:
    told = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", origins, re.MULTILINE))
    told = {name: digest for digest, name in told.items()}
    found = {name: hashlib.sha256((seeds / name).read_bytes()).hexdigest() for name in NAMES}
    assert told == found


def test_tampered_seeds_are_named(origins: str) -> None:
    rows = [line for line in origins.splitlines() if "hijacked mirror**" in line]
    assert [row.split("`")[1] for row in rows] == [NAMES[0], NAMES[3]]
