"""Signatures inside a PDF (PAdES, ETSI EN 319 142), by pyHanko: an extra for who has a certificate.

The released PDF stays as it is.  What is signed is a copy that begins with its very bytes: a PDF
takes a signature as an addition at its end.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from gazette.errors import DeskError

FIELD = "Gazette"
"""Name of the signature's field in the PDF."""
MAX_KEY = 1024 * 1024


def sign(pdf: bytes, key: Path, passphrase: bytes | None, reason: str, when: datetime) -> bytes:
    """Return a copy of a PDF with a signature that covers all of it.

    Args:
        pdf: The PDF as it was released.
        key: A PKCS #12 file (.p12, .pfx): a private key and its certificates.
        passphrase: What opens the key; `None` where it is open.
        reason: Why it is signed; shown by readers of PDF.
        when: The time that the signature bears.  It is the signer's word, no time stamp.

    Raises:
        DeskError: pyHanko is not installed, the key cannot be opened, or it may not sign this.
    """
    signers, fields, writer, misc = _load()
    signer = _open(signers, key, passphrase)
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
    )
    at = _at(signers.PdfSigner, when)(metadata, signer=signer)
    # pyHanko starts an event loop, which a thread has only one of: the caller's may be running.
    try:
        with ThreadPoolExecutor(1) as apart:
            done = apart.submit(at.sign_pdf, writer.IncrementalPdfFileWriter(io.BytesIO(pdf)))
            return bytes(done.result().getvalue())
    except (misc.PdfError, ValueError) as error:
        raise DeskError(f"The PDF could not be signed: {error}.", "Try another key.") from None


def _load() -> tuple[Any, Any, Any, Any]:
    try:
        from pyhanko.pdf_utils import incremental_writer, misc  # noqa: PLC0415 - an extra
        from pyhanko.sign import fields, signers  # noqa: PLC0415
    except ImportError:
        raise DeskError(
            "A PDF is signed by pyHanko, which is not installed.",
            "pip install 'gazette-press[pades]'",
        ) from None
    return signers, fields, incremental_writer, misc


def _open(signers: Any, key: Path, passphrase: bytes | None) -> Any:
    """Read a key; pyHanko's own reader also logs what the passphrase was tried on."""
    data = key.read_bytes() if key.stat().st_size <= MAX_KEY else b""
    try:
        return signers.SimpleSigner.load_pkcs12_data(data, (), passphrase=passphrase)
    except (ValueError, AttributeError):
        # A file without a key gives pyHanko nothing to translate.
        raise DeskError(
            f"{key} is no PKCS #12 key, or its passphrase is another.",
            "Put the passphrase into a file and name it with --passphrase-file.",
        ) from None


def _at(signer: Any, when: datetime) -> Any:
    """Return a signer that takes the time as an argument and not from the clock."""

    class At(signer):  # type: ignore[misc]
        def init_signing_session(self, *args: Any, **named: Any) -> Any:
            session = super().init_signing_session(*args, **named)
            session.system_time = when
            return session

    return At
