"""Fire drill for what is published and kept: tamperings, builds elsewhere, damaged backups.

    python benchmarks/drill_release.py                 the full form, some minutes
    python benchmarks/drill_release.py tamper --times 90

Every drill counts what must not happen; the exit status is 0 when all counts are 0.  The tests run
the same drills in short form.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazette.errors import ArchiveError  # noqa: E402
from gazette.release import verifier  # noqa: E402
from gazette.workflow import keeping, verifying  # noqa: E402
from gazette.workflow.desk import init_desk, open_desk  # noqa: E402
from gazette.workflow.imports import Origin, import_file  # noqa: E402
from tests.release.make_site import TAMPERINGS, make_keys, make_site  # noqa: E402

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "umask": "022", "folder": "a"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711", "umask": "077", "folder": "b/另一个 夹"},
    {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "1", "umask": "002", "folder": "c/d/e/f"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "2", "umask": "027", "folder": "u", "uid": "12345"},
)  # fmt: skip
"""What must not show in what is built; a `uid` is that of the user who builds."""


def tamper(place: Path, times: int) -> int:
    """Tamper with a published folder in each way; count what both verifiers accept."""
    keys = make_keys(place)
    (place / "site").mkdir()
    site = make_site(place / "site", keys)
    assert verifier.verify(site, keys.signers, None, 2).findings == []
    accepted: Counter[str] = Counter()
    count = 0
    for number in range(-(-times // len(TAMPERINGS))):
        for name, act in TAMPERINGS.items():
            copy = Path(shutil.copytree(site, place / "copy", symlinks=True))
            act(copy, keys, random.Random(f"{name} {number}"))
            count += 1
            if not verifier.verify(copy, keys.signers, None, 2).findings:
                accepted[name] += 1
            if count % 10 == 0 and _alone(copy, keys.signers) != 4:
                accepted[f"{name} by the single file"] += 1
            shutil.rmtree(copy)
    print(
        f"tamper: {count} tamperings of {len(TAMPERINGS)} kinds, accepted: {sum(accepted.values())} {dict(accepted)}"
    )
    return sum(accepted.values())


def _alone(site: Path, signers: Path) -> int:
    words = ["--signers", str(signers), "--threshold", "2"]
    command = [sys.executable, "-I", verifier.__file__, str(site), *words]
    return subprocess.run(command, capture_output=True, check=False).returncode


def same(place: Path, times: int) -> int:
    """Build site and release of the sample in differing surroundings; count the files that differ."""
    chosen = [*SURROUNDINGS[: max(1, times - 1)], SURROUNDINGS[-1]]
    if not _may_be_another():
        print(
            "  NOT RUN: a build as another user, which this system does not let us be (unshare --user)"
        )
        chosen = [each for each in SURROUNDINGS if "uid" not in each]
    outs = [_build(place, each) for each in chosen]
    first = set(outs[0].splitlines())
    differing = {
        line.split(" ", 1)[1] for out in outs[1:] for line in first ^ set(out.splitlines())
    }
    for name in sorted(differing)[:20]:
        print(f"  differs: {name}")
    print(f"same: {len(outs)} builds of {len(first)} files, differing: {len(differing)}")
    return len(differing)


def _build(place: Path, surroundings: dict[str, str]) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_")}
    env |= {k: v for k, v in surroundings.items() if k.isupper()}
    before = _as(surroundings["uid"]) if "uid" in surroundings else []
    script = ROOT / "tests/release/publish_once.py"
    command = [sys.executable, script, ROOT, place / surroundings["folder"], "2023-21", "--site"]
    shell = f'umask {surroundings["umask"]}; exec "$@"'
    words = [*before, "sh", "-c", shell, "sh", *map(str, command)]
    return subprocess.run(words, env=env, check=True, capture_output=True, text=True).stdout


def _as(uid: str) -> list[str]:
    """Return the words before a command that let it run as another user, with the rights we have."""
    return ["unshare", "--user", f"--map-user={uid}", f"--map-group={uid}"]


def _may_be_another() -> bool:
    if not shutil.which("unshare"):
        return False
    done = subprocess.run([*_as("12345"), "id", "-u"], check=False, capture_output=True, text=True)
    return done.stdout.strip() == "12345"


def restore(place: Path, times: int) -> int:
    """Back a desk up, damage the backup at random, bring it back; count what is not as it was."""
    desk_root = place / "desk"
    desk_root.mkdir()
    shutil.copyfile(ROOT / "gazette.toml", desk_root / "gazette.toml")
    init_desk(desk_root)
    with open_desk(desk_root) as desk:
        for path in sorted((ROOT / "seeds").glob("00[0-4]_*")):
            import_file(desk, path, NOON, Origin("an edition", "web"))
        head = desk.archive.head
        kept = keeping.back_up(desk, place / "kept", NOON)
    faults = 0
    keeping.restore(kept, place / "whole")
    with open_desk(place / "whole") as desk:
        faults += desk.archive.head != head
        faults += len(verifying.verify_desk(desk).findings)
    chance = random.Random(8)
    files = sorted(path.relative_to(kept) for path in kept.rglob("*") if path.is_file())
    for number in range(times):
        copy = Path(shutil.copytree(kept, place / "damaged"))
        path = copy / chance.choice(files)
        data = bytearray(path.read_bytes())
        if number % 3 == 0:
            del data[chance.randrange(len(data)) :]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            keeping.restore(copy, place / "new")
            faults += 1
        except ArchiveError:
            faults += (place / "new").exists()
        shutil.rmtree(copy)
        shutil.rmtree(place / "new", ignore_errors=True)
    print(f"restore: 1 whole and {times} damaged backups, wrong: {faults}")
    return faults


DRILLS = {"tamper": (tamper, 500), "same": (same, 4), "restore": (restore, 200)}


def main() -> int:
    """Run the drills named, or all; 1 if anything happened that must not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("drills", nargs="*", help=f"of: {', '.join(DRILLS)}")
    parser.add_argument("--times", type=int)
    words = parser.parse_args()
    faults = 0
    for name in words.drills or DRILLS:
        drill, times = DRILLS[name]
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="gazette-drill-") as place:
            faults += drill(Path(place), words.times or times)
        print(f"  {time.monotonic() - started:.0f} s")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
