"""Collating against what a user would pick instead: plain diff-match-patch on the whole text.

    python benchmarks/bench_collate.py            # the tables of docs/collation.md
    python benchmarks/bench_collate.py --quick    # without the exact diff and the largest texts

One process, interleaved rounds, CPU time, the minimum of four rounds.  R is the time to tokenise both
texts into clauses in the same round; the ratio T/R says more than milliseconds.
"""

import argparse
import random
import re
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from gazette.align import align, normalise
from gazette.words import Hunk, edits, replay
from gazette.words.clauses import clauses
from gazette.words.engine import raw_edits

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
WEB, PDF = "000_f2d15ceeebf86512.txt", "001_7dbb9fe1df8c5f2f.txt"
ROUNDS = 4
Pair = tuple[str, str]


def real_pair() -> Pair:
    """The five documents both carriers hold, raw, about 20,000 characters each."""
    web = (SEEDS / WEB).read_text(encoding="utf-8")
    pdf = (SEEDS / PDF).read_text(encoding="utf-8")
    first = "吉林省民政厅等十七部门印发"
    return web[web.index(first) :], pdf[pdf.rindex(first) :][:20700]


def stock() -> str:
    """Real text of four sources, without white space: what the made-up cases are cut from."""
    names = sorted(path.name for path in SEEDS.glob("*.txt"))
    text = "".join((SEEDS / name).read_text(encoding="utf-8") for name in names)
    return re.sub(r"\s+", "", text)


def long_text(size: int, rng: random.Random) -> str:
    """Real sentences in random order, each made its own by a number, `size` characters."""
    sentences = [s + "。" for s in stock().split("。") if 8 < len(s) < 300]
    pieces: list[str] = []
    length = 0
    while length < size:
        piece = f"{len(pieces)}号{rng.choice(sentences)}"
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)[:size]


def edited(text: str, share: float, rng: random.Random) -> str:
    """Change a share of the characters, one by one, as a careless copyist would."""
    chars = list(text)
    for at in rng.sample(range(len(chars)), int(share * len(chars))):
        chars[at] = rng.choice(("", rng.choice(text), chars[at] + rng.choice(text)))
    return "".join(chars)


def revised(text: str, rng: random.Random) -> str:
    """A legal revision: sentences struck, added, reworded; the rest renumbered."""
    sentences = text.split("。")
    kept: list[str] = []
    for number, sentence in enumerate(sentences):
        chance = rng.random()
        if chance < 0.06:
            continue
        if chance < 0.12:
            kept.append(f"新增第{number}款，" + rng.choice(sentences))
        kept.append(sentence.replace("应当", "必须") if chance < 0.3 else sentence)
    return "。".join(kept)


def with_moves(text: str, rng: random.Random) -> str:
    sentences = text.split("。")
    for _ in range(12):
        at = rng.randrange(len(sentences) - 8)
        block = sentences[at : at + 4]
        del sentences[at : at + 4]
        there = rng.randrange(len(sentences))
        sentences[there:there] = block
    return "。".join(sentences)


def cases(size: int) -> dict[str, Pair]:
    rng = random.Random(7)
    text = long_text(size, rng)
    repeated = text[: size // 5] * 5
    other = "".join(rng.sample(text, len(text)))
    return {
        "equal": (text, text),
        "one side empty": (text, ""),
        "1 % edits": (text, edited(text, 0.01, rng)),
        "5 % edits": (text, edited(text, 0.05, rng)),
        "20 % edits": (text, edited(text, 0.20, rng)),
        "a legal revision": (text, revised(text, rng)),
        "passages moved": (text, with_moves(text, rng)),
        "unrelated": (text, other),
        "repeated five times, 1 %": (repeated, edited(repeated, 0.01, rng)),
        "one clause 2,000 times": (
            "按月报送信息，" * 2000,
            "按月报送信息，" * 1000 + "按季报送，" * 1000,
        ),
        "one line, no marks": (
            re.sub(r"\W", "", text),
            edited(re.sub(r"\W", "", text), 0.01, rng),
        ),
    }


def clocked(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def best(works: list[Callable[[], object]], rounds: int = ROUNDS) -> list[float]:
    """Run all works in turn, several rounds, and return the best time of each."""
    times = [[clocked(work) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def plain(timeout: float) -> Callable[[str, str], list[tuple[int, str]]]:
    def run(old: str, new: str) -> list[tuple[int, str]]:
        engine = diff_match_patch()
        engine.Diff_Timeout = timeout
        found: list[tuple[int, str]] = engine.diff_main(old, new)
        return found

    return run


def memory(pair: Pair) -> float:
    """Peak memory while aligning, in multiples of the two texts as UCS-2."""
    tracemalloc.start()
    align(*pair)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / (2 * (len(pair[0]) + len(pair[1])))


def table_cases() -> None:
    print("\n| case (100,000 characters) | T ms | T/R | words, ms | changes | replay | cut |")
    print("|---|---|---|---|---|---|---|")
    for name, (old, new) in cases(100_000).items():
        whole, words, row = best(
            [
                lambda old=old, new=new: align(old, new),
                lambda old=old, new=new: edits(old, new),
                lambda old=old, new=new: (clauses(old), clauses(new)),
            ]
        )
        found = align(old, new)
        right = replay(found.a.key, found.b.key, found.hunks) == found.b.key
        print(
            f"| {name} | {1000 * whole:.0f} | {whole / row:.1f} | {1000 * words:.0f} | "
            f"{len(found.hunks)} | {'yes' if right else 'NO'} | {'yes' if found.cut else 'no'} |"
        )


def table_growth(largest: int) -> None:
    print(
        "\n| characters | T ms | T/R | growth of T per character, against the row above | peak memory / text |"
    )
    print("|---|---|---|---|---|")
    before = None
    for size in (2_000, 20_000, 200_000, 2_000_000):
        if size > largest:
            break
        rng = random.Random(11)
        old = long_text(size, rng)
        new = edited(old, 0.01, rng)
        whole, row = best(
            [
                lambda old=old, new=new: align(old, new),
                lambda old=old, new=new: (clauses(old), clauses(new)),
            ],
            ROUNDS if size < 1_000_000 else 2,
        )
        rate = whole / size
        growth = f"{rate / before:.2f}" if before else ""
        print(
            f"| {size:,} | {1000 * whole:.1f} | {whole / row:.1f} | {growth} | {memory((old, new)):.1f} |"
        )
        before = rate


def touched(runs: list[tuple[int, str]]) -> int:
    """Count the characters of both texts that a diff shows as changed."""
    return sum(len(text) for op, text in runs if op)


def as_runs(pair: Pair, hunks: tuple[Hunk, ...]) -> list[tuple[int, str]]:
    old, new = pair
    return [run for h in hunks for run in ((-1, old[h.a0 : h.a1]), (1, new[h.b0 : h.b1]))]


def table_rivals(exact: bool) -> None:
    pair = real_pair()
    ours, raw = best([lambda: align(*pair), lambda: edits(*pair)])
    found = align(*pair)
    folded = as_runs((found.a.key, found.b.key), found.hunks)
    mine = as_runs(pair, edits(*pair).hunks)
    rows = [
        ("this project: folded, noise counted", ours, len(found.hunks), touched(folded)),
        ("this project: raw characters", raw, len(edits(*pair).hunks), touched(mine)),
    ]
    for name, timeout in (("default (1 s)", 1.0), ("exact", 0.0)):
        if timeout or exact:
            runs: list[tuple[int, str]] = []
            took = clocked(lambda timeout=timeout, runs=runs: runs.extend(plain(timeout)(*pair)))
            changes = sum(op != 0 for op, _ in runs)
            rows.append((f"diff-match-patch, {name}", took, changes, touched(runs)))
    print(
        f"\n| the real pair: {len(pair[0]):,} and {len(pair[1]):,} raw characters | CPU s | times ours (raw) | changes shown | characters in them |"
    )
    print("|---|---|---|---|---|")
    for name, took, count, chars in rows:
        print(f"| {name} | {took:.3f} | {took / raw:.1f} | {count:,} | {chars:,} |")


def table_cost() -> None:
    print(
        "\n| case (20,000 characters) | changed characters, before the editor's merge ÷ the fewest possible |"
    )
    print("|---|---|")
    for name, (old, new) in cases(20_000).items():
        fewest = Indel.distance(old, new)
        cost = sum(h.a1 - h.a0 + h.b1 - h.b0 for h in raw_edits(old, new).hunks)
        print(f"| {name} | {cost / fewest if fewest else 1:.3f} |")


def inject(text: str, count: int, least: int, rng: random.Random) -> tuple[str, list[Hunk]]:
    """Put edits of the kinds a copyist makes into `text`, at least `least` letters apart."""
    pieces: list[str] = []
    made: list[Hunk] = []
    at = length = 0
    for place in sorted(rng.sample(range(5, len(text) - 20), count)):
        if made and place < made[-1].a1 + least:
            continue
        size = rng.choice((1, 1, 1, 2, 2, 3, 4))
        kind = rng.choice("rids")
        old = "" if kind == "i" else text[place : place + (2 * size if kind == "s" else size)]
        start = rng.randrange(len(text) - 10)
        new = {"d": "", "s": old[size:] + old[:size]}.get(kind, text[start : start + size])
        if old == new:
            continue
        length += place - at
        pieces += (text[at:place], new)
        made.append(Hunk(place, place + len(old), length, length + len(new)))
        length += len(new)
        at = place + len(old)
    return "".join((*pieces, text[at:])), made


def shown(old: str, new: str, made: list[Hunk], index: int, hunks: tuple[Hunk, ...]) -> bool:
    """Tell whether one hunk makes the same change as an edit, or as it and its close neighbours."""
    mine = made[index]
    for hunk in hunks:
        if hunk.a0 > mine.a1 + 8 or hunk.a1 < mine.a0 - 8:
            continue
        inside = [
            m for m in made if m.a0 >= hunk.a0 - 2 and m.a1 <= hunk.a1 + 2 and m.a0 <= hunk.a1
        ]
        for group in ([mine], inside):
            if mine in group and _same(old, new, group, hunk):
                return True
    return False


def _same(old: str, new: str, group: list[Hunk], hunk: Hunk) -> bool:
    low = min(hunk.a0, *(m.a0 for m in group), hunk.a0)
    high = max(hunk.a1, *(m.a1 for m in group), hunk.a1)
    wanted = replay(
        old[low:high], new, tuple(Hunk(m.a0 - low, m.a1 - low, m.b0, m.b1) for m in group)
    )
    return old[low : hunk.a0] + new[hunk.b0 : hunk.b1] + old[hunk.a1 : high] == wanted


def table_injected(wanted: int) -> None:
    text = stock()
    rng = random.Random(3)
    print("\n| letters apart, at least | edits | each shown as one change | replay fails |")
    print("|---|---|---|---|")
    for least, density in ((3, 0.03), (3, 0.01), (8, 0.01), (40, 0.005)):
        total = good = failed = 0
        while total < wanted // 4:
            start = rng.randrange(len(text) - 5000)
            old = text[start : start + 5000]
            new, made = inject(old, int(density * 5000), least, rng)
            hunks = edits(old, new).hunks
            failed += replay(old, new, hunks) != new
            total += len(made)
            good += sum(shown(old, new, made, index, hunks) for index in range(len(made)))
        print(
            f"| {least} ({100 * density:.1f} % of places) | {total:,} | {100 * good / total:.2f} % | {failed} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    normalise("先读表")
    table_rivals(exact=not quick)
    table_cases()
    table_growth(200_000 if quick else 2_000_000)
    table_cost()
    table_injected(2_000 if quick else 10_000)


if __name__ == "__main__":
    main()
