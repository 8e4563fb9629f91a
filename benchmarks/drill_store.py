"""Fire drill for the archive: writers side by side, kills, full disks, failing system calls.

    python benchmarks/drill_store.py                    the full form, half an hour; one table at the end
    python benchmarks/drill_store.py kills --times 50   one drill, shorter

Every drill counts what must not happen; the exit status is 0 when all counts are 0.  The tests run
the same drills in short form.
"""

import argparse
import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gazette.errors import GazetteError
from gazette.store import Archive
from gazette.store.git import Git

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TRIO = ("policies/甲/2023/1.md", "policies/甲/2023/2.md", "rulings/甲/2023/1.toml")
SAVED, REFUSED, UNFORESEEN = 10, 11, 12
"""Exit statuses of a process that tries one save."""
STRACED = ("openat", "write", "fsync", "rename", "renameat", "link", "linkat", "unlink", "unlinkat", "mkdir",
           "mkdirat", "ftruncate", "pwrite64", "close", "read", "flock")  # fmt: skip
GIT_CALLS = ("openat", "write", "fsync", "rename", "link", "unlink", "close", "read", "mkdir", "fstat", "lseek",
             "newfstatat", "mmap", "access")  # fmt: skip
GITS = 12
"""How many gits one save starts, about."""


def text(number: int) -> bytes:
    """A text that shows at once when it is half or mixed."""
    return (f"{number}\n" * (200 + number % 50)).encode()


# --- what the drilled processes do ----------------------------------------------------------


def work_save(root: Path, name: str, count: int) -> None:
    """Save `count` times, a file of our own and one that all share; say so after each."""
    with Archive.open(root, wait=120) as archive:
        for number in range(count):
            files = {f"{name}/{number}": text(number), "shared": f"{name} {number}\n".encode()}
            saved = archive.save(files, message=f"{name} {number}", when=NOON)
            print(f"{name}/{number}", number, saved.commit, flush=True)


def work_forever(root: Path, start: int) -> None:
    """Save the same three files over and over, one number in all of them."""
    with Archive.open(root) as archive:
        for number in range(start, start + 100_000):
            archive.save(dict.fromkeys(TRIO, text(number)), message=f"{number}", when=NOON)
            print(number, flush=True)


def work_open(root: Path) -> None:
    Archive.open(root).close()


def work_once(root: Path, number: int, limit: int) -> None:
    """Save once; say whether it was done, refused, or ended in something unforeseen."""
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with Archive.open(root) as archive:
            saved = archive.save(dict.fromkeys(TRIO, text(number)), message=f"{number}", when=NOON)
    except GazetteError as error:
        last_words(REFUSED, error.message)
    except BaseException:  # noqa: BLE001  (whatever it is, it must be counted)
        last_words(UNFORESEEN, traceback.format_exc())
    last_words(SAVED, f"{saved.warnings}")


def last_words(status: int, said: str) -> None:
    """End at once with a status that says it all; the words are for people and may fail."""
    for _ in range(2):
        try:
            os.write(2, said.encode())
            break
        except OSError:
            continue
    os._exit(status)


def command(*words: object) -> list[str]:
    return [sys.executable, __file__, *map(str, words)]


# --- what must hold after each blow ---------------------------------------------------------


def inspect(root: Path, acknowledged: int, found: Counter[str]) -> int:
    """Open the archive as the next user would, and count what is wrong; give the number it holds."""
    with Archive.open(root) as archive:
        held = [archive.read(path) for path in TRIO]
        number = int(held[0].split()[0])
        found["half or mixed"] += any(each != text(number) for each in held)
        found["lost"] += number < acknowledged
        found["working copy differs"] += any(
            (root / path).read_bytes() != data for path, data in zip(TRIO, held, strict=True)
        )
        found["pending edits"] += len(archive.pending_edits())
    locks = {
        str(path.relative_to(root)): path.read_bytes()[:41]
        for path in (root / ".git").rglob("*.lock")
    }
    if locks:
        print("stale locks:", locks, file=sys.stderr)
    found["stale locks"] += len(locks)
    found["left-overs"] += len(list((root / ".git/gazette/stage").iterdir()))
    return number


def fsck(root: Path, found: Counter[str]) -> None:
    status, said = Git(root).both("fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    if status:
        print(said, file=sys.stderr)
    found["broken objects"] += status != 0


def fresh(folder: Path, name: str = "archive") -> Path:
    with Archive.create(folder / name) as archive:
        archive.save(dict.fromkeys(TRIO, text(0)), message="0", when=NOON)
    return folder / name


# --- the drills -----------------------------------------------------------------------------


def writers(folder: Path, processes: int, saves: int) -> Counter[str]:
    """Let several processes save at once; every acknowledged save must be in the history."""
    found: Counter[str] = Counter()
    root = fresh(folder, f"writers-{processes}")
    running = [
        subprocess.Popen(
            command("work-save", root, f"w{n}", saves), stdout=subprocess.PIPE, text=True
        )
        for n in range(processes)
    ]
    lines = [line.split() for each in running for line in each.communicate()[0].splitlines()]
    found["failed writers"] += sum(each.returncode != 0 for each in running)
    found["not acknowledged"] += processes * saves - len(lines)
    with Archive.open(root) as archive:
        commits = set(Git(root).line("rev-list", "HEAD").split())
        for path, number, commit in lines:
            found["lost"] += commit not in commits or archive.read(path) != text(int(number))
        found["too many commits"] += len(commits) - 1 - len(lines)
        found["pending edits"] += len(archive.pending_edits())
    fsck(root, found)
    return found


def kills(folder: Path, times: int, seed: int = 1) -> Counter[str]:
    """Kill a writer over and over, half of the recoveries too, half of the times git as well."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    root = fresh(folder, "kills")
    number = 0
    for turn in range(times):
        acknowledged, hit = _kill_writer(root, number + 1, chance)
        found["(in mid-save)"] += hit
        if chance.random() < 0.5:
            found["(recoveries killed)"] += _kill_opener(root, chance)
        number = inspect(root, max(acknowledged, number), found)
        if turn % 25 == 0:
            fsck(root, found)
    fsck(root, found)
    return found


def _kill_writer(root: Path, start: int, chance: random.Random) -> tuple[int, bool]:
    """Start a writer, wait for its first save, kill it; give its last word, and whether it was mid-save."""
    process = subprocess.Popen(
        command("work-forever", root, start), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(chance.random() * 0.12)
    _kill(process, with_git=chance.random() < 0.5)
    rest = process.stdout.read()
    process.stdout.close()
    numbers = [int(line) for line in (first + rest).split("\n")[:-1] if line]
    gazette = root / ".git/gazette"
    hit = (gazette / "journal.json").exists() or any((gazette / "stage").iterdir())
    return max(numbers, default=0), hit


def _kill_opener(root: Path, chance: random.Random) -> bool:
    process = subprocess.Popen(command("work-open", root))
    time.sleep(0.1 + chance.random() * 0.12)
    alive = process.poll() is None
    _kill(process, with_git=chance.random() < 0.5)
    return alive


def _kill(process: "subprocess.Popen[str]", *, with_git: bool) -> None:
    """Kill -9 a process, and with it the git processes it has started, as a power cut would."""
    children = _children(process.pid) if with_git else []
    process.kill()
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.wait()


def _children(parent: int) -> list[int]:
    """List the descendants of a process, where the system tells them."""
    try:
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    except OSError:
        return []
    return [each for child in map(int, listed) for each in (child, *_children(child))]


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path | None]:
    """Mount a small disk in memory, where we may."""
    place = folder / "disk"
    place.mkdir(exist_ok=True)
    options = f"size={size}"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)],
        check=False,
        capture_output=True,
    )
    try:
        yield place if done.returncode == 0 else None
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=True)


def full_disk(folder: Path, levels: int) -> Counter[str]:
    """Save on a disk with ever more room left; or, where none can be mounted, under a limit on file size."""
    found: Counter[str] = Counter()
    with small_disk(folder, 6 << 20) as disk:
        root = fresh(disk or folder, "full")
        number = 0
        for level in range(levels):
            filler = root.parent / "filler"
            if disk:
                _fill(filler, 2048 * level)
            limit = 0 if disk else 1 + 16 * level
            said = _try_once(command("work-once", root, number + 1, limit), found)
            filler.unlink(missing_ok=True)
            acknowledged = number + 1 if said == "saved" else number
            number = inspect(root, acknowledged, found)
        fsck(root, found)
    return found


def _fill(filler: Path, leave: int) -> None:
    """Write a file until the disk is full, then give back `leave` bytes."""
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    size = filler.stat().st_size
    os.truncate(filler, max(0, size - leave))


def _try_once(
    words: list[str], found: Counter[str], extra: Mapping[str, str] | None = None
) -> str:
    env = {**os.environ, "TMPDIR": "/tmp", **(extra or {})}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    said = {SAVED: "saved", REFUSED: "refused"}.get(done.returncode, "unforeseen")
    found["tracebacks"] += said == "unforeseen"
    found[f"({said})"] += 1
    if said == "unforeseen":
        print(done.returncode, done.stderr[-1500:], file=sys.stderr)
    return said


def faults(folder: Path, most: int, per_call: int = 80) -> Counter[str]:
    """Let the N-th call of each kind fail, N from 1 until no call fails any more; needs strace."""
    found: Counter[str] = Counter()
    if not shutil.which("strace"):
        found["(not run: no strace)"] = 1
        return found
    root = fresh(folder, "faults")
    number, injected = 0, 0
    for call in STRACED:
        skip = _calls_of_start(call, root)
        for nth in range(skip + 1, skip + 1 + per_call):
            if injected >= most:
                return found
            said, hit = _inject(root, call, nth, number + 1, found)
            number = inspect(root, number + 1 if said == "saved" else number, found)
            if not hit:
                break
            injected += 1
            found[f"(faults in {call})"] += 1
    fsck(root, found)
    return found


def _strace(log: Path, *options: str) -> list[str]:
    return ["strace", "-f", "-qq", "-o", str(log), *options]


def _calls_of_start(call: str, root: Path) -> int:
    """Count the calls Python makes until it has opened the archive: those are no matter of ours."""
    log = root.parent / "strace.log"
    subprocess.run(
        [*_strace(log, f"-etrace={call}"), *command("work-nothing")],
        check=False,
        capture_output=True,
    )
    lines = log.read_text("utf-8", "replace").splitlines()
    first = lines[0].split()[0] if lines else ""
    return sum(line.startswith(f"{first} ") for line in lines)


def _inject(root: Path, call: str, nth: int, number: int, found: Counter[str]) -> tuple[str, bool]:
    log = root.parent / "strace.log"
    error = "ENOSPC" if nth % 2 else "EIO"
    options = (f"-etrace={call}", f"-einject={call}:error={error}:when={nth}")
    said = _try_once([*_strace(log, *options), *command("work-once", root, number, 0)], found)
    return said, "(INJECTED)" in log.read_text("utf-8", "replace")


def git_faults(folder: Path, most: int, seed: int = 1) -> Counter[str]:
    """Let one call of one of the gits that a save starts fail, drawn by lot; needs strace.

    `faults` counts the calls of each process from its start, so that what the short-lived gits do lies
    before the calls it begins with.  Here a stand-in for git traces that one git alone.
    """
    found: Counter[str] = Counter()
    if not shutil.which("strace"):
        found["(not run: no strace)"] = 1
        return found
    chance = random.Random(seed)
    root = fresh(folder, "git-faults")
    place = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    number = 0
    while found["(faults in git)"] < most and found["(tries)"] < 8 * most:
        found["(tries)"] += 1
        call, which = chance.choice(GIT_CALLS), chance.randint(1, GITS)
        nth = chance.randint(1, chance.choice((3, 8, 24)))
        error = chance.choice(("ENOSPC", "EIO", "EACCES"))
        log = _stand_in(folder, which, call, f"{call}:error={error}:when={nth}")
        said = _try_once(command("work-once", root, number + 1, 0), found, place)
        number = inspect(root, number + 1 if said == "saved" else number, found)
        found["(faults in git)"] += log.exists() and b"(INJECTED)" in log.read_bytes()
    fsck(root, found)
    return found


def _stand_in(folder: Path, which: int, call: str, fault: str) -> Path:
    """Put a `git` into `bin` that lets a call fail in the process that is the `which`-th; give its log."""
    place, real = folder / "bin", shutil.which("git")
    place.mkdir(exist_ok=True)
    log, count = folder / "git.log", folder / "count"
    log.unlink(missing_ok=True)
    count.write_bytes(b"")
    (place / "git").write_text(
        f"""#!/bin/sh
echo >>{count}
if [ "$(wc -l <{count})" -eq {which} ]; then
  exec strace -f -qq -o {log} -etrace={call} -einject={fault} {real} "$@"
fi
exec {real} "$@"
""",
        encoding="utf-8",
    )
    (place / "git").chmod(0o755)
    return log


# --- the command ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """What one drill came to; counts whose name stands in brackets are no faults."""

    name: str
    found: Counter[str]
    seconds: float

    @property
    def bad(self) -> dict[str, int]:
        return {key: n for key, n in self.found.items() if n and not key.startswith("(")}

    def __str__(self) -> str:
        """Write it as a row of a Markdown table."""
        notes = [f"{key.strip('()')} {n}" for key, n in self.found.items() if key[0] == "("]
        checked = ", ".join(key for key in self.found if not key.startswith("("))
        said = str(self.bad) if self.bad else f"0 {checked}"
        return f"| {self.name} | {', '.join(notes) or '-'} | {said} | {self.seconds:.0f} s |"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("drill", nargs="?", default="all")
    parser.add_argument("rest", nargs="*")
    parser.add_argument("--times", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    asked = parser.parse_args()
    if asked.drill.startswith("work-"):
        return work(asked.drill, asked.rest)
    drills = {
        "2 writers": lambda folder: writers(folder, 2, asked.times or 50),
        "4 writers": lambda folder: writers(folder, 4, asked.times or 50),
        "8 writers": lambda folder: writers(folder, 8, asked.times or 50),
        "kills": lambda folder: kills(folder, asked.times or 500, asked.seed),
        "disk": lambda folder: full_disk(folder, asked.times or 100),
        "faults": lambda folder: faults(folder, asked.times or 800),
        "git-faults": lambda folder: git_faults(folder, asked.times or 200, asked.seed),
    }
    rows = []
    for name, drill in drills.items():
        if asked.drill in (name.split()[-1], "all"):
            with tempfile.TemporaryDirectory() as folder:
                started = time.monotonic()
                found = drill(Path(folder))
                rows.append(Row(name, found, time.monotonic() - started))
                print(rows[-1], file=sys.stderr, flush=True)
    print("| drill | what happened | what must not happen | took |\n|---|---|---|---|")
    print(*rows, sep="\n", flush=True)
    return 1 if any(row.bad for row in rows) else 0


def work(name: str, words: list[str]) -> int:
    """Be one of the drilled processes."""
    root = Path(words[0]) if words else Path()
    rest = [int(word) if re.fullmatch(r"\d+", word) else word for word in words[1:]]
    job = {
        "work-save": work_save,
        "work-forever": work_forever,
        "work-open": work_open,
        "work-once": work_once,
        "work-nothing": lambda _: None,
    }[name]
    job(root, *rest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
