"""Building a site of synthetic policies: the cost of a page, of an edit, and of the search index.

    python benchmarks/bench_site.py [100 1000 10000] [--against mkdocs material pelican]

Each size is published whole from a desk (its archive gathered, the site written and summed up, no
PDF): full, then with nothing changed, then with one policy edited; the time of git is counted in,
the start of the program is not.  The pages alone are measured too.  The yardsticks are
the same pages filled by Jinja alone, and the same texts turned into HTML pages by a general
Markdown renderer (markdown-it-py) with one bare template: what a site generator does at the least.
With `--against`, whole site generators are fed the same Markdown, where they are on the path.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jinja2
import site_generators
import site_texts
from markdown_it import MarkdownIt

from gazette import markdown, site, validity
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role, text_of
from gazette.site import Library, Office, Page
from gazette.store.bulk import Batch
from gazette.store.records import policy_file
from gazette.structure import outline
from gazette.workflow.desk import init_desk, open_desk
from gazette.workflow.publishing import publish

DAY = date(2026, 1, 2)
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
WORDS = "另行规定的，从其规定。"
SEEDS = Path(__file__).resolve().parents[1] / "seeds"
MOST = 1000
"""Policies that other generators are given at most: they take minutes for more."""


def sentences() -> list[str]:
    """Return sentences of the seeds: words as they are in real documents."""
    text = "".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    found = ("".join(piece.split()) for piece in text.split("。"))
    return [piece + "。" for piece in found if 12 < len(piece) < 120]


def policy(number: int, pool: list[str], extra: str = "") -> Policy:
    """Return a policy of some thirty articles in chapters, of about 3,000 characters."""
    chance = random.Random(number)
    year, serial = 2000 + number % 25, number // 25 + 1
    title = f"某市人民政府关于印发第{number}号管理办法的通知"
    texts = ["第一章 总则"]
    for at in range(1, 31):
        if at % 8 == 0:
            texts.append(f"第{at // 8 + 1}章 办理")
        texts.append(f"第{at}条 " + "".join(chance.choices(pool, k=2)))
    texts.append("第三十一条 本办法自发布之日起施行，有效期5年。" + extra)
    blocks = (Block(title, Role.TITLE), *outline(Block(text) for text in texts))
    issuer = f"某市{'甲乙丙丁戊己庚辛壬癸'[number % 10]}局"
    issued = date(year, 1, 1) + timedelta(days=number % 360)
    meta = Metadata(
        number=f"某政发〔{year}〕{serial}号", title=title, title_source="text", issuers=(issuer,),
        issued=issued,
    )  # fmt: skip
    return Policy(f"某政发/{year}/{serial}", meta, (Part(PartKind.INSTRUMENT, title, blocks),))


def library(policies: list[Policy]) -> Library:
    held = {each.id: each for each in policies}
    events = {i: validity.events(p, ()) for i, p in held.items()}
    return Library(
        office=Office("某市人民政府公报", "", "某市人民政府"),
        day=DAY,
        policies=held,
        versions={i: str(hash(text_of(p.parts))) for i, p in held.items()},
        statuses={i: validity.status(e, DAY) for i, e in events.items()},
        events=events,
    )


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def jinja_alone(made: Library) -> float:
    """Time the pages of all policies filled by Jinja, plan and files left out."""
    pages = [
        each for each in site.plan(made)
        if isinstance(each, Page) and each.path.startswith("policies/") and each.path.endswith(".html")
    ]  # fmt: skip
    return timed(lambda: [each.render() for each in pages])


def bare_generator(made: Library, out: Path) -> float:
    """Time Markdown to HTML pages with one bare template."""
    texts = {i: markdown.dump(p).split("---\n", 2)[-1] for i, p in made.policies.items()}
    render = MarkdownIt("commonmark").render
    page = jinja2.Template("<!doctype html><title>{{ title }}</title><main>{{ body }}</main>")

    def run() -> None:
        for policy_id, text in texts.items():
            path = out / f"{policy_id}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.render(title=policy_id, body=render(text)), "utf-8")

    return timed(run)


def whole(policies: list[Policy], pool: list[str], root: Path) -> tuple[float, float, float]:
    """Return what a whole publication takes: in full, with nothing changed, and after one edit."""
    init_desk(root)
    with open_desk(root) as desk:
        desk.archive.save_many(
            Batch(policy_file(each), each.id, NOON + timedelta(seconds=at))
            for at, each in enumerate(policies)
        )

    def run() -> float:
        before = sum(os.times()[:4])
        with open_desk(root) as desk:
            publish(desk, DAY, root / "out", pdf=False)
        return sum(os.times()[:4]) - before

    full, same = run(), min(run() for _ in range(3))
    edits = []
    for at in range(3):
        changed = policy(len(policies) // 2 + at, pool, WORDS)
        with open_desk(root) as desk:
            desk.archive.save(policy_file(changed), message="edit", when=NOON + timedelta(days=at))
        edits.append(run())
    return full, same, min(edits)


def index_size(out: Path) -> tuple[float, int]:
    sizes = [path.stat().st_size for path in (out / "search").rglob("*") if path.is_file()]
    return sum(sizes) / 1e6, max(sizes)


def rows(sizes: list[int]) -> Iterator[tuple[str, ...]]:
    pool = sentences()
    for size in sizes:
        folder = Path(tempfile.mkdtemp())
        try:
            yield measured(size, pool, folder)
        finally:
            shutil.rmtree(folder)


def measured(size: int, pool: list[str], folder: Path) -> tuple[str, ...]:
    policies = [policy(number, pool) for number in range(size)]
    made, out, state = library(policies), folder / "out", folder / "state" / "s.json"

    def build(what: Library) -> float:
        return timed(lambda: site.write(site.plan(what), out, state))

    pages = build(made)
    alone = jinja_alone(made)
    bare = bare_generator(made, folder / "bare")
    index = [each for each in site.plan(made) if isinstance(each, site.Sheaf)]
    shards = timed(lambda: index[0].make(None, lambda _: None))
    weight, largest = index_size(out)
    full, same, edit = whole(policies, pool, folder / "desk")
    return (
        f"{size:,}", f"{full:.2f}", f"{pages / size * 1e3:.1f}", f"{alone / size * 1e3:.1f}",
        f"{bare / size * 1e3:.1f}", f"{pages / bare:.1f}", f"{same:.2f}", f"{edit:.2f}",
        f"{edit / full:.1%}", f"{shards:.2f}", f"{weight:.1f}", f"{largest / 1e3:.0f}",
    )  # fmt: skip


HEAD = (
    "policies", "full s", "page ms", "Jinja ms", "bare ms", "page/bare", "same s", "edit s",
    "edit/full", "index s", "index MB", "largest KB",
)  # fmt: skip


def against(names: list[str], sizes: list[int]) -> None:
    """Print what general generators take for a page of the same texts, and what we take."""
    print(
        "\n  "
        + "  ".join(f"{name:>14}" for name in ("policies", "generator", "ms each", "ours/theirs"))
    )
    pool = site_texts.sources()
    for size in sizes:
        policies = [site_texts.policy(number, pool) for number in range(size)]
        with tempfile.TemporaryDirectory() as folder:
            out, state = Path(folder) / "ours", Path(folder) / "state" / "s.json"
            ours = timed(lambda: site.write(site.plan(library(policies)), out, state))  # noqa: B023
            cells = [(str(size), "gazette", f"{ours / size * 1e3:.1f}", "1.0")]
            for name in names:
                theirs = site_generators.seconds(name, policies, Path(folder) / name)
                told = ("not measured", "") if theirs is None else (f"{theirs / size * 1e3:.1f}", f"{ours / theirs:.2f}")  # fmt: skip
                cells.append((str(size), name, *told))
        for row in cells:
            print("  " + "  ".join(f"{cell:>14}" for cell in row), flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    asked.add_argument("--against", nargs="*", default=[], choices=site_generators.GENERATORS)
    words = asked.parse_args()
    sizes = words.sizes
    print("  ".join(f"{name:>10}" for name in HEAD))
    for row in rows(sizes):
        print("  ".join(f"{cell:>10}" for cell in row), flush=True)
    if words.against:
        against(words.against, [size for size in sizes if size <= MOST])


if __name__ == "__main__":
    main()
