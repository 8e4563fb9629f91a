"""The archive against what a user would pick instead: GitPython's index, and walks of git log.

    python benchmarks/bench_store.py            10,000 policies
    python benchmarks/bench_store.py 100000     a large archive
    python benchmarks/bench_store.py saves      what a save costs at 200, 2,000, 20,000 and 200,000 files

Times are those of the wall clock, because most of the work is done by git in other processes; each
figure is the least of its rounds.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import git

from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.store import Archive
from gazette.store.bulk import Batch
from gazette.store.catalogue import find, summaries
from gazette.store.records import policy_file
from gazette.structure import outline

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BASELINE = 60
"""Commits made with GitPython: one takes the better part of a second in a large repository."""


def policy(number: int, edition: int = 0) -> Policy:
    year, serial = 1990 + number // 400 % 40, number % 400 + 1
    code = f"吉{chr(0x4E00 + number // 16000)}发"
    title = f"关于第{number}号事项的通知"
    blocks = outline(
        [
            Block(title, Role.TITLE),
            Block(f"{code}〔{year}〕{serial}号", Role.NUMBER),
            *(Block(f"{at}.各级各部门要抓好第{edition}版落实。不得延误。") for at in range(1, 6)),
        ]
    )
    meta = Metadata(number=f"{code}〔{year}〕{serial}号", title=title, issuers=("吉林省民政厅",))
    return Policy(f"{code}/{year}/{serial}", meta, (Part(PartKind.NOTICE, title, blocks),))


def batches(count: int) -> Iterator[Batch]:
    """One commit for each policy, and ten editions of one of them in between."""
    for number in range(count):
        yield Batch(
            policy_file(policy(number)), f"Import {number}", NOON + timedelta(seconds=number)
        )
        if number % (count // 10) == 0:
            yield Batch(policy_file(policy(0, number + 1)), f"Edition {number}", NOON)


def least(action: Callable[[], object], rounds: int) -> float:
    """Return the least wall time of one call, in milliseconds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def row(name: str, ours: float, theirs: float | None = None, other: str = "") -> None:
    ratio = f"{theirs / ours:8.1f} ×  {other} {theirs:.1f} ms" if theirs else ""
    print(f"{name:44} {ours:12.3f} ms {ratio}", flush=True)


def gitpython_commits(root: Path, count: int) -> float:
    """Commit policies one by one as GitPython's documentation shows; milliseconds for each."""
    with git.Repo(root) as repo:
        started = time.perf_counter()
        for number in range(count):
            path = root / f"gitpython/{number}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{number}\n", encoding="utf-8")
            repo.index.add([str(path.relative_to(root))])
            repo.index.commit(f"Import {number}")
        return (time.perf_counter() - started) * 1000 / count


def saves(files: int) -> None:
    """Save over an old file and next to it, and ask for its history, in an archive of so many files."""
    with tempfile.TemporaryDirectory() as folder, Archive.create(Path(folder) / "a") as archive:
        held: dict[str, bytes | None] = {
            f"policies/吉{chr(0x4E00 + n // 16000)}发/{1990 + n // 400 % 40}/{n % 400 + 1}.md": b"%d\n"
            % n
            for n in range(files)
        }
        archive.save_many([Batch(held, "Import", NOON)])
        path, numbers = next(iter(held)), iter(range(1000))
        archive.history(path)

        def save(name: str) -> None:
            archive.save({name: b"edition %d\n" % next(numbers)}, message="m", when=NOON)

        row(f"{files} files: save over a file", least(lambda: save(path), 10))
        row(f"{files} files: save a new file", least(lambda: save(f"{path}{next(numbers)}"), 10))
        row(f"{files} files: history after a save", least(lambda: archive.history(path), 1))


def main() -> None:
    if sys.argv[1:] == ["saves"]:
        for files in (200, 2_000, 20_000, 200_000):
            saves(files)
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder, Archive.create(Path(folder) / "a") as archive:
        measure(archive, count)


def measure(archive: Archive, count: int) -> None:
    started = time.perf_counter()
    archive.save_many(batches(count))
    each = (time.perf_counter() - started) * 1000 / count
    print(f"{count} policies, one commit each; {each * count / 1000:.1f} s in all")
    bare = [Batch({f"x/{n // 200}/{n}": b"%d" % n}, "m", NOON) for n in range(count)]
    fast = least(lambda: archive.save_many(bare), 1) / count
    path = next(iter(policy_file(policy(0))))
    build = least(lambda: archive.history(path), 1)
    row("bulk import, each, written and checked", each)
    row("save of one policy", least(_saver(archive), 10))
    theirs = gitpython_commits(archive.root, BASELINE)
    row("bulk import, each", fast, theirs, "index.commit")
    row("derived index built, each", build / count)
    words = ("log", "--format=%H", "--", path)
    walk = least(lambda: git.Repo(archive.root).git.execute(["git", *words]), 3)
    row("history of one policy", least(lambda: archive.history(path), 50), walk, "git log")
    row("what was held at a moment", least(lambda: archive.revision_before(path, NOON), 50))
    row("one policy at a revision", least(lambda: archive.read(path), 50))
    row("find by number", least(lambda: find(archive, "吉一发[1990]1号"), 50))
    first = least(lambda: summaries(archive), 1)
    row("list, first time, each", first / count)
    row("list, each", least(lambda: summaries(archive), 3) / count)
    row("pending edits", least(archive.pending_edits, 3))
    if len(archive.history(path)) < 10:
        raise SystemExit("the history is not whole")


def _saver(archive: Archive) -> Callable[[], object]:
    numbers = iter(range(1, 1000))
    return lambda: archive.save(policy_file(policy(0, -next(numbers))), message="m", when=NOON)


if __name__ == "__main__":
    main()
