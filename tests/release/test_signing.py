"""Signing: whose a key is, and what is said when it cannot be used."""

import subprocess
from pathlib import Path

import pytest

from gazette.errors import DeskError
from gazette.release import signing
from tests.release.make_site import Keys, put


def test_a_key_is_whose_the_signers_say(keys: Keys) -> None:
    assert signing.owner(keys["wang"], keys.signers) == "wang@office"
    assert signing.owner(keys.folder / "wang.pub", keys.signers) == "wang@office"


def test_the_public_half_is_asked_of_the_private_one(keys: Keys, tmp_path: Path) -> None:
    key = put(tmp_path, "key", keys["li"].read_bytes())
    key.chmod(0o600)
    assert signing.owner(key, keys.signers) == "li@office"


def test_a_strangers_key_is_refused_with_the_line_to_add(keys: Keys) -> None:
    with pytest.raises(DeskError, match="belongs to nobody") as told:
        signing.owner(keys["stranger"], keys.signers)
    assert 'namespaces="gazette-*" ssh-ed25519 AAAA' in told.value.hint


def test_a_file_of_signers_that_cannot_be_trusted_is_refused(keys: Keys, tmp_path: Path) -> None:
    twice = keys.signers.read_text() + keys.signers.read_text().replace("wang@", "chen@")
    signers = put(tmp_path, "signers", twice.encode())
    with pytest.raises(DeskError, match="One key stands"):
        signing.owner(keys["wang"], signers)


@pytest.mark.parametrize("data", [b"no key", b"\xff", b""])
def test_what_is_no_key(keys: Keys, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DeskError):
        signing.owner(put(tmp_path, "key.pub", data), keys.signers)
    with pytest.raises(DeskError):
        signing.sign(tmp_path / "key.pub", "gazette-issue", put(tmp_path, "key", data), "x")
    assert list(tmp_path.glob("*.sig")) == []


def test_without_ssh_keygen_it_says_so(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DeskError, match="not installed"):
        signing.sign(put(tmp_path, "text", b"x"), "gazette-issue", keys["li"], "x")


def test_a_key_that_nobody_unlocks(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("ssh-keygen", 300)

    monkeypatch.setattr(subprocess, "run", wait)
    with pytest.raises(DeskError, match="in vain"):
        signing.sign(put(tmp_path, "text", b"x"), "gazette-issue", keys["li"], "x")
