"""Signatures by OpenSSH's `ssh-keygen`: the only module that makes them."""

import subprocess
import tempfile
from pathlib import Path

from gazette.errors import DeskError
from gazette.release import verifier

TIMEOUT = 300
"""Seconds: a key on a card waits for a finger, a key with a passphrase for its owner."""


def owner(key: Path, signers: Path) -> str:
    """Return who signs with a key, as the file of signers has it.

    Args:
        key: A private key, or its public half where an agent holds the other.
        signers: Lines of `name [options] type key`.

    Raises:
        DeskError: The key or the file cannot be read, or the key is nobody's.
    """
    if fault := verifier.key_fault(signers):
        raise DeskError(fault, f"Mend {signers}.")
    public = _public(key)
    for line in signers.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words and not words[0].startswith("#") and public.split()[1] in words:
            return words[0]
    raise DeskError(
        f"The key {key} belongs to nobody in {signers}.",
        f'Add the line: NAME namespaces="gazette-*" {" ".join(public.split()[:2])}',
    )


def _public(key: Path) -> str:
    """Return the public half of a key: type and key."""
    beside = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        text = (
            beside.read_text(encoding="utf-8") if beside.is_file() else _run("-y", "-f", str(key))
        )
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"The key {key} cannot be read: {error}.") from error
    if len(text.split()) < 2:
        raise DeskError(f"{beside} is no public key.", "Name a key made by `ssh-keygen`.")
    return text


def sign(path: Path, purpose: str, key: Path, who: str) -> Path:
    """Sign a file and return where the signature lies: beside it, named after the signer.

    Args:
        path: The file.
        purpose: What the signature is for; `ssh-keygen` calls it the namespace.
        key: A private key, or a public one where an agent holds the other.
        who: The signer's name.

    Raises:
        DeskError: It was not signed, and why.
    """
    target = path.with_name(f"{path.name}.{who}.sig")
    with tempfile.TemporaryDirectory(prefix="gazette-") as folder:
        copy = Path(folder) / "text"
        copy.write_bytes(path.read_bytes())
        _run("-Y", "sign", "-f", str(key), "-n", purpose, str(copy))
        target.write_bytes(copy.with_name("text.sig").read_bytes())
    return target


def _run(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            ["ssh-keygen", *words],  # noqa: S607 - wherever OpenSSH lies
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
    except FileNotFoundError:
        raise DeskError(
            "ssh-keygen is not installed, so nothing can be signed.",
            "Debian, Ubuntu: apt-get install openssh-client.",
        ) from None
    except subprocess.TimeoutExpired:
        raise DeskError("ssh-keygen waited in vain for the key.", "Try again.") from None
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it did not say why"])[0]
        raise DeskError(f"ssh-keygen did not sign: {said}", "Check the key and its passphrase.")
    return done.stdout
