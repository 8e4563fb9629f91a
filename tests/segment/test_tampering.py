"""Tampered copies: the drill in short form, and clean documents that must raise no alarm."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gazette.config import load_desk
from gazette.model.document import Flag
from gazette.model.register import Register as Issuers

ROOT = Path(__file__).resolve().parent.parent.parent
TIMES = 6
ALONE = {
    "issuer: an unknown brand": 6, "issuer: another organ": 6, "header token as organ": 6, "footer of links": 6,
    "gambling in a paragraph": 6, "invisible characters": 6, "controls of direction": 6, "look-alikes": 6,
    "radicals and doubles": 6, "private use": 6, "hidden HTML": 6, "contact inserted": 3,
}  # fmt: skip
"""How many of six are caught in the copy itself, at least."""
SECOND = ("issuer: swapped in the body", "figure changed", "document number changed", "contact inserted",
          "paragraph removed", "date of issue changed")  # fmt: skip
"""What a second copy must always show."""
TRUE_ALARMS = {("吉政办发〔2022〕16号", "issuer-mismatch"), ("吉政办发〔2022〕16号", "repeated-name"),
               ("吉政办发〔2022〕18号", "issuer-mismatch"), ("吉政办发〔2022〕18号", "repeated-name")}  # fmt: skip


@pytest.fixture(scope="module")
def drill() -> ModuleType:
    folder = ROOT / "benchmarks"
    sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location("drill_tamper", folder / "drill_tamper.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def issuers() -> Issuers:
    return load_desk(ROOT).register


@pytest.fixture(scope="module")
def clean(drill: ModuleType, issuers: Issuers) -> tuple[list[object], dict[str, object]]:
    """Short pages of the seeds: of the long ones a drill in short form has no need."""
    paths = sorted((ROOT / "seeds").glob("00[02]*.txt"))
    found, _, _ = drill.specimens(paths, issuers)
    return found, {each.name: drill.read(each.page, "txt", issuers)[0] for each in found}


@pytest.mark.parametrize("kind", sorted({*ALONE, *SECOND}))
def test_tampered_copies_are_caught(
    drill: ModuleType, issuers: Issuers, clean: tuple[list[object], dict[str, object]], kind: str
) -> None:
    second_too = kind in SECOND
    made, alone, second, marked, passed = drill.drill(
        kind, *clean, issuers, TIMES, beside=second_too
    )
    assert made == marked == TIMES
    assert alone >= ALONE.get(kind, 0), passed
    assert second == TIMES * second_too


def test_clean_documents_raise_no_alarm(drill: ModuleType, issuers: Issuers) -> None:
    alarms = set()
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        found, _ = drill.read(path.read_text("utf-8"), "txt", issuers)
        for witness in found.witnesses:
            alarms |= {
                (witness.meta.number, f.code) for f in witness.flags if f.code in drill.TAMPER
            }
        assert {flag.code for flag in found.flags} <= {"link-spam", "contents-without-body"}
    assert alarms == TRUE_ALARMS


@pytest.mark.cases
def test_clean_cases_raise_no_alarm(drill: ModuleType, issuers: Issuers, cases: Path) -> None:
    """Doubles of Chinese characters and one private character truly stand in three collected texts."""
    alarms: list[Flag] = []
    for path in drill._files(cases):
        found, _ = drill.read(path.read_text("utf-8", "replace"), path.suffix[1:], issuers)
        alarms += [f for w in found.witnesses for f in w.flags if f.code in drill.TAMPER]
        alarms += found.flags
    assert {flag.code for flag in alarms} <= {"compatibility-ideograph", "private-use"}
    assert len(alarms) <= 6
