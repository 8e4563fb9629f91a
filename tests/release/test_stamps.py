"""A time stamp is taken when its authority stamped this very manifest, and not otherwise."""

import shutil
from pathlib import Path

import pytest

from gazette.errors import DeskError
from gazette.release import stamps
from tests.release.make_authority import Authority, make_authority

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="NO openssl: TIME STAMPS ARE NOT TESTED"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "2023-21" / "manifest.json"
    path.parent.mkdir()
    path.write_bytes(b"{}")
    return path


def test_a_stamp_of_the_manifest_tells_its_time(manifest: Path, authority: Authority) -> None:
    told = stamps.check(manifest, authority.stamp(manifest), authority.certificate)
    assert told.endswith("GMT")


def test_a_stamp_of_something_else_is_refused(manifest: Path, authority: Authority) -> None:
    reply = authority.stamp(manifest)
    manifest.write_bytes(b"{ }")
    with pytest.raises(
        DeskError, match=r"no valid time stamp of 2023-21/manifest\.json"
    ) as caught:
        stamps.check(manifest, reply, authority.certificate)
    assert caught.value.hint.startswith("OpenSSL: message imprint mismatch.")


def test_a_stamp_by_another_hash_is_refused(manifest: Path, authority: Authority) -> None:
    with pytest.raises(DeskError, match="another hash than SHA-256"):
        stamps.check(manifest, authority.stamp(manifest, "sha512"), authority.certificate)


def test_a_stamp_of_another_authority_is_refused(
    manifest: Path, authority: Authority, tmp_path: Path
) -> None:
    stranger = make_authority(tmp_path / "stranger", "stranger")
    with pytest.raises(DeskError, match="no valid time stamp"):
        stamps.check(manifest, stranger.stamp(manifest), authority.certificate)


def test_what_is_no_reply_is_refused(manifest: Path, authority: Authority, tmp_path: Path) -> None:
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(b"no reply")
    with pytest.raises(DeskError, match="no valid time stamp"):
        stamps.check(manifest, reply, authority.certificate)


def test_without_openssl_it_says_what_to_install(
    manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeskError, match="checked by OpenSSL") as caught:
        stamps.check(manifest, manifest, manifest)
    assert "apt-get install openssl" in caught.value.hint
