"""Readers of risky media run in a child process; most tests call them here, where coverage sees."""

import pytest

from gazette.extract import sandbox
from gazette.extract.layout import Layout


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every medium in this process, the answer still sent through JSON and back."""

    def run(module: str, data: bytes) -> Layout:
        return sandbox.from_json(sandbox.answer(module, data))

    monkeypatch.setattr(sandbox, "run", run)
