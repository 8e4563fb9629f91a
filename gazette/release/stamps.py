"""Time stamps (RFC 3161) of a manifest: made elsewhere, checked here by OpenSSL.

The signers' day in a release is their word.  A stamp is the word of an authority that saw the
manifest.  Nothing is sent from here: the editor hands in the authority's reply.
"""

import re
import subprocess
from pathlib import Path

from gazette.errors import DeskError
from gazette.release.verifier import sha256

TIMEOUT = 60
_TIME = re.compile(r"^Time stamp: ([^\n]{10,40})$", re.MULTILINE)


def path(manifest: Path) -> Path:
    """Return where the stamp of a manifest lies."""
    return manifest.with_name(f"{manifest.name}.tsr")


def check(manifest: Path, reply: Path, authority: Path) -> str:
    """Return the time an authority stamped a manifest at, as OpenSSL writes it.

    Args:
        manifest: What was stamped.
        reply: The authority's reply (.tsr).
        authority: Certificates in PEM form that the authority's own goes back to.

    Raises:
        DeskError: The reply is of another file, of another authority, by another hash than
            SHA-256, or no reply; or there is no OpenSSL here.
    """
    asked = ("-verify", "-data", str(manifest), "-in", str(reply), "-CAfile", str(authority))
    done = _run(*asked)
    if done.returncode:
        raise DeskError(
            f"{reply.name} is no valid time stamp of {manifest.parent.name}/{manifest.name}.",
            f"{_reason(done.stderr)} docs/release.md tells how to ask for one.",
        )
    if bytes.fromhex(sha256(manifest)) not in reply.read_bytes():
        raise DeskError(
            f"{reply.name} stamps the manifest by another hash than SHA-256, which readers check by.",
            "Ask with `openssl ts -query … -sha256`; docs/release.md tells how.",
        )
    told = _TIME.search(_run("-reply", "-in", str(reply), "-text").stdout)
    return told[1] if told else "unknown"


def _reason(said: str) -> str:
    """Return what OpenSSL minds, without its codes: the last part but one of an error's line."""
    lines = [line for line in said.splitlines() if line.startswith("error:") or ":error:" in line]
    words = lines[0].split(":") if lines else []
    return f"OpenSSL: {words[5]}." if len(words) > 5 and words[5] else "OpenSSL refused it."


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a list of words, no shell
            ["openssl", "ts", *words],  # noqa: S607 - wherever OpenSSL lies
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=TIMEOUT,
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        raise DeskError(
            "A time stamp is checked by OpenSSL, which is not installed or does not answer.",
            "Debian, Ubuntu: apt-get install openssl.",
        ) from None
