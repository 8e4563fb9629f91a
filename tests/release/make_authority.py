"""An authority for time stamps and an office's certificate, made by OpenSSL as a real one makes them."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
"""


def openssl(*words: object) -> None:
    """Run OpenSSL; what it says is of interest only when it fails."""
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def certificate(folder: Path, name: str, *extensions: str) -> tuple[Path, Path]:
    """Make a key and a certificate of its own."""
    key, pem = folder / f"{name}.key", folder / f"{name}.pem"
    added = [word for each in extensions for word in ("-addext", each)]
    openssl(*("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"),
            *("-subj", f"/CN={name}", "-keyout", key, "-out", pem), *added)  # fmt: skip
    return key, pem


@dataclass(frozen=True)
class Authority:
    """Who stamps."""

    folder: Path
    key: Path
    certificate: Path

    def stamp(self, data: Path, by: str = "sha256") -> Path:
        """Ask for a stamp of a file, and answer."""
        query, reply = self.folder / "query.tsq", self.folder / f"{data.stem}.reply.tsr"
        openssl("ts", "-query", "-data", data, f"-{by}", "-cert", "-out", query)
        openssl(*("ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "one"),
                *("-queryfile", query, "-signer", self.certificate, "-inkey", self.key),
                *("-out", reply))  # fmt: skip
        return reply


def make_authority(folder: Path, name: str = "authority") -> Authority:
    """Make an authority of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    purpose = "extendedKeyUsage=critical,timeStamping"
    return Authority(folder, *certificate(folder, name, purpose))


def make_office_key(folder: Path, passphrase: str) -> Path:
    """Make a PKCS #12 key that may sign documents."""
    usage = "keyUsage=critical,digitalSignature,nonRepudiation"
    key, pem = certificate(folder, "office", usage)
    target = folder / "office.p12"
    openssl(*("pkcs12", "-export", "-inkey", key, "-in", pem, "-out", target),
            *("-passout", f"pass:{passphrase}"))  # fmt: skip
    return target
