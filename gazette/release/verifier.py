#!/usr/bin/env python3
"""Check a published gazette: every file, every release, the log, and who signed them.

Python's standard library and OpenSSH's `ssh-keygen` are all it needs: this very file is also
published beside the releases.  Have the file of signers from elsewhere than the site.

    python3 verify.py FOLDER --signers SIGNERS [--threshold K] [--head HEAD]
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

SUMS, CARD, SEAL, LOG = "SHA256SUMS", "manifest.json", "SEAL", "releases/log"
ISSUE, HEAD, SITE = "gazette-issue", "gazette-log", "gazette-site"
"""What a signature is for; one made for another purpose is worth nothing here."""
MAX = 64 * 1024 * 1024
_WHO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_SUM = re.compile(r"([0-9a-f]{64})  ([^\\\0\n]{1,1000})")
_LEAF = re.compile(r"([0-9a-f]{64}) ([0-9]{4}-[0-9]{1,3}/manifest(?:-[0-9]{1,4})?\.json)")
_DATE = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"
_HEAD = re.compile(rf"gazette-log 1\nsize (\d{{1,9}})\nroot ([0-9a-f]{{64}})\ndate {_DATE}\n")
_SIG = re.compile(
    r"(?:SEAL|releases/(?:log/head|[^/]{1,255}/manifest[^/]{0,6}json))\.[^/]{1,255}\.sig"
    r"|releases/[^/]{1,255}/manifest[^/]{0,6}json\.tsr"
)
_SEAL = re.compile(
    rf"# gazette-site 1 {_DATE}\n((?:[0-9a-f]{{64}}  [A-Za-z0-9.]{{1,20}}\n){{1,2}})"
)


@dataclass
class Report:
    """What was found: code, sentence and place of each fault; and what was looked at."""

    signers: Path | None = None
    threshold: int = 1
    findings: list[tuple[str, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, code: str, message: str, place: str) -> None:
        """Take down a fault."""
        self.findings.append((code, message, place))


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry of the log (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\0" + data).digest()


def root_hash(leaves: list[bytes]) -> bytes:
    """Return the root of the tree over hashes of entries (RFC 6962, section 2.1)."""
    level = leaves or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\1" + one + two).digest() for one, two in pairs] + odd
    return level[0]


def canonical(value: Any) -> bytes:
    """Write JSON the one way it is signed: keys sorted, no spaces, UTF-8."""
    words = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return words.encode()


def parse_head(text: str) -> tuple[int, str, str] | None:
    """Read a log's head: size, root, date."""
    match = _HEAD.fullmatch(text)
    return (int(match[1]), match[2], match[3]) if match else None


def parse_leaf(line: str) -> tuple[str, str] | None:
    """Read a line of the log: hash, and the manifest it stands for."""
    match = _LEAF.fullmatch(line)
    return (match[1], match[2]) if match else None


def is_signature(name: str) -> bool:
    """Tell whether a file is a signature or a time stamp, which speaks for itself and is in no list."""
    return _SIG.fullmatch(name) is not None


def read(path: Path) -> bytes:
    """Return a file's bytes; a link, a folder or a huge file is as good as none."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX:
        return b""
    return path.read_bytes()


def text(path: Path) -> str:
    """Return a file's text; what is no UTF-8 shows as such."""
    return read(path).decode("utf-8", "replace")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file of any size; empty for a link or none."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_fault(signers: Path) -> str:
    """Say what is wrong with a file of signers: one key must belong to one person."""
    owner: dict[str, str] = {}
    for line in text(signers).splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        keys = [key for kind, key in pairwise(words) if _is_type(kind)]
        if not _WHO.fullmatch(words[0]) or len(keys) != 1 or "cert-authority" in line.lower():
            return f"A line of the signers is not `name [options] type key`: {line[:60]!r}."
        if owner.setdefault(keys[0], words[0]) != words[0]:
            return f"One key stands in the signers for {owner[keys[0]]} and for {words[0]}."
    return "" if owner else "The file of signers names nobody."


def _is_type(word: str) -> bool:
    return re.fullmatch(r"(ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{1,60}", word) is not None


def check_signed(report: Report, path: Path, purpose: str, date: str) -> None:
    """Take down a file that too few signed, of those who might on that day."""
    if report.signers is None:
        return
    names = {each.name[len(path.name) + 1 : -4] for each in path.parent.glob(f"{path.name}.*.sig")}
    hold = {name for name in names if _is_signed(report.signers, path, purpose, date, name)}
    report.counts["signatures"] = report.counts.get("signatures", 0) + len(hold)
    place = f"{path.parent.name}/{path.name}"
    for name in sorted(names - hold):
        report.add("signature", f"The signature of {name} does not hold.", place)
    if len(hold) < report.threshold:
        message = f"{len(hold)} signatures hold of {report.threshold} that are needed."
        report.add("signature", message, place)


def _is_signed(signers: Path, path: Path, purpose: str, date: str, who: str) -> bool:
    signature = path.with_name(f"{path.name}.{who}.sig")
    if not _WHO.fullmatch(who) or not read(signature):
        return False
    words = ["-f", str(signers), "-I", who, "-n", purpose, "-s", str(signature.absolute())]
    command = ["ssh-keygen", "-Y", "verify", *words, "-O", f"verify-time={re.sub(r'[^0-9]', '', date)}"]  # fmt: skip
    env = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    done = subprocess.run(command, input=read(path), capture_output=True, env=env, timeout=60)  # noqa: S603, PLW1510
    return done.returncode == 0


def check_sums(report: Report, folder: Path) -> None:
    """Compare every file with the list of all files, and the list with what is there."""
    listed: dict[str, str] = {}
    for line in text(folder / SUMS).splitlines():
        match = _SUM.fullmatch(line)
        if not match or match[2] in listed:
            report.add("sums", f"A line of {SUMS} cannot be read: {line[:80]!r}.", SUMS)
        else:
            listed[match[2]] = match[1]
    found = (each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir())
    there = {each.relative_to(folder).as_posix() for each in found}
    for name in sorted(there - {SUMS, SEAL, CARD} - listed.keys()):
        if not is_signature(name):
            report.add("extra", "The list of files does not know this file.", name)
    for name, digest in listed.items():
        if name not in there:
            report.add("missing", "The file is listed but not there.", name)
        elif sha256(folder / name) != digest:
            report.add("changed", "The file is not the one that was listed.", name)
    report.counts["files"] = len(listed)


def check_seal(report: Report, folder: Path) -> None:
    """The list of files must be the one that was signed."""
    about = [name for name in (SUMS, CARD) if (folder / name).exists()]
    if CARD in about and f'"sums_sha256": "{sha256(folder / SUMS)}"' not in text(folder / CARD):
        report.add("changed", f"{CARD} speaks of another {SUMS}.", CARD)
    match = _SEAL.fullmatch(text(folder / SEAL))
    if match:
        if match[2] != "".join(f"{sha256(folder / name)}  {name}\n" for name in about):
            report.add("seal", f"The seal is not for {' and '.join(about)} as they are.", SEAL)
        check_signed(report, folder / SEAL, SITE, match[1])
    elif report.signers or (folder / SEAL).exists():
        report.add("seal", f"Nobody has signed the list of files: no {SEAL} can be read.", SEAL)


def check_log(report: Report, folder: Path, earlier: Path | None) -> tuple[list[str], str]:
    """Compare the log with its head and with an earlier one; return its manifests and its date."""
    log = folder / LOG
    lines = [parse_leaf(line) for line in text(log / "leaves").splitlines()]
    found = [each for each in lines if each]
    leaves = [bytes.fromhex(digest) for digest, _ in found]
    head = parse_head(text(log / "head"))
    if head is None or len(found) != len(lines):
        if earlier or (folder / "releases").exists():
            report.add("log", "The log of releases is missing or cannot be read.", LOG)
        return [], ""
    if head[:2] != (len(leaves), root_hash(leaves).hex()):
        report.add("log", "The log's head does not stand for these entries.", LOG)
    for digest, name in found:
        if leaf_hash(read(folder / "releases" / name)).hex() != digest:
            report.add("replaced", "The log names a release that is not here, or not so.", name)
    if earlier:
        old = parse_head(text(earlier))
        if old is None or old[0] > len(leaves) or root_hash(leaves[: old[0]]).hex() != old[1]:
            message = "A release that the earlier head stands for was removed or replaced."
            report.add("log", message if old else "It is no head of a log.", earlier.name)
    check_signed(report, log / "head", HEAD, head[2])
    return [name for _, name in found], head[2]


def check_manifests(report: Report, folder: Path, logged: list[str], newest: str) -> None:
    """Read each release in the order of the log; compare the last ones with their pages."""
    last: dict[str, tuple[int, str | None, list[tuple[str, str]]]] = {}
    date = ""
    for name in logged:
        path = folder / "releases" / name
        try:
            found = json.loads(read(path))
            issue, number, released = found["issue"], found["release"], str(found["released"])
            replaces = found["replaces"] and found["replaces"]["manifest"]
            before = last.get(issue, (0, None, []))
            wanted = f"{issue}/manifest{'' if number == 1 else f'-{number}'}.json"
            sound = (name, number, replaces) == (wanted, before[0] + 1, before[1])
            if not (sound and canonical(found) == read(path) and released >= date):
                report.add("manifest", "It is out of order, or not in canonical form.", name)
            files = [(str(file["path"]), str(file["sha256"])) for file in found["files"]]
        except (ValueError, KeyError, TypeError, RecursionError):
            report.add("manifest", "The release cannot be read.", name)
            continue
        last[issue], date = (number, sha256(path), files), released
        check_signed(report, path, ISSUE, date)
        check_stamp(report, path, name)
    if date != newest:
        report.add("log", "The log's head is not of the day of its last release.", LOG)
    for issue, (_, _, files) in last.items():
        for name, digest in files:
            if sha256(folder / name) != digest:
                report.add("issue", f"{name} is not as {issue} was released.", issue)
            copy = folder / "releases" / issue / f"{Path(name).stem}.signed.pdf"
            if name.endswith(".pdf") and copy.exists() and not _begins(copy, folder / name):
                report.add("copy", f"The signed copy is not one of {name}.", copy.name)
    there = {
        f"{each.parent.name}/{each.name}" for each in folder.glob("releases/*/manifest*.json")
    }
    for name in sorted(there - set(logged)):
        report.add("unlogged", "The log does not know this release.", name)
    report.counts["releases"] = len(logged)


def check_stamp(report: Report, path: Path, place: str) -> None:
    """A time stamp must name the manifest; whose stamp it is, `openssl ts -verify` tells."""
    stamp = path.with_name(f"{path.name}.tsr")
    if stamp.exists():
        report.counts["time stamps"] = report.counts.get("time stamps", 0) + 1
        if bytes.fromhex(sha256(path)) not in read(stamp):
            report.add("stamp", "The time stamp is of something else.", place)


def _begins(copy: Path, original: Path) -> bool:
    """Tell whether a signed PDF is the original with an addition, as PDF signs."""
    return bool(read(original)) and read(copy).startswith(read(original))


def verify(folder: Path, signers: Path | None, head: Path | None, threshold: int = 1) -> Report:
    """Check a folder; with `signers` who released it, with an earlier `head` that nothing is gone."""
    report = Report(signers.absolute() if signers else None, threshold)
    if signers and (fault := key_fault(signers)):
        report.add("signers", fault, signers.name)
    elif not (folder / SUMS).is_file():
        report.add("sums", f"This is no published folder: it has no {SUMS}.", SUMS)
    if report.findings:
        return report
    try:
        check_sums(report, folder)
        check_seal(report, folder)
        check_manifests(report, folder, *check_log(report, folder, head))
    except FileNotFoundError as error:
        report.add("ssh-keygen", f"{error.filename} is missing: install openssh-client.", "")
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        report.add("unread", f"The folder cannot be read: {error}.", str(folder))
    if report.counts.get("time stamps"):
        report.notes.append("Whose time stamps they are: openssl ts -verify; README.txt tells.")
    if signers is None:
        report.notes.append("Signatures were not checked: name who may sign with --signers.")
    if head is None:
        report.notes.append("Keep releases/log/head: with --head, a later check shows losses.")
    return report


def main() -> int:
    """Check the folder named on the command line; 4 if anything is wrong."""
    parser = argparse.ArgumentParser(description="Check a published gazette.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--signers", type=Path, help="who may sign, had from elsewhere")
    parser.add_argument("--threshold", type=int, default=1, help="how many must")
    parser.add_argument("--head", type=Path, help="releases/log/head of an earlier visit")
    words = parser.parse_args()
    report = verify(words.folder, words.signers, words.head, max(1, words.threshold))
    told = [f"{code}  {place}: {message}" for code, message, place in report.findings]
    checked = ", ".join(f"{number} {what}" for what, number in report.counts.items())
    told += [*report.notes, f"Checked: {checked or 'nothing'}; found: {len(report.findings)}."]
    sys.stdout.write("\n".join(told) + "\n")
    return 4 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
