#!/usr/bin/env python3
"""Check a published gazette: every file, every release, the log, and who signed them.

Python's standard library and OpenSSH's `ssh-keygen` are all it needs, so this very file is also
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
from pathlib import Path
from typing import Any

SUMS, SEAL, LOG = "SHA256SUMS", "SEAL", "releases/log"
ISSUE, HEAD, SITE = "gazette-issue", "gazette-log", "gazette-site"
"""What a signature is for; one made for another purpose is worth nothing here."""
MAX = 64 * 1024 * 1024
_WHO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_SUM = re.compile(r"([0-9a-f]{64})  ([^\\\0\n]{1,1000})")
_LEAF = re.compile(r"([0-9a-f]{64}) ([0-9]{4}-[0-9]{1,3}/manifest(?:-[0-9]{1,4})?\.json)")
_DATE = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"
_HEAD = re.compile(rf"gazette-log 1\nsize (\d{{1,9}})\nroot ([0-9a-f]{{64}})\ndate {_DATE}\n")
_SEAL = re.compile(rf"# gazette-site 1 {_DATE}\n([0-9a-f]{{64}})  SHA256SUMS\n")


@dataclass
class Report:
    """What was found: code, sentence and place of each fault; and what was looked at."""

    findings: list[tuple[str, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, code: str, message: str, place: str) -> None:
        """Take down a fault."""
        self.findings.append((code, message, place))


@dataclass(frozen=True)
class Signers:
    """Who may sign, and how many of them must."""

    file: Path
    threshold: int = 1


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


def read(path: Path) -> bytes:
    """Return a file's bytes; a link, a folder or a huge file is as good as none."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX:
        return b""
    return path.read_bytes()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file of any size; empty for a link or none."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_fault(signers: Path) -> str:
    """Say what is wrong with a file of signers; empty if nothing is.

    One key belongs to one person, else one person could sign for two.
    """
    owner: dict[str, str] = {}
    for line in read(signers).decode("utf-8", "replace").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        key = next((words[i + 1] for i in range(1, len(words) - 1) if _is_type(words[i])), "")
        if not _WHO.fullmatch(words[0]) or not key or "cert-authority" in line:
            return f"A line of the signers is not `name [options] type key`: {line[:60]!r}."
        if owner.setdefault(key, words[0]) != words[0]:
            return f"One key stands in the signers for {owner[key]} and for {words[0]}."
    return "" if owner else "The file of signers names nobody."


def _is_type(word: str) -> bool:
    return word.startswith(("ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-")) and '"' not in word


def signed_by(path: Path, purpose: str, date: str, signers: Path) -> set[str]:
    """Return who signed a file for a purpose and was entitled to on that day."""
    found = set()
    for signature in path.parent.glob(f"{path.name}.*.sig"):
        who = signature.name[len(path.name) + 1 : -len(".sig")]
        if _WHO.fullmatch(who) and _valid(path, purpose, date, signers, who):
            found.add(who)
    return found


def _valid(path: Path, purpose: str, date: str, signers: Path, who: str) -> bool:
    signature = path.with_name(f"{path.name}.{who}.sig")
    if not read(signature):
        return False
    words = ["-f", str(signers), "-I", who, "-n", purpose, "-s", str(signature)]
    time = f"verify-time={re.sub('[^0-9]', '', date)}"
    command = ["ssh-keygen", "-Y", "verify", *words, "-O", time]
    utc = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    done = subprocess.run(command, input=read(path), capture_output=True, env=utc, timeout=60)  # noqa: PLW1510, S603
    return done.returncode == 0


def check_signed(report: Report, path: Path, purpose: str, date: str, by: Signers | None) -> None:
    """Take down a file that too few signed."""
    if by is None:
        return
    who = signed_by(path, purpose, date, by.file)
    report.counts["signatures"] = report.counts.get("signatures", 0) + len(who)
    if len(who) < by.threshold:
        names = f" ({', '.join(sorted(who))})" if who else ""
        message = f"{len(who)} valid signatures{names} of {by.threshold} that are needed."
        report.add("signature", message, path.name if purpose == SITE else str(path.parent.name))


def check_sums(report: Report, folder: Path) -> None:
    """Compare every file with the list of all files, and the list with what is there."""
    listed: dict[str, str] = {}
    for line in read(folder / SUMS).decode("utf-8", "replace").splitlines():
        match = _SUM.fullmatch(line)
        if not match or match[2] in listed or ".." in match[2].split("/") or match[2][0] == "/":
            report.add("sums", f"A line of {SUMS} cannot be read: {line[:80]!r}.", SUMS)
        else:
            listed[match[2]] = match[1]
    there = {
        each.relative_to(folder).as_posix() for each in folder.rglob("*") if not _is_dir(each)
    }
    for name in sorted(there - {SUMS, SEAL} - listed.keys()):
        if not re.fullmatch(r"SEAL\.[^/]+\.sig", name):
            report.add("extra", "The list of files does not know this file.", name)
    for name, digest in listed.items():
        if name not in there:
            report.add("missing", "The file is listed but not there.", name)
        elif sha256(folder / name) != digest:
            report.add("changed", "The file is not the one that was listed.", name)
    report.counts["files"] = len(listed)


def _is_dir(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def check_seal(report: Report, folder: Path, by: Signers | None) -> None:
    """The list of files must be the one that was signed."""
    match = _SEAL.fullmatch(read(folder / SEAL).decode("utf-8", "replace"))
    if match is None:
        if by or (folder / SEAL).exists():
            report.add(
                "seal", f"Nobody has signed the list of files: no {SEAL} can be read.", SEAL
            )
        return
    if match[2] != sha256(folder / SUMS):
        report.add("seal", f"{SUMS} is not the list that was signed.", SEAL)
    check_signed(report, folder / SEAL, SITE, match[1], by)


def check_log(report: Report, folder: Path, earlier: Path | None, by: Signers | None) -> list[str]:
    """Compare the log with its head, and with an earlier one; return its manifests in order."""
    log = folder / LOG
    if not log.is_dir():
        if earlier or (folder / "releases").exists():
            report.add("log", "There is no log of releases.", LOG)
        return []
    lines = [_LEAF.fullmatch(line) for line in read(log / "leaves").decode().splitlines()]
    found = [match for match in lines if match]
    leaves = [bytes.fromhex(match[1]) for match in found]
    head = _HEAD.fullmatch(read(log / "head").decode("utf-8", "replace"))
    if head is None or len(found) != len(lines):
        report.add("log", "The log cannot be read.", LOG)
        return [match[2] for match in found]
    if (int(head[1]), head[2]) != (len(leaves), root_hash(leaves).hex()):
        report.add("log", "The log's head does not stand for these entries.", LOG)
    for match in found:
        if leaf_hash(read(folder / "releases" / match[2])).hex() != match[1]:
            report.add(
                "replaced", "The log names a release that is not here, or not so.", match[2]
            )
    if earlier:
        _check_earlier(report, earlier, leaves)
    check_signed(report, log / "head", HEAD, head[3], by)
    return [match[2] for match in found]


def _check_earlier(report: Report, earlier: Path, leaves: list[bytes]) -> None:
    old = _HEAD.fullmatch(read(earlier).decode("utf-8", "replace"))
    if old is None:
        report.add("log", "The earlier head cannot be read.", earlier.name)
    elif int(old[1]) > len(leaves) or root_hash(leaves[: int(old[1])]).hex() != old[2]:
        message = "A release that the earlier head stands for was removed or replaced."
        report.add("log", message, earlier.name)


def check_manifests(report: Report, folder: Path, logged: list[str], by: Signers | None) -> None:
    """Read each release in the order of the log, and compare its pages with those that are here."""
    last: dict[str, tuple[int, str, Any]] = {}
    date = ""
    for name in logged:
        path = folder / "releases" / name
        try:
            found = json.loads(read(path))
            issue, number, released = found["issue"], found["release"], found["released"]
            before = last.get(issue, (0, None, None))
            replaces = (found["replaces"] or {}).get("manifest")
            expected = f"{issue}/manifest{'' if number == 1 else f'-{number}'}.json"
            sound = (name, number, replaces) == (expected, before[0] + 1, before[1])
            if not (sound and canonical(found) == read(path) and released >= date):
                report.add("manifest", "It is out of order, or not in canonical form.", name)
            last[issue] = (
                number,
                sha256(path),
                [(f["path"], f["sha256"]) for f in found["files"]],
            )
            date = str(released)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            report.add("manifest", "The release cannot be read.", name)
            continue
        check_signed(report, path, ISSUE, date, by)
    for issue, (_, _, files) in last.items():
        for name, digest in files:
            if not isinstance(name, str) or sha256(folder / name) != digest:
                report.add("issue", f"{name} is not as {issue} was released.", issue)
    there = {
        f"{each.parent.name}/{each.name}" for each in folder.glob("releases/*/manifest*.json")
    }
    for name in sorted(there - set(logged)):
        report.add("unlogged", "The log does not know this release.", name)
    report.counts["releases"] = len(logged)


def verify(folder: Path, signers: Path | None, head: Path | None, threshold: int = 1) -> Report:
    """Check a folder; with `signers` also who released it, with an earlier `head` that nothing is gone."""
    report = Report()
    by = Signers(signers.absolute(), threshold) if signers else None
    if by is None:
        report.notes.append("Signatures were not checked: name who may sign with --signers.")
    elif fault := key_fault(by.file):
        report.add("signers", fault, by.file.name)
        return report
    if not (folder / SUMS).is_file():
        report.add("sums", f"This is no published folder: it has no {SUMS}.", SUMS)
        return report
    try:
        check_sums(report, folder)
        check_seal(report, folder, by)
        check_manifests(report, folder, check_log(report, folder, head, by), by)
    except FileNotFoundError as error:
        report.add("ssh-keygen", f"{error.filename} is missing: install openssh-client.", "")
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        report.add("unread", f"The folder cannot be read: {error}.", "")
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
    told += [*report.notes, f"Checked: {checked}; found: {len(report.findings)}."]
    sys.stdout.write("\n".join(told) + "\n")
    return 4 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
