"""A text that is one document and nothing else, read into parts.

Front matter, comments, Markdown's marks for headings and emphasis, and collectors' marks are taken
off first; everything else is kept.
"""

import hashlib
import re
from dataclasses import replace

from gazette.model.document import Block, Part
from gazette.model.register import Register
from gazette.model.source import Extraction, Line, Medium, Source
from gazette.segment.blocks import parts as blocks_of
from gazette.segment.draft import Tag
from gazette.segment.pieces import HEADING_MARK
from gazette.segment.rules import alone, draft_of
from gazette.segment.witness import anatomy_of

_FRONT = re.compile(r"\A\ufeff?---[ \t]{0,4}\n(?:[^\n]{0,2000}\n){0,200}?---[ \t]{0,4}(?:\n|\Z)")
_COMMENT = re.compile(r"<!--[^>]{0,400}?-->")
_HEADING = re.compile(rf"^(?:#{{1,6}}[ \t]{{1,4}}|{HEADING_MARK.pattern})", re.MULTILINE)
_STRONG = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_COLLECTED = re.compile(r"（(?:现行|修正后|修正|草案|修订草案|現行|修正後|修正草案)）$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def read_parts(text: str) -> tuple[Part, ...]:
    """Read a text or Markdown file that is known to be one document.

    Args:
        text: The whole file, decoded.

    Returns:
        The parts of the document; their blocks carry no traces, for there is no source to point to.
    """
    clean = strip_marks(text)
    draft = alone(draft_of(_extraction(clean), Register()))
    pieces = [piece for piece in draft.pieces if piece.tag is Tag.TEXT]
    if not pieces:
        return ()
    parts = blocks_of(clean, anatomy_of(draft, pieces, ()).paras, frozenset())
    return tuple(replace(part, blocks=tuple(map(_bare, part.blocks))) for part in parts)


def _bare(block: Block) -> Block:
    return replace(block, trace=())


def strip_marks(text: str) -> str:
    """Return `text` without what a collector or Markdown added to it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub("", _FRONT.sub("", text))
    text = _STRONG.sub(r"\1", _HEADING.sub("", text))
    text = _ESCAPED.sub(r"\1", text)
    first, newline, rest = text.lstrip().partition("\n")
    return _COLLECTED.sub("", first.rstrip()) + newline + rest


def _extraction(text: str) -> Extraction:
    data = text.encode("utf-8", "surrogatepass")
    source = Source(hashlib.sha256(data).hexdigest(), "", Medium.PLAIN, len(data))
    lines = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return Extraction(source, text, tuple(lines))
