"""Fire drill for what is read: traps, bombs, names that lead elsewhere, slow patterns.

    python benchmarks/drill_reading.py                     the full form, half an hour
    python benchmarks/drill_reading.py patterns --size 100000 --bound 0.5
    python benchmarks/drill_reading.py bombs
    python benchmarks/drill_reading.py paths --every 5
    python benchmarks/drill_reading.py traps

Every drill counts what must not happen; the exit status is 0 when all counts are 0.  The tests run
the same drills in short form.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazette.workflow.desk import init_desk, open_desk  # noqa: E402
from gazette.workflow.imports import Origin, import_file  # noqa: E402
from tests.security import bombs, hostile_paths, patterns, traps  # noqa: E402

WHEN = datetime(2026, 1, 2, tzinfo=UTC)


def make_desk(root: Path, *, filled: bool = True) -> Path:
    """Make a desk; where it is filled, with both copies of the sample issue."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "gazette.toml", root)
    init_desk(root)
    if filled:
        shutil.copytree(ROOT / "issues", root / "issues", dirs_exist_ok=True)
        with open_desk(root) as desk:
            for pattern in ("001_*", "000_*"):
                (path,) = (ROOT / "seeds").glob(pattern)
                import_file(desk, path, WHEN, Origin())
    return root


def drill_patterns(size: int, bound: float) -> int:
    """Time every pattern on every hostile text."""
    found = patterns.every()
    count = 0
    for where, text, took in patterns.slow(found, size, bound):
        print(f"  SLOW {took:.2f} s: {where[:150]} on {text}")
        count += 1
    print(
        f"patterns: {len(found)} patterns, {len(patterns.GENERATORS)} generators, {size:,} characters: "
        f"{count} slower than {bound} s"
    )
    return count


def thrown(place: Path) -> Iterator[tuple[str, bombs.Cost, tuple[int, ...]]]:
    """Throw every bomb; yield its name, what it cost, and the statuses that are right."""
    for name in bombs.SOURCES:
        desk = make_desk(place / "one" / "desk", filled=False)
        yield f"import: {name}", bombs.import_bomb(desk, name), (0, 1)
        shutil.rmtree(place / "one")
    desk = make_desk(place / "desk")
    for name in bombs.ORDERS:
        for cost in bombs.order_bomb(desk, name):
            yield f"running order: {name}", cost, (1,)
        yield f"configuration: {name}", bombs.desk_bomb(desk, name), (1,)
    for name in bombs.KEPT:
        for cost in bombs.archive_bomb(desk, name):
            yield f"kept file: {name}", cost, (1, 4)
    for name in bombs.BACKUPS:
        yield f"restore: {name}", bombs.restore_bomb(place, desk, name), (1,)


def drill_bombs(place: Path) -> int:
    """Throw every bomb at the command that would meet it."""
    count, seconds, memory, bad = 0, 0.0, 0, 0
    for name, cost, right in thrown(place):
        faults = cost.faults(*right)
        count += 1
        bad += bool(faults)
        seconds, memory = max(seconds, cost.seconds), max(memory, cost.memory)
        print(f"  {cost.seconds:5.1f} s {cost.memory // 1024:4} MiB  {name} {faults or ''}")
    print(
        f"bombs: {count} thrown, {bad} out of bounds; most {seconds:.1f} s and {memory // 1024} MiB"
    )
    return bad


def drill_paths(place: Path, every: int) -> int:
    """Try each name in each place of each command, or one try in so many."""
    sample = make_desk(place / "sample")
    ground = hostile_paths.Ground.make(place, sample)
    ends: Counter[int | None] = Counter()
    bad = 0
    for at, (slot, name) in enumerate(hostile_paths.tries(ground)):
        if at % every:
            continue
        told = hostile_paths.run(ground, slot, hostile_paths.NAMES[name])
        ends[told.status] += 1
        for fault in hostile_paths.faults(slot, told):
            print(f"  {slot.name} with {name}: {fault[:300]}")
            bad += 1
    print(
        f"paths: {len(hostile_paths.NAMES)} names, {len(hostile_paths.slots())} places, {ends.total()} tries: "
        f"{bad} wrong; ended with {dict(ends)}"
    )
    return bad


def drill_traps(place: Path) -> int:
    """Take every trap its whole way to the site and look at what was opened."""
    make_desk(place / "desk", filled=False)
    (place / "sources").mkdir()
    for name, data in traps.corpus():
        (place / "sources" / name).write_bytes(data)
    lines = traps.flow(place / "desk", place / "sources")
    found = traps.watched(place / "log", place, lines)
    strangers = traps.strangers(found, [place])
    for each in strangers:
        print(f"  {each}")
    count = len(list((place / "sources").iterdir()))
    print(f"traps: {count} sources, {len(found.seen)} openings: {len(strangers)} outside the list")
    return len(strangers)


DRILLS = ("patterns", "bombs", "paths", "traps")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("drill", nargs="*", choices=[*DRILLS, []], default=DRILLS)
    parser.add_argument("--size", type=int, default=100_000, help="characters of a hostile text")
    parser.add_argument("--bound", type=float, default=0.5, help="seconds for a pattern")
    parser.add_argument("--every", type=int, default=1, help="of the names, try one in so many")
    given = parser.parse_args()
    bad = 0
    for drill in given.drill:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder).resolve()
            bad += {
                "patterns": lambda: drill_patterns(given.size, given.bound),
                "bombs": lambda place=place: drill_bombs(place),
                "paths": lambda place=place: drill_paths(place, given.every),
                "traps": lambda place=place: drill_traps(place),
            }[drill]()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
