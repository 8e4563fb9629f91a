"""Small running orders and documents to hold against each other."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role

ISSUES = Path(__file__).resolve().parents[2] / "issues"


@pytest.fixture
def small() -> str:
    """A running order of two documents and one entry that is not held."""
    return (Path(__file__).with_name("small.toml")).read_text(encoding="utf-8")


@pytest.fixture
def seed_issue() -> str:
    """The running order of 2023 No. 21."""
    return (ISSUES / "2023-21.toml").read_text(encoding="utf-8")


def policy(
    name: str, *signed: str, title: str = "", issued: date | None = date(2024, 1, 2)
) -> Policy:
    """Return a document with a title, a number and signatories."""
    code, year, serial = name.split("/")
    number = f"{code}〔{year}〕{serial}号"
    title = title or f"关于{serial}的通知"
    blocks = [Block(title, Role.TITLE), Block(number, Role.NUMBER), Block("现通知如下。")]
    blocks += [Block(each, Role.SIGNATORY) for each in signed or ("某省人民政府",)]
    meta = Metadata(number=number, title=title, issuers=signed, issued=issued)
    return Policy(name, meta, (Part(PartKind.NOTICE, title, tuple(blocks)),))


Make = Callable[..., Policy]
Load = Callable[[str, str | None], Policy | None]


@pytest.fixture
def make() -> Make:
    """Make a document."""
    return policy


@pytest.fixture
def load() -> Load:
    """Give the two documents of the small running order, at no pinned revision."""
    held = {name: policy(name) for name in ("某政发/2024/1", "某政发/2024/2")}
    return lambda name, revision: held.get(name) if revision is None else None
