"""Policies from lines of text, and those of the seeds, read once."""

from datetime import date
from pathlib import Path

import pytest

from gazette import extract, segment
from gazette.config import load_desk
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.structure import outline
from gazette.workflow.settle import settle
from tests.conftest import ROOT, SEEDS


def policy(
    *lines: str, title: str | None = None, issued: date | None = None, number: str | None = None
) -> Policy:
    """Make a policy of lines: `标题 …` is the title of the instrument."""
    blocks = [
        Block(line.removeprefix("标题 "), Role.TITLE) if line.startswith("标题 ") else Block(line)
        for line in lines
    ]
    name = next((block.text for block in blocks if block.role is Role.TITLE), None)
    part = Part(PartKind.INSTRUMENT, name, outline(blocks))
    meta = Metadata(title=title or name, issued=issued, number=number)
    return Policy("测发/2023/1", meta, (part,))


def seed_policies(name: str) -> tuple[Policy, ...]:
    """Read a seed as it would be kept."""
    desk = load_desk(ROOT)
    (path,) = SEEDS.glob(f"{name}_*.txt")
    extraction = extract.read(Path(path))
    sources = {extraction.source.sha256: extraction.source}
    found = segment.segment(extraction, desk.register)
    return tuple(
        settle(f"seed/{name}/{at}", [witness], sources, (), desk)[0]
        for at, witness in enumerate(found.witnesses)
    )


@pytest.fixture(scope="session")
def seeds_read() -> dict[str, tuple[Policy, ...]]:
    """Every policy of the seeds, by seed."""
    return {name: seed_policies(name) for name in ("000", "001", "002", "003", "004")}
