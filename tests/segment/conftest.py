"""An extraction of plain text made from a string, and the issuers that are shipped."""

import hashlib
import tomllib
from collections.abc import Callable

import pytest

from gazette.config import data_text
from gazette.model.register import Issuer, Register
from gazette.model.source import Extraction, Line, Medium, Source


@pytest.fixture(scope="session")
def register() -> Register:
    """The issuers that are shipped."""
    entries = tomllib.loads(data_text("issuers.toml"))["issuer"]
    return Register(
        tuple(
            Issuer(each["name"], tuple(each.get("short", ())), tuple(each.get("codes", ())))
            for each in entries
        )
    )


def _plain(text: str, medium: Medium = Medium.PLAIN) -> Extraction:
    lines = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append(Line(start, start + len(line.strip())))
        at += len(line) + 1
    data = text.encode("utf-8", "surrogatepass")
    source = Source(hashlib.sha256(data).hexdigest(), "text.txt", medium, len(data))
    return Extraction(source, text, tuple(lines))


@pytest.fixture(scope="session")
def plain() -> Callable[..., Extraction]:
    """Make an extraction of plain text: one line for each line that shows something."""
    return _plain
