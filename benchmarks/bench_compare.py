"""Comparing two laws: gazette against the plain aligner that a user would write with difflib.

The plain aligner takes the ratio of every old article with every new one and pairs them greedily
from 0.45 on; it marks no words.  Ours is timed whole: cutting, matching, splits and merges, and the
marked words of every pair.

    python benchmarks/bench_compare.py
"""

import difflib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from gazette import segment
from gazette.compare import compare, provisions
from gazette.model.document import Part, PartKind
from gazette.structure import outline
from gazette.text.fold import fold

CASES = Path(os.environ.get("GAZETTE_CASES", Path(__file__).parents[2] / "shared" / "cases"))
LAWS = CASES / "revisions"
ROUNDS = 3


def read(name: str) -> tuple[Part, ...]:
    return segment.read_parts((LAWS / f"{name}.md").read_text(encoding="utf-8"))


def joined(names: list[str]) -> tuple[Part, ...]:
    """Several laws as one, to reach the size of a large one; the chapters count on."""
    blocks = [block for name in names for part in read(name) for block in part.blocks]
    return (Part(PartKind.INSTRUMENT, None, outline(blocks)),)


def plain(old: tuple[Part, ...], new: tuple[Part, ...]) -> dict[int, int]:
    """Pair articles greedily by difflib's ratio."""
    left, right = ([fold(one.text) for one in provisions(side)] for side in (old, new))
    scored = sorted(
        (
            (difflib.SequenceMatcher(None, a, b, autojunk=False).ratio(), i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for ratio, i, j in scored:
        if ratio >= 0.45 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def clock(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def quality() -> None:
    """Both against the official tables: links found, right and missed."""
    print("| aligner | precision | recall |")
    print("|---|---|---|")
    totals = {"gazette": [0, 0, 0], "plain": [0, 0, 0]}
    for folder in sorted((CASES / "tables_tw").iterdir()):
        rows = json.loads((folder / "GOLD.json").read_text(encoding="utf-8"))["rows"]
        gold = {(a, b) for row in rows for a in row["old"] for b in row["new"]}
        old, new = (
            segment.read_parts((folder / f"{side}.md").read_text(encoding="utf-8"))
            for side in ("old", "new")
        )
        left, right = provisions(old), provisions(new)
        found = {
            "gazette": {
                (a.label, b.label)
                for pair in compare(old, new).pairs
                for a in pair.old
                for b in pair.new
            },
            "plain": {(left[i].label, right[j].label) for i, j in plain(old, new).items()},
        }
        for name, links in found.items():
            named = {(a, b) for a, b in links if a and b}
            for at, many in enumerate((named & gold, named, gold)):
                totals[name][at] += len(many)
    for name, (both, links, gold) in totals.items():
        print(f"| {name} | {both / links:.3f} | {both / gold:.3f} |")


def main() -> None:
    big = ["反垄断法", "网络安全法", "北京市优化营商环境条例"]
    first = {
        "反垄断法": "2007-08-30",
        "网络安全法": "2016-11-07",
        "北京市优化营商环境条例": "2020-03-27",
    }
    last = {
        "反垄断法": "2022-06-24",
        "网络安全法": "2025-10-28",
        "北京市优化营商环境条例": "2024-11-29",
    }
    cases = {
        "立法法 2015 → 2023": (read("立法法/2015-03-15"), read("立法法/2023-03-13")),
        "治安管理处罚法 2012 → 2025": (
            read("治安管理处罚法/2012-10-26"),
            read("治安管理处罚法/2025-06-27"),
        ),
        "of the size of 公司法": (
            joined([f"{name}/{first[name]}" for name in big]),
            joined([f"{name}/{last[name]}" for name in big]),
        ),
    }
    print("| texts | articles | characters | gazette, ms | plain aligner, ms | ratio |")
    print("|---|---|---|---|---|---|")
    for name, (old, new) in cases.items():
        ours, theirs = [], []
        for round_ in range(ROUNDS):
            ours.append(clock(lambda old=old, new=new: compare(old, new)))
            if round_ == 0:
                theirs.append(clock(lambda old=old, new=new: plain(old, new)))
        sizes = [provisions(side) for side in (old, new)]
        articles = "/".join(str(len(side)) for side in sizes)
        characters = sum(len(one.text) for side in sizes for one in side)
        a, b = min(ours), min(theirs)
        print(
            f"| {name} | {articles} | {characters:,} | {a * 1000:.0f} | {b * 1000:,.0f} | {b / a:.0f} |"
        )


if __name__ == "__main__":
    main()
    quality()
