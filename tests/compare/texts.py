"""Cut a plain text into parts, so that comparing is tested apart from reading."""

import re
from pathlib import Path

from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline

_FRONT = re.compile(r"\A---\n.{0,400}?\n---\n", re.DOTALL)
_ARTICLE = re.compile(
    r"(第[一二三四五六七八九十百零〇]{1,7}[条條](?:之[一二三四五六七八九十])?)(?=\S)"
)
_HEAD = re.compile(r"(第[一二三四五六七八九十百]{1,4}[章节節])(?=\S{1,24}$)")


def part_of(text: str) -> Part:
    """One instrument, a block a line; Markdown's marks are dropped."""
    text = re.sub(r"<!--[^>]*-->", "", _FRONT.sub("", text))
    lines = (line.strip().lstrip("#").replace("**", "").strip() for line in text.splitlines())
    blocks = [Block(_HEAD.sub(r"\1 ", line)) for line in lines if line]
    if blocks and not blocks[0].text.startswith("第"):
        blocks[0] = Block(blocks[0].text, role=Role.TITLE)
    return Part(PartKind.INSTRUMENT, None, outline(blocks))


def parts_of(text: str) -> tuple[Part, ...]:
    return (part_of(text),)


def read(path: Path) -> tuple[Part, ...]:
    return parts_of(path.read_text(encoding="utf-8"))
