"""Laws that hold for every source: nothing is lost, nothing is kept twice, every trace is true."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.document import Segmentation
from gazette.model.register import Register
from gazette.model.source import Extraction
from gazette.segment import read_parts, segment

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
SAMPLES = [text[at : at + 6000] for text in SEEDS for at in range(0, len(text), 9000)]
PIECES = (
    "第一条", "（一）", "1.", "附件：", "关于印发《办法》的通知", "吉民发〔2023〕27号", "2023年5月25日",
    "吉林省民政厅", "各市人民政府：", "2023-11-27 00:00:00 第21期", "？", "?", "。", "\u200b", "\u202e",
    "\ue000", "к", "\t", "\u3000", "\xa0", "了解详情", "目录", "（此件公开发布）", "- ", "•", "\x00",
)  # fmt: skip


def keeps_all(extraction: Extraction, read: Segmentation) -> None:
    """Hold the law: kept text and furniture are every character that is no white space, once."""
    text = extraction.text
    owner: dict[int, str] = {}
    for number, witness in enumerate(read.witnesses):
        for part in witness.parts:
            for block in part.blocks:
                for run in block.trace:
                    assert (
                        block.text[run.at : run.at + run.length]
                        == (text[run.start : run.start + run.length])
                    )
                    assert witness.span.start <= run.start < witness.span.end
                    for at in range(run.start, run.start + run.length):
                        assert text[at].isspace() or at not in owner
                        owner[at] = f"document {number}"
    for each in read.furniture:
        assert each.reason
        for at in range(*each.span):
            if not text[at].isspace():
                assert at not in owner, (each, owner[at])
                owner[at] = each.reason
    lost = [at for at, char in enumerate(text) if not char.isspace() and at not in owner]
    assert not lost, text[lost[0] : lost[0] + 40]


def is_well_formed(extraction: Extraction, read: Segmentation) -> None:
    """Hold what every reader of a segmentation relies on."""
    ends = 0
    for witness in read.witnesses:
        assert ends <= witness.span.start < witness.span.end <= len(extraction.text)
        ends = witness.span.end
        assert witness.source == extraction.source.sha256
        assert (witness.meta.title is None) == (witness.meta.title_source is None)
        for name, span in witness.evidence:
            assert hasattr(witness.meta, name)
            assert 0 <= span.start < span.end <= len(extraction.text)
        for part in witness.parts:
            assert part.blocks
            assert all(block.text.strip() for block in part.blocks)
            assert part.title is None or part.title in {block.text for block in part.blocks}
    for entry in read.contents:
        assert entry.witness is None or entry.witness < len(read.witnesses)


@pytest.mark.parametrize("number", range(5))
def test_nothing_of_a_seed_is_lost(
    number: int, plain: Callable[[str], Extraction], register: Register
) -> None:
    extraction = plain(SEEDS[number])
    read = segment(extraction, register)
    keeps_all(extraction, read)
    is_well_formed(extraction, read)
    assert "left over" not in {each.reason for each in read.furniture}


def mutate(text: str, seed: int) -> str:
    """Delete, double, shuffle, cut and foul the lines of a text."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(lines))
            case 2:
                chance.shuffle(lines)
            case 3:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case 4:
                cut = chance.randint(0, len(lines[at]))
                noise = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
                lines[at] = lines[at][:cut] + noise + lines[at][cut:]
            case _:
                cut = chance.randint(0, len(lines[at]))
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
    return "\n".join(lines)


@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_nothing_of_a_mutated_seed_is_lost(
    plain: Callable[[str], Extraction], register: Register, text: str, seed: int
) -> None:
    extraction = plain(mutate(text, seed))
    read = segment(extraction, register)
    keeps_all(extraction, read)
    is_well_formed(extraction, read)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join))
@settings(max_examples=120, deadline=None)
def test_nothing_of_any_text_is_lost(
    plain: Callable[[str], Extraction], register: Register, text: str
) -> None:
    extraction = plain(text)
    read = segment(extraction, register)
    keeps_all(extraction, read)
    is_well_formed(extraction, read)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_text_reads_into_parts(text: str) -> None:
    for part in read_parts(text):
        assert part.blocks
        assert not any(block.trace for block in part.blocks)


def test_one_source_reads_the_same_twice(
    plain: Callable[[str], Extraction], register: Register
) -> None:
    extraction = plain(SEEDS[4])
    assert segment(extraction, register) == segment(extraction, register)


HOSTILE = (
    " ", "（一）", "1.", "第一条", "《", "关于", "附件：", "2023年5月1日", "省政府", "各单位：", "a\n", "？",
    "的通知", "①", "1.1 总则 ", "《解读》", "2023-11-27 00:00:00 第21期\n", "（", "http://a", "   a", "?",
)  # fmt: skip


@pytest.mark.parametrize("bait", HOSTILE)
def test_a_hostile_line_is_read_in_bounded_time(
    bait: str, plain: Callable[[str], Extraction], register: Register
) -> None:
    extraction = plain("关于印发办法的通知\n" + bait * (4000 // len(bait)) + "\n2023年1月1日")
    keeps_all(extraction, segment(extraction, register))
