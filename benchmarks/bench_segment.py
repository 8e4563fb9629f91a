"""How fast sources are cut into documents, and whether the time grows in line with their length.

    python benchmarks/bench_segment.py [rounds]

What a user would pick instead is a pattern that splits at document numbers: it is timed beside, and
the documents it finds whole are counted.  One process, interleaved rounds, process time, the least.
"""

import hashlib
import re
import sys
import time
import tomllib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from gazette.config import data_text
from gazette.model.register import Issuer, Register
from gazette.model.source import Extraction, Line, Medium, Source
from gazette.segment import segment

ROOT = Path(__file__).resolve().parent.parent
TRUTH = {"000": 5, "001": 9, "002": 9, "003": 2, "004": 18}
NUMBER = re.compile(r"(?m)^.*?[\u4e00-\u9fff]{2,8}〔\d{4}〕\d+号\s*$")


def register() -> Register:
    entries = tomllib.loads(data_text("issuers.toml"))["issuer"]
    return Register(tuple(Issuer(e["name"], (), tuple(e.get("codes", ()))) for e in entries))


def extraction(text: str) -> Extraction:
    lines = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    data = text.encode()
    source = Source(hashlib.sha256(data).hexdigest(), "x.txt", Medium.PLAIN, len(data))
    return Extraction(source, text, tuple(lines))


def split_at_numbers(text: str) -> list[str]:
    """What a user would write: a new document at each line that is a number."""
    places = [match.start() for match in NUMBER.finditer(text)] or [0]
    return [text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True)]


def least(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the least process time of each work over interleaved rounds."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            start = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - start)
    return best


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    known = register()
    seeds = {
        path.stem[:3]: path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))
    }
    print(f"{'seed':6}{'documents':>11}{'found':>7}{'by numbers':>12}{'MB/s':>8}")
    for name, text in seeds.items():
        read = extraction(text)
        found = len(segment(read, known).witnesses)
        (taken,) = least(rounds, lambda read=read: segment(read, known))
        megabytes = read.source.size / 1e6
        naive = min(TRUTH[name], len(split_at_numbers(text)))
        print(f"{name:6}{TRUTH[name]:>11}{found:>7}{naive:>12}{megabytes / taken:>8.2f}")
    growth(seeds["001"], known, rounds)


def growth(issue: str, known: Register, rounds: int) -> None:
    print(f"\n{'issues':>7}{'MB':>8}{'s':>8}{'MB/s':>8}{'s per issue / first':>21}{'peak MB':>9}")
    first = 0.0
    for count in (1, 10, 100):
        read = extraction("\n".join([issue] * count))
        (taken,) = least(rounds if count < 100 else 1, lambda read=read: segment(read, known))
        first = first or taken
        tracemalloc.start()
        segment(read, known)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        size = read.source.size / 1e6
        ratio = taken / count / first
        print(f"{count:>7}{size:>8.2f}{taken:>8.2f}{size / taken:>8.2f}{ratio:>21.2f}{peak:>9.0f}")


if __name__ == "__main__":
    main()
