"""What an office may put beside a release: a signed copy of its PDF, and a time stamp of its manifest."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gazette.errors import DeskError
from gazette.release import pades, stamps
from gazette.workflow.files import write_whole


@dataclass(frozen=True, slots=True)
class Extras:
    """What an editor hands in."""

    pdf_key: Path | None = None
    """A PKCS #12 key to sign a copy of the PDF with."""
    passphrase: bytes | None = None
    stamp: Path | None = None
    """An authority's reply (RFC 3161) for the manifest."""
    authority: Path | None = None
    """Certificates that the stamp's own goes back to."""


NONE = Extras()


def check(extras: Extras) -> None:
    """Refuse what cannot be done, before anything is written.

    Raises:
        DeskError: A stamp without the certificates to check it by.
    """
    if (extras.stamp is None) is not (extras.authority is None):
        raise DeskError(
            "A time stamp is taken with the certificates of its authority, and not without.",
            "Give both: --stamp REPLY.tsr --tsa CERTIFICATES.pem",
        )


def attest(public: Path, manifest: Path, extras: Extras, when: datetime) -> tuple[str, ...]:
    """Put beside a manifest what was handed in, and say what it is.

    Args:
        public: The published folder.
        manifest: The release.
        extras: What was handed in.
        when: The time that the PDF's signature bears.

    Raises:
        DeskError: The key or the stamp does not hold; nothing is written then.
    """
    stamped = signed = None
    if extras.stamp and extras.authority:
        stamped = stamps.check(manifest, extras.stamp, extras.authority)
    if extras.pdf_key:
        signed = _signed(public, manifest, extras.pdf_key, extras.passphrase, when)
    told = []
    if signed:
        path, data = signed
        write_whole(path, data)
        told.append(f"signed copy of the PDF: {path.relative_to(public).as_posix()}")
    if stamped and extras.stamp:
        write_whole(stamps.path(manifest), extras.stamp.read_bytes())
        told.append(f"time stamp of {stamped}")
    return tuple(told)


def forget(manifest: Path) -> None:
    """Take away the signed copy of the release before: its PDF is no longer the issue's."""
    for stale in manifest.parent.glob("*.signed.pdf"):
        stale.unlink()


def _signed(
    public: Path, manifest: Path, key: Path, passphrase: bytes | None, when: datetime
) -> tuple[Path, bytes]:
    plain = json.loads(manifest.read_bytes())
    pdf = public / next(f["path"] for f in plain["files"] if f["path"].endswith(".pdf"))
    reason = f"{plain['gazette']} {plain['issue']}"
    data = pades.sign(pdf.read_bytes(), key, passphrase, reason, when)
    return manifest.with_name(f"{pdf.stem}.signed.pdf"), data
