"""Policies to build sites of: real paragraphs in runs as they stand, drawn anew for each policy.

A run keeps to one subject, as a document does; single sentences drawn at random would bring a
policy more different words than any real one has.
"""

import html
import os
import random
import re
from datetime import date, timedelta
from pathlib import Path

from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.structure import outline

ROOT = Path(__file__).resolve().parents[1]
CASES = Path(os.environ.get("GAZETTE_CASES", ROOT.parent / "shared" / "cases"))
_TAG = re.compile(r"<[^<>]{0,2000}>")
_RUN = 8


def sources() -> list[list[str]]:
    """Return the paragraphs of each document: of the seeds, and of the real cases where they are."""
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    for pattern in ("revisions/*/*.md", "tables_tw/*/new.md", "copies/*/*.txt", "issues/*/*.txt"):
        paths += sorted(CASES.glob(pattern))
    found = [_paragraphs(path.read_text("utf-8", "replace")) for path in paths]
    return [paragraphs for paragraphs in found if len(paragraphs) > _RUN]


def _paragraphs(text: str) -> list[str]:
    lines = ("".join(html.unescape(_TAG.sub("", line)).split()) for line in text.splitlines())
    return [line[:400] for line in lines if len(line) >= 12]


def policy(number: int, pool: list[list[str]], characters: int = 3000) -> Policy:
    """Return a policy of about so many characters, always the same for its number."""
    chance = random.Random(number)
    year, serial = 2000 + number % 25, number // 25 + 1
    texts: list[str] = []
    while sum(map(len, texts)) < characters:
        source = chance.choice(pool)
        start = chance.randrange(len(source) - _RUN)
        texts += source[start : start + _RUN]
    topic = chance.choice(texts)[:10]
    title = f"某市人民政府关于印发{topic}管理办法（{number}）的通知"
    texts.append("本办法自发布之日起施行，有效期5年。")
    blocks = (Block(title, Role.TITLE), *outline(Block(text) for text in texts))
    meta = Metadata(
        number=f"某政发〔{year}〕{serial}号", title=title, title_source="text",
        issuers=(f"某市{'甲乙丙丁戊己庚辛壬癸'[number % 10]}局",),
        issued=date(year, 1, 1) + timedelta(days=number % 360),
    )  # fmt: skip
    return Policy(f"某政发/{year}/{serial}", meta, (Part(PartKind.INSTRUMENT, title, blocks),))
