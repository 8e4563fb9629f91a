"""Starts that real laws state in their last article; floors are what is reached now."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gazette import segment, validity
from gazette.model.document import Metadata, Policy
from gazette.model.event import Event, EventKind

pytestmark = pytest.mark.cases


def events_of(path: Path) -> tuple[Event, ...]:
    return validity.events(Policy("x", Metadata(), segment.read_parts(path.read_text("utf-8"))))


def stated(cases: Path) -> Iterator[tuple[Path, str | None]]:
    for folder in sorted((cases / "revisions").iterdir()):
        for each in json.loads((folder / "SOURCE.json").read_text("utf-8")):
            yield folder / f"{each['date']}.md", each.get("effective_stated_in_text")


def test_every_stated_start_is_found_and_no_other(cases: Path) -> None:
    count = 0
    for path, start in stated(cases):
        if not path.is_file():
            continue
        found = [e for e in events_of(path) if e.kind is EventKind.IN_FORCE]
        wanted = [] if start is None else [None if start == "on publication" else start]
        days = [e.day.isoformat() if e.day else None for e in found]
        assert days == wanted, path
        count += 1
    assert count >= 19


def test_no_licence_of_a_law_is_its_end(cases: Path) -> None:
    for path, _ in stated(cases):
        if path.is_file():
            assert [e.quote for e in events_of(path) if e.kind is EventKind.EXPIRES] == []


def test_repeals_in_last_articles(cases: Path) -> None:
    found = {
        e.target.title: e.day
        for path, _ in stated(cases)
        if path.is_file()
        for e in events_of(path)
        if e.kind is EventKind.REPEALS and e.target
    }
    assert found == {
        "中华人民共和国水路运输管理条例": date(2013, 1, 1),
        "中华人民共和国治安管理处罚条例": date(2006, 3, 1),
    }


def test_every_regulation_in_traditional_script_states_its_start(cases: Path) -> None:
    folders = sorted((cases / "tables_tw").iterdir())
    without = [f.name for f in folders if not _starts(f / "new.md")]
    assert len(folders) >= 15
    assert without == []


def _starts(path: Path) -> list[Event]:
    return [e for e in events_of(path) if e.kind is EventKind.IN_FORCE]
