"""A signed PDF is the released one with a signature that another program finds valid."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from gazette.errors import DeskError
from gazette.release import pades
from tests.release.make_authority import make_office_key

WHEN = datetime(2023, 11, 15, 8, tzinfo=UTC)
pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None or shutil.which("pdfsig") is None,
    reason="NO openssl OR pdfsig: SIGNATURES OF PDF ARE NOT TESTED",
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_office_key(tmp_path_factory.mktemp("office"), "open")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path)
    return path.read_bytes()


def told(data: bytes, folder: Path) -> str:
    """Return what poppler says of a PDF's signatures."""
    path = folder / "signed.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False)
    return done.stdout


def test_another_program_finds_the_signature_valid(pdf: bytes, key: Path, tmp_path: Path) -> None:
    signed = pades.sign(pdf, key, b"open", "吉林省人民政府公报 2023-21", WHEN)
    assert signed.startswith(pdf)
    said = told(signed, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Nov 15 2023" in said


def test_a_page_changed_afterwards_is_found(pdf: bytes, key: Path, tmp_path: Path) -> None:
    signed = pades.sign(pdf, key, b"open", "reason", WHEN)
    at = signed.index(b"/MediaBox")
    said = told(signed[: at + 1] + b"n" + signed[at + 2 :], tmp_path)
    assert "Signature is Valid" not in said


@pytest.mark.parametrize("passphrase", [None, b"", b"wrong"])
def test_a_key_that_does_not_open_is_refused(
    pdf: bytes, key: Path, passphrase: bytes | None
) -> None:
    with pytest.raises(DeskError, match="its passphrase is another"):
        pades.sign(pdf, key, passphrase, "reason", WHEN)


@pytest.mark.parametrize("data", [b"", b"no key", b"x" * (pades.MAX_KEY + 1)])
def test_what_is_no_key_is_refused(pdf: bytes, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "office.p12"
    path.write_bytes(data)
    with pytest.raises(DeskError, match="no PKCS #12 key"):
        pades.sign(pdf, path, None, "reason", WHEN)


def test_what_is_no_pdf_is_refused(key: Path) -> None:
    with pytest.raises(DeskError, match="could not be signed"):
        pades.sign(b"no PDF", key, b"open", "reason", WHEN)


def test_a_bare_certificate_is_refused(pdf: bytes, key: Path, tmp_path: Path) -> None:
    words: list[str | Path] = [
        "-export",
        "-nokeys",
        "-in",
        key.with_name("office.pem"),
        "-passout",
        "pass:",
    ]
    path = tmp_path / "office.p12"
    subprocess.run(["openssl", "pkcs12", *words, "-out", path], check=True)
    with pytest.raises(DeskError, match="no PKCS #12 key"):
        pades.sign(pdf, path, b"", "reason", WHEN)


def test_without_pyhanko_it_says_what_to_install(
    pdf: bytes, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(DeskError, match="not installed") as caught:
        pades.sign(pdf, key, b"open", "reason", WHEN)
    assert caught.value.hint == "pip install 'gazette-press[pades]'"
