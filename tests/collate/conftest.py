"""Witnesses of the five documents that two seeds share, cut by their first and last words."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gazette.model.document import Block, Metadata, Part, PartKind, Role, Trace, Witness
from gazette.model.source import Medium, Source, Span
from gazette.structure import outline
from gazette.text.dates import parse_date
from gazette.text.numbers import parse_number

WEB, PDF = "000_f2d15ceeebf86512.txt", "001_7dbb9fe1df8c5f2f.txt"
DOCUMENTS = {
    "吉民发〔2023〕27号": ("吉林省民政厅等十七部门印发", "营造良好建设氛围。"),
    "吉民发〔2023〕35号": ("吉林省民政厅等十五部门关于印发", "省文明办[)）]"),
    "吉民发〔2023〕40号": ("吉林省民政厅 吉林省财政厅等部门", "发挥辐射示范作用。"),
    "吉民发〔2023〕55号": ("吉林省民政厅关于进一步", "2023年10月17日"),
    "吉工信创业〔2023〕92号": ("吉林省工业和信息化厅关于印发", "工业和信息化厅负责解释。"),
}
_ORGANS = re.compile(r"(?:[\u4e00-\u9fff]{4,30}(?:厅|局|部|会|委员会|办公室)\s{0,40}){1,2}")
_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")


def source_of(sha256: str, carrier: str | None = None, edition: str | None = None) -> Source:
    return Source(sha256, f"{sha256}.txt", Medium.PLAIN, 1, edition=edition, carrier=carrier)


def pieces_of(text: str, span: Span) -> list[Span]:
    """Cut a stretch of a source at line ends and at runs of three spaces or a tab."""
    return [
        Span(line.start() + piece.start(), line.start() + piece.end())
        for line in _LINE.finditer(text, *span)
        for piece in _PIECE.finditer(line[0])
    ]


def block_of(text: str, span: Span, role: Role = Role.PARAGRAPH) -> Block:
    return Block(
        text[span.start : span.end], role, trace=(Trace(0, span.start, len(text[slice(*span)])),)
    )


def witness_of(
    text: str, span: Span, sha256: str = "a" * 64, number: str | None = None
) -> Witness:
    """Make a witness of `text[span]`: title, number, addressees, signatories and dates by sight."""
    blocks: list[Block] = []
    for piece in pieces_of(text, span):
        blocks.append(block_of(text, piece, _role(text[slice(*piece)], blocks)))
    parts = _parts(_lead(blocks))
    return Witness(sha256, span, Metadata(number=number), parts)


def _role(text: str, before: Sequence[Block]) -> Role:
    if parse_number(text):
        return Role.NUMBER
    if parse_date(text):
        return Role.DATE
    if before and before[-1].role is Role.NUMBER:
        return Role.ADDRESSEES
    if _ORGANS.fullmatch(text) and any(block.role is Role.ADDRESSEES for block in before):
        return Role.SIGNATORY
    return Role.PARAGRAPH


def _lead(blocks: list[Block]) -> list[Block]:
    """Call what stands before the number the title, as one block."""
    numbers = [i for i, block in enumerate(blocks) if block.role is Role.NUMBER]
    if not numbers:
        return blocks
    head, rest = blocks[: numbers[0]], blocks[numbers[0] :]
    text, traces = "", []
    for block in head:
        text += " " if text else ""
        traces.append(Trace(len(text), block.trace[0].start, len(block.text)))
        text += block.text
    return [Block(text, Role.TITLE, trace=tuple(traces)), *rest]


def _parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    dates = [i for i, block in enumerate(blocks) if block.role is Role.DATE]
    cut = dates[0] + 1 if dates else len(blocks)
    notice = Part(PartKind.NOTICE, None, outline(blocks[:cut]))
    if cut == len(blocks):
        return (notice,)
    return (notice, Part(PartKind.INSTRUMENT, None, outline(blocks[cut:])))


def read_copy(path: Path, number: str) -> tuple[Witness, str]:
    """Cut one document out of a seed; also return the whole source text."""
    text = path.read_text(encoding="utf-8")
    first, last = DOCUMENTS[number]
    start = text.rindex(first)
    end = re.compile(last).search(text, start)
    assert end
    return witness_of(text, Span(start, end.end()), path.stem[4:] * 4, number), text


@pytest.fixture
def copies(
    seeds: Path,
) -> Callable[[str], tuple[list[Witness], dict[str, Source], dict[str, str]]]:
    """Return both copies of a document of the issue, their sources and the sources' texts."""

    def read(number: str) -> tuple[list[Witness], dict[str, Source], dict[str, str]]:
        witnesses, sources, texts = [], {}, {}
        for name, carrier in ((WEB, "web"), (PDF, "pdf")):
            witness, text = read_copy(seeds / name, number)
            witnesses.append(witness)
            sources[witness.source] = source_of(witness.source, carrier)
            texts[witness.source] = text
        return witnesses, sources, texts

    return read


@pytest.fixture
def make_witness() -> Callable[..., Witness]:
    return witness_of


@pytest.fixture
def make_source() -> Callable[..., Source]:
    return source_of
