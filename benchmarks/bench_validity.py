"""How fast a document is read for what it says of its validity and of others.

A user without this room would search the text with one regular expression per kind of statement,
each naively written.  That search finds the words, not what they are said of; it stands here as
the measure of what finding alone costs.  Hostile texts show that the time grows with the length.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gazette import extract, segment, validity
from gazette.config import load_desk
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, text_of
from gazette.structure import outline

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
NAIVE = [
    re.compile(pattern)
    for pattern in (
        r"自.{1,30}?起(?:施行|实施|执行)",
        r"有效期(?:至|为)?.{1,20}?[年日]",
        r"《.{1,80}?》.{0,40}?(?:废止|停止执行)",
        r"《[^》]+》(?:（[^）]+〔\d{4}〕\d+号）)?",
        r"[\u4e00-\u9fff]+〔\d{4}〕\d+号",
    )
]
HOSTILE = {
    "titles and numbers": "《甲办法》（甲发〔2014〕2号）、",
    "starts in one sentence": "本办法自发布之日起施行，",
    "repeals in one sentence": "《甲办法》（甲发〔2014〕2号）同时废止，",
    "titles never closed": "《",
    "terms": "本办法有效期5年，",
    "days": "2023年5月1日至",
}


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def of_lines(lines: Iterable[str]) -> Policy:
    part = Part(PartKind.INSTRUMENT, None, outline(Block(line) for line in lines))
    return Policy("甲发/2023/1", Metadata(), (part,))


def seeds() -> list[Policy]:
    """Return the documents of the sample sources."""
    register = load_desk(ROOT).register
    found = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        for at, witness in enumerate(segment.segment(extract.read(path), register).witnesses):
            found.append(Policy(f"{path.stem}/{at}", witness.meta, witness.parts))
    return found


def main() -> None:
    policies = seeds()
    size = sum(len(text_of(policy.parts).encode()) for policy in policies) / 1e6
    texts = [text_of(policy.parts) for policy in policies]
    works: dict[str, Callable[[], object]] = {
        "naive search": lambda: [p.findall(text) for text in texts for p in NAIVE],
        "events": lambda: [validity.events(policy) for policy in policies],
        "citations": lambda: [validity.citations(policy) for policy in policies],
    }
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    print(f"{len(policies)} documents, {size:.2f} MB (UTF-8); the best of {ROUNDS} rounds\n")
    print(f"{'':24}{'ms':>8}{'MB/s':>8}{'to naive':>10}")
    for name, spent in best.items():
        print(
            f"{name:24}{spent * 1e3:8.1f}{size / spent:8.2f}{spent / best['naive search']:10.1f}"
        )
    print(f"\n{'hostile text, doubled':24}{'ms':>8}{'grows by':>10}")
    for name, unit in HOSTILE.items():
        small, large = (of_lines([unit * count]) for count in (2000, 4000))
        times = [
            min(
                seconds(lambda it=it: (validity.events(it), validity.citations(it)))
                for _ in range(3)
            )
            for it in (small, large)
        ]
        print(f"{name:24}{times[1] * 1e3:8.1f}{times[1] / max(times[0], 1e-9):10.1f}")


if __name__ == "__main__":
    main()
