"""The index of the site on real paragraphs: its size, and what a query loads on a phone.

    python benchmarks/bench_search.py [1000 5000]

For each size: the text, the index, what the script loads for queries of the texts' own words (the
shards, what results show, the texts of the first ten), as it lies on disk and as a server sends it
(gzip); and beside it the lists of documents written as plain JSON numbers.
"""

import gzip
import json
import random
import sys
import time
from datetime import date
from itertools import pairwise

from site_texts import policy, sources

from gazette.model.document import Policy, text_of
from gazette.site import Library, Office, Page, Sheaf, plan
from gazette.site.search import postings
from gazette.site.search.index import shard_of
from gazette.text.query import phrases
from gazette.text.units import is_word

DAY = date(2026, 1, 2)
FIRST = 10
"""Results shown at first."""


def library(policies: list[Policy]) -> Library:

    held = {each.id: each for each in policies}
    return Library(Office("某市人民政府公报"), DAY, held)


def files(made: Library) -> dict[str, bytes]:
    """Return every file of the index."""
    found: dict[str, bytes] = {}
    for each in plan(made):
        if isinstance(each, Sheaf):
            found |= {path: data or b"" for path, data in each.make(None, lambda _: None).items()}
        elif isinstance(each, Page) and each.path.startswith("search/"):
            found[each.path] = each.render()
    return found


def queries(policies: list[Policy], count: int = 60) -> list[str]:
    """Return words as a reader might ask for: two to eight characters of some text."""
    chance = random.Random(1)
    found = []
    while len(found) < count:
        text = text_of(chance.choice(policies).parts)
        start, size = chance.randrange(len(text) - 10), chance.choice((1, 2, 2, 3, 4, 4, 6, 8))
        words = text[start : start + size]
        if words.isalpha():
            found.append(words)
    return found


def loaded(query: str, made: dict[str, bytes], texts: list[bytes]) -> list[bytes]:
    """Return what the script loads for a query, the head (once a visit) left out."""
    count = json.loads(made["search/index.json"])["shards"]
    asked: dict[str, bytes] = {}
    held: list[set[int]] = []
    for phrase in phrases(query):
        wanted = [
            f"{a} {b}" if is_word(a) or is_word(b) else a + b for a, b in pairwise(phrase)
        ] or phrase
        for key in wanted:
            number = shard_of(key, count)
            path = f"search/keys/{number // 64}/{number}.txt"
            asked[path] = made[path]
            held.append(set(postings.load(made[path]).get(key, ([], []))[0]))
    shown = sorted(set.intersection(*held), reverse=True)[:FIRST] if held else []
    for number in shown:
        path = f"search/docs/{number // 25}.json"
        asked[path] = made[path]
    return [*asked.values(), *(texts[number] for number in shown)]


def measured(size: int, pool: list[list[str]]) -> tuple[str, ...]:
    policies = sorted((policy(n, pool) for n in range(size)), key=lambda p: (p.meta.issued, p.id))
    texts = [text_of(each.parts).encode() for each in policies]
    start = time.process_time()
    made = files(library(policies))
    spent = time.process_time() - start
    shards = {path: data for path, data in made.items() if "/keys/" in path}
    plain = sum(len(json.dumps(_plain(data), ensure_ascii=False, separators=(",", ":")).encode())
                for data in shards.values())  # fmt: skip
    text, whole = sum(map(len, texts)), sum(map(len, made.values()))
    raw, sent = [], []
    for query in queries(policies):
        parts = loaded(query, made, texts)
        raw.append(sum(map(len, parts)))
        sent.append(sum(len(gzip.compress(part)) for part in parts))
    raw.sort()
    sent.sort()
    return (
        f"{size:,}", f"{text / 1e6:.1f}", f"{whole / 1e6:.1f}", f"{whole / text:.2f}",
        f"{sum(map(len, shards.values())) / plain:.2f}", f"{spent:.1f}",
        f"{max(map(len, shards.values())) / 1e3:.0f}",
        f"{raw[len(raw) // 2] / 1e3:.0f}", f"{raw[-1] / 1e3:.0f}",
        f"{sent[len(sent) // 2] / 1e3:.0f}", f"{sent[-1] / 1e3:.0f}",
        f"{len(gzip.compress(made['search/index.json'])) / 1e3:.0f}",
    )  # fmt: skip


def _plain(data: bytes) -> dict[str, list[int]]:
    """Return the steps of each list, as numbers."""
    lists = postings.load(data)
    return {k: [ns[0], *(b - a for a, b in pairwise(ns))] for k, (ns, _) in lists.items()}


HEAD = (
    "policies", "text MB", "index MB", "MB/MB", "of JSON", "index s", "largest KB",
    "query KB", "worst KB", "gzip KB", "worst gz", "head gz",
)  # fmt: skip


def main() -> None:
    sizes = [int(arg) for arg in sys.argv[1:]] or [1000, 5000]
    pool = sources()
    print(f"{len(pool)} documents, {sum(len(p) for each in pool for p in each):,} characters")
    print("  ".join(f"{name:>10}" for name in HEAD))
    for size in sizes:
        print("  ".join(f"{cell:>10}" for cell in measured(size, pool)), flush=True)


if __name__ == "__main__":
    main()
