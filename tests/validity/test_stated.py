"""Every start, end and repeal that the seeds state is an event with its words; no decoy is."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gazette import validity
from gazette.model.document import Policy, text_of
from gazette.model.event import EventKind
from gazette.text.fold import fold

STATED = tomllib.loads(Path(__file__).with_name("stated.toml").read_text("utf-8"))["policy"]
SAID = {
    EventKind.TRIAL,
    EventKind.IN_FORCE,
    EventKind.EXPIRES,
    EventKind.REPEALS,
    EventKind.SUPERSEDES,
    EventKind.AMENDS,
    EventKind.REVISES,
    EventKind.FORWARDS,
    EventKind.INTERPRETS,
}
Seeds = dict[str, tuple[Policy, ...]]


def is_meant(stated: Mapping[str, Any], policy: Policy) -> bool:
    if "number" in stated:
        return bool(policy.meta.number == stated["number"])
    if "title" in stated:
        return fold(policy.meta.title or "") == fold(stated["title"])
    return fold(text_of(policy.parts)).startswith(fold(stated["first"]))


def name_of(stated: Mapping[str, Any]) -> str:
    return str(stated.get("number") or stated.get("title") or stated.get("first"))


@pytest.mark.parametrize("stated", STATED, ids=name_of)
def test_what_is_stated_is_found(stated: Mapping[str, Any], seeds_read: Seeds) -> None:
    (policy,) = [p for p in seeds_read[stated["seed"]] if is_meant(stated, p)]
    found = [event for event in validity.events(policy) if event.kind in SAID]
    assert [event.kind.value for event in found] == [each["event"] for each in stated["events"]]
    for event, wanted in zip(found, stated["events"], strict=True):
        assert fold(event.quote) == fold(wanted["quote"])
        assert event.day == wanted.get("day")
        assert event.certain == ("day" in wanted)
        if "target" in wanted:
            assert event.target is not None
            assert event.target.id == wanted["target"]
        if "address" in wanted:
            assert event.address == wanted["address"]


def test_nothing_else_is_found(seeds_read: Seeds) -> None:
    """Terms of bases and licences, deadlines and talk of 失效 are none of a document's validity."""
    kinds = (SAID | {EventKind.ADOPTED}) - {
        EventKind.FORWARDS,
        EventKind.INTERPRETS,
        EventKind.TRIAL,
    }
    for seed, policies in seeds_read.items():
        if seed == "000":
            continue
        for policy in policies:
            if any(s["seed"] == seed and is_meant(s, policy) for s in STATED):
                continue
            assert [e.quote for e in validity.events(policy) if e.kind in kinds] == []


def test_a_quote_stands_where_its_span_says(seeds_read: Seeds) -> None:
    count = 0
    for policies in seeds_read.values():
        for policy in policies:
            text = text_of(policy.parts)
            for event in validity.events(policy):
                if event.span and event.kind in SAID:
                    said = text[slice(*event.span)]
                    assert said in event.quote or event.quote in said
                    count += 1
    assert count >= 15


def test_the_repeal_reaches_the_rule_that_is_not_held(seeds_read: Seeds) -> None:
    own = {p.id: validity.events(p) for p in seeds_read["001"]}
    (event,) = validity.incoming(own)["吉工信创业/2014/270"]
    assert event.kind is EventKind.REPEALED
    assert not event.certain
    assert event.target is not None
    assert event.target.number == "吉工信创业〔2014〕270号"


def test_citations_with_numbers(seeds_read: Seeds) -> None:
    found = [c.number for p in seeds_read["003"] for c in validity.citations(p) if c.number]
    assert found == [
        "国办发〔2021〕42号",
        "国办发〔2021〕36号",
        "医保发〔2021〕10号",
        "中发〔2021〕16号",
        "国办发〔2021〕56号",
        "吉政发〔2021〕7号",
    ]
