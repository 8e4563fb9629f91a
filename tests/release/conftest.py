"""Keys made once, and a published folder of its own for each test."""

import shutil
from pathlib import Path

import pytest

from tests.release.make_site import Keys, make_keys, make_site


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("NO ssh-keygen: SIGNATURES ARE NOT TESTED. Install openssh-client.")
    return make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def original(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("site"), keys)


@pytest.fixture
def site(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "copy"))
