"""How well provisions are matched, held against answers that people gave.

Run it for the table of figures: `python tests/compare/evaluate.py`.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gazette import segment
from gazette.compare import compare
from gazette.model.comparison import Comparison
from gazette.text.numerals import to_chinese

CASES = Path(os.environ.get("GAZETTE_CASES", Path(__file__).parents[3] / "shared" / "cases"))
Link = tuple[str, str]


@dataclass
class Score:
    """Links between provisions: found and right, found and wrong, missed; and joined rows."""

    name: str
    right: set[Link] = field(default_factory=set)
    wrong: set[Link] = field(default_factory=set)
    missed: set[Link] = field(default_factory=set)
    joined: int = 0
    joins: int = 0

    @property
    def precision(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def run(old: Path, new: Path) -> Comparison:
    """Read and compare two files."""
    sides = (segment.read_parts(path.read_text(encoding="utf-8")) for path in (old, new))
    return compare(*sides, old_name=old.stem, new_name=new.stem)


def article(address: str) -> str:
    """The article alone: 第三章/第二十条 → 第二十条, in simplified script."""
    return address.rpartition("/")[2].replace("條", "条")


def links(comparison: Comparison) -> set[Link]:
    """Every old article with every new one of its pair; the preamble is left out."""
    return {
        (article(a.address), article(b.address))
        for pair in comparison.pairs
        for a in pair.old
        for b in pair.new
        if a.label and b.label
    }


def score(name: str, found: Comparison, gold: set[Link], rows: list[set[Link]]) -> Score:
    """Hold a comparison against the right links, and rows of more than two articles."""
    got = links(found)
    result = Score(name, got & gold, got - gold, gold - got)
    result.joins = len(rows)
    result.joined = sum(len(row & got) > 1 for row in rows)
    return result


def table(folder: Path) -> Score:
    """One regulation with its official table."""
    rows = json.loads((folder / "GOLD.json").read_text(encoding="utf-8"))["rows"]
    linked = [{(article(a), article(b)) for a in row["old"] for b in row["new"]} for row in rows]
    found = run(folder / "old.md", folder / "new.md")
    return score(folder.name, found, set().union(*linked), [row for row in linked if len(row) > 1])


def by_hand(folder: Path, old: str, new: str, gold: str) -> Score:
    """One law aligned by hand, by article number."""
    answer = json.loads((folder / gold).read_text(encoding="utf-8"))
    right = {
        (f"第{to_chinese(row['old_number'])}条", f"第{to_chinese(row['new_number'])}条")
        for kind in ("identical", "modified")
        for row in answer[kind]
    }
    return score(
        f"{folder.name} {old}", run(folder / f"{old}.md", folder / f"{new}.md"), right, []
    )


def tables(cases: Path) -> list[Score]:
    """All official tables."""
    return [table(folder) for folder in sorted((cases / "tables_tw").iterdir())]


def hands(cases: Path) -> list[Score]:
    """All laws aligned by hand."""
    folder = cases / "revisions" / "治安管理处罚法"
    return [
        by_hand(folder, "2012-10-26", "2025-06-27", "GOLD_alignment_2012_vs_2025.json"),
        by_hand(folder, "2025-06-27_draft2", "2025-06-27", "GOLD_alignment_draft2_vs_2025.json"),
    ]


def pooled(name: str, scores: list[Score]) -> Score:
    """All links of several scores as one."""
    total = Score(name)
    for one in scores:
        for mine, theirs in (
            (total.right, one.right),
            (total.wrong, one.wrong),
            (total.missed, one.missed),
        ):
            mine |= {(f"{one.name} {a}", b) for a, b in theirs}
        total.joined += one.joined
        total.joins += one.joins
    return total


def lines(scores: list[Score]) -> Iterator[str]:
    """The table of figures, and what is wrong or missed."""
    yield "| text | links | precision | recall | splits and merges |"
    yield "|---|---|---|---|---|"
    for one in scores:
        count = len(one.right) + len(one.missed)
        joined = f"{one.joined} of {one.joins}" if one.joins else ""
        yield f"| {one.name} | {count} | {one.precision:.3f} | {one.recall:.3f} | {joined} |"
    for one in scores[:-1]:
        for what, links_ in (("wrong", one.wrong), ("missed", one.missed)):
            for a, b in sorted(links_):
                yield f"{one.name}: {what} {a} → {b}"


if __name__ == "__main__":
    official = tables(CASES)
    official.append(pooled("all", official))
    for line in (*lines(official), *lines([*hands(CASES), Score("")])):
        sys.stdout.write(line + "\n")
