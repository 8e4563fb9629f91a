"""Laws of a collation, for any copies: all accounted for, spans exact, rulings hold, nothing lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.align import normalise
from gazette.collate import collate
from gazette.model.collation import Collation, Ruling, Variant
from gazette.model.document import Block, Metadata, Part, PartKind, Role, Trace, Witness, text_of
from gazette.model.source import Medium, Source, Span
from gazette.structure import outline

LINE = st.text(
    alphabet="甲乙丙丁戊己庚辛壬癸省厅一二三12，。、；（）(),第条—- ", min_size=1, max_size=24
)
LINES = st.lists(LINE, min_size=0, max_size=6)
SIGNED = st.lists(
    st.sampled_from(["甲省民政厅", "甲省财政厅", "甲省商务厅", "乙"]), max_size=3, unique=True
)


def copy_of(sha256: str, lines: list[str], names: list[str]) -> tuple[Witness, str]:
    """Make a witness whose source is its blocks, one a line, with a date behind the signatories."""
    roles = [(line, Role.PARAGRAPH) for line in lines] + [(name, Role.SIGNATORY) for name in names]
    if names:
        roles.append(("2023年5月1日", Role.DATE))
    blocks, text = [], ""
    for line, role in roles:
        blocks.append(Block(line, role, trace=(Trace(0, len(text), len(line)),)))
        text += line + "\n"
    part = Part(PartKind.NOTICE, None, outline(blocks))
    return Witness(sha256, Span(0, len(text)), Metadata(), (part,)), text


def sources(*names: str) -> dict[str, Source]:
    return {name: Source(name, name, Medium.PLAIN, 1) for name in names}


def key_of(collation: Collation) -> str:
    return normalise(text_of(collation.parts)).key


def taking(variant: Variant, sha256: str) -> Ruling:
    readings = tuple((source, reading.text) for source, reading in variant.readings)
    return Ruling(
        readings, variant.before, variant.after, dict(readings)[sha256], "because", sha256
    )


@settings(max_examples=250, deadline=None)
@given(LINES, LINES, SIGNED, SIGNED)
def test_every_character_has_one_origin_and_every_reading_its_span(
    left: list[str], right: list[str], one: list[str], other: list[str]
) -> None:
    (a, text_a), (b, text_b) = copy_of("a", left, one), copy_of("b", right, other)
    collation = collate([a, b], sources("a", "b"))
    ends = {
        (p, n): len(block.text)
        for p, part in enumerate(collation.parts)
        for n, block in enumerate(part.blocks)
    }
    at = dict.fromkeys(ends, 0)
    for origin in collation.origins:
        assert at[origin.part, origin.block] == origin.start < origin.end
        at[origin.part, origin.block] = origin.end
    assert at == ends
    texts = {"a": text_a, "b": text_b}
    for variant in collation.variants:
        for sha256, reading in variant.readings:
            inside = texts[sha256][reading.span.start : reading.span.end]
            if "、" not in reading.text and "\n" not in inside:
                assert "".join(inside.split()) == "".join(reading.text.split())
    assert len({variant.id for variant in collation.variants}) == len(collation.variants)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES)
def test_ruling_for_one_copy_everywhere_gives_its_words(left: list[str], right: list[str]) -> None:
    (a, _), (b, _) = copy_of("a", left, []), copy_of("b", right, [])
    variants = collate([a, b], sources("a", "b")).variants
    if any(variant.kind.value == "layout" for variant in variants):
        return
    for sha256 in ("a", "b"):
        ruled = collate([a, b], sources("a", "b"), [taking(v, sha256) for v in variants])
        assert not ruled.stale
        assert all(variant.ruling for variant in ruled.variants)
        alone = collate([a if sha256 == "a" else b], sources("a", "b"))
        letters = [c for c in key_of(alone) if c.isalnum()]
        assert [c for c in key_of(ruled) if c.isalnum()] == letters


@settings(max_examples=100, deadline=None)
@given(LINES, LINES, LINES)
def test_three_copies_in_any_order_find_differences_where_there_are_any(
    one: list[str], two: list[str], three: list[str]
) -> None:
    copies = [
        copy_of(sha, lines, [])[0] for sha, lines in zip("abc", (one, two, three), strict=True)
    ]
    known = sources("a", "b", "c")
    keys = {normalise("\n".join(lines)).key for lines in (one, two, three)}
    for order in (copies, copies[::-1]):
        collation = collate(order, known)
        assert bool(collation.variants) is (len(keys) > 1)
        assert all(len(variant.readings) == 3 for variant in collation.variants)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_copy_against_itself_has_no_variants(lines: list[str]) -> None:
    a, _ = copy_of("a", lines, [])
    collation = collate([a, replace(a, source="b")], sources("a", "b"))
    assert not collation.variants
    assert not collation.noise
