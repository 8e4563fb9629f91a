"""No regular expression of the package is slow on any text."""

import re

import pytest

from tests.security import patterns

SIZE = 10_000
BOUND = 0.1
"""Twice what 0.5 s for 100,000 characters comes to, for machines with other work;
`benchmarks/drill_reading.py patterns` measures at the full size."""

MADE_IN_FUNCTIONS = {
    "gazette.render.collation.labels",  # from the English templates; asked for by name
    "gazette.segment.cuts_labels",  # held by a tuple of the module
    "gazette.segment.spam",  # from data; asked for by name
    "gazette.structure",  # held by the ladder
}


def test_every_pattern_in_the_source_is_found() -> None:
    calls = patterns.written()
    found = patterns.every()
    assert len(calls) > 250
    assert len(found) > 250
    assert {
        call.where.partition(":")[0] for call in calls if not call.pattern
    } == MADE_IN_FUNCTIONS
    assert {call.pattern for call in calls if call.pattern} <= found.keys()
    assert len(patterns.held()) > 200, "modules are walked"


def test_patterns_deep_in_data_are_found() -> None:
    held = {pattern.pattern for pattern in patterns.held()}
    assert any(str(each).startswith(r"([①-⑳])") for each in held), "in a dataclass in a tuple"


@pytest.mark.parametrize(
    "slow", [r"(a+)+$", r"\s+(?=第)", r"(?:[^|]|\\.)*\|", r".*：", r"(?:《.{0,99}){3}》"]
)
def test_a_slow_pattern_is_caught(slow: str) -> None:
    assert next(patterns.slow({re.compile(slow): "here"}, 20_000, 0.02), None)


def test_twelve_generators_make_texts_of_the_size_asked_for() -> None:
    assert len(patterns.GENERATORS) == 12
    for text in patterns.hostile(re.compile(r"第\s{0,4}(\d+)条"), 1000).values():
        assert 1000 <= len(text) <= 1100


def test_no_pattern_is_slow() -> None:
    assert list(patterns.slow(patterns.every(), SIZE, BOUND)) == []
