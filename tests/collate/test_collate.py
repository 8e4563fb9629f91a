"""The five documents two seeds share: every place of wording, with exact spans, and not one more."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from gazette.collate import collate
from gazette.errors import GazetteError
from gazette.model.collation import Collation, Ruling, Severity, Variant, VariantClass
from gazette.model.document import Block, Metadata, Part, PartKind, Role, Trace, Witness, text_of
from gazette.model.source import Medium, Source, Span
from gazette.structure import outline
from gazette.text.fold import fold

GOLD = tomllib.loads((Path(__file__).parent / "gold.toml").read_text(encoding="utf-8"))
NUMBERS = tuple(GOLD)
Copies = Callable[[str], tuple[list[Witness], dict[str, Source], dict[str, str]]]


def rule(variant: Variant, sha256: str | None, text: str | None = None) -> Ruling:
    readings = tuple((source, reading.text) for source, reading in variant.readings)
    held = text if text is not None else dict(readings)[sha256 or ""]
    return Ruling(readings, variant.before, variant.after, held, "because", sha256)


def letters(collation: Collation) -> int:
    return sum(len(block.text) for part in collation.parts for block in part.blocks)


def covered(collation: Collation) -> bool:
    """Tell whether the origins account for every character once, in order."""
    left = {(p, b): 0 for p, part in enumerate(collation.parts) for b in range(len(part.blocks))}
    for origin in collation.origins:
        if left[origin.part, origin.block] != origin.start:
            return False
        left[origin.part, origin.block] = origin.end
    blocks = [block for part in collation.parts for block in part.blocks]
    return [len(block.text) for block in blocks] == list(left.values())


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("base", ["web", "pdf"])
def test_all_places_of_wording_and_not_one_more(copies: Copies, number: str, base: str) -> None:
    witnesses, sources, texts = copies(number)
    collation = collate(witnesses, sources, (), (base,))
    web, pdf = witnesses[0].source, witnesses[1].source
    wording = [v for v in collation.variants if v.kind is VariantClass.WORDING]
    found = []
    for variant, gold in zip(wording, GOLD[number]["wording"], strict=True):
        readings = dict(variant.readings)
        assert variant.before.rstrip(";.,").endswith(gold[2])
        assert variant.after.startswith(gold[3])
        for sha256, reading in readings.items():
            assert texts[sha256][reading.span.start : reading.span.end] == reading.text
            near = fold(texts[sha256][: reading.span.start][-30:]).rstrip(";.,")
            assert near.endswith(gold[2])
        found.append([readings[web].text, readings[pdf].text, gold[2], gold[3]])
    assert found == GOLD[number]["wording"]
    rest = [v for v in collation.variants if v.kind is not VariantClass.WORDING]
    assert [v.kind for v in rest] == (
        [VariantClass.SIGNATURE_ORDER] if "signatories" in GOLD[number] else []
    )


@pytest.mark.parametrize("number", [n for n in NUMBERS if "signatories" in GOLD[n]])
def test_signatures_in_another_order_are_one_variant(copies: Copies, number: str) -> None:
    witnesses, sources, texts = copies(number)
    collation = collate(witnesses, sources)
    variant = next(v for v in collation.variants if v.kind is VariantClass.SIGNATURE_ORDER)
    rows = [reading.text.split("、") for _, reading in variant.readings]
    assert sorted(rows[0]) == sorted(rows[1])
    assert rows[0] != rows[1]
    assert len(rows[0]) == GOLD[number]["signatories"]
    for sha256, reading in variant.readings:
        inside = fold(texts[sha256][reading.span.start : reading.span.end])
        assert all(name in inside for name in rows[0])
    assert variant.suggestion == dict(variant.readings)[witnesses[0].source].text
    assert variant.evidence


def test_noise_is_counted_by_class(copies: Copies) -> None:
    witnesses, sources, _ = copies("吉工信创业〔2023〕92号")
    noise = dict(collate(witnesses, sources).noise)
    assert noise["list-mark"] == 7
    assert noise["width"] > 150
    assert noise["dash"] == 1


@pytest.mark.parametrize("number", NUMBERS)
def test_a_second_run_is_silent(copies: Copies, number: str) -> None:
    witnesses, sources, _ = copies(number)
    assert collate(witnesses, sources) == collate(witnesses, sources)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("base", ["web", "pdf"])
def test_every_character_is_accounted_for(copies: Copies, number: str, base: str) -> None:
    witnesses, sources, texts = copies(number)
    collation = collate(witnesses, sources, (), (base,))
    assert covered(collation)
    assert letters(collation) > 1000
    for origin in collation.origins:
        text = collation.parts[origin.part].blocks[origin.block].text[origin.start : origin.end]
        if origin.span is not None and origin.source is not None:
            assert texts[origin.source][origin.span.start : origin.span.end] == text
        else:
            assert origin.why == "house-style"


@pytest.mark.parametrize("number", NUMBERS)
def test_paragraphs_split_by_pages_are_whole_again(copies: Copies, number: str) -> None:
    """The PDF copy is the base, the web copy's paragraphs hold."""
    witnesses, sources, _ = copies(number)
    settled = collate(witnesses, sources, (), ("pdf",))
    alone = collate(witnesses[:1], sources)
    assert [len(p.blocks) for p in settled.parts] == [len(p.blocks) for p in alone.parts]
    assert [(b.role, b.label, b.address) for p in settled.parts for b in p.blocks if b.label] == [
        (b.role, b.label, b.address) for p in alone.parts for b in p.blocks if b.label
    ]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("base", ["web", "pdf"])
def test_rulings_on_all_places_hold_in_the_settled_text(
    copies: Copies, number: str, base: str
) -> None:
    witnesses, sources, _ = copies(number)
    variants = collate(witnesses, sources, (), (base,)).variants
    rulings = [rule(variant, witnesses[0].source) for variant in variants]
    ruled = collate(witnesses, sources, rulings, (base,))
    assert not ruled.stale
    assert all(variant.ruling for variant in ruled.variants)
    assert [v.id for v in ruled.variants] == [v.id for v in variants]
    assert text_of(ruled.parts) == text_of(collate(witnesses[:1], sources).parts)
    assert covered(ruled)


def test_dropping_a_ruling_brings_its_variant_back(copies: Copies) -> None:
    witnesses, sources, _ = copies("吉工信创业〔2023〕92号")
    variants = collate(witnesses, sources).variants
    rulings = [rule(variant, witnesses[1].source) for variant in variants]
    for index, variant in enumerate(variants):
        collation = collate(witnesses, sources, rulings[:index] + rulings[index + 1 :])
        open_ = [v.id for v in collation.variants if v.ruling is None]
        assert open_ == [variant.id]


def test_a_ruling_whose_place_has_changed_is_stale_and_not_applied(copies: Copies) -> None:
    witnesses, sources, _ = copies("吉民发〔2023〕35号")
    variant = collate(witnesses, sources).variants[-1]
    ruling = rule(variant, None, "巩")
    moved = replace(ruling, before="别处的文字在这里")
    other = replace(ruling, readings=tuple((s, t + "甲") for s, t in ruling.readings))
    collation = collate(witnesses, sources, (moved, other))
    assert collation.stale == (moved, other)
    assert all(v.ruling is None for v in collation.variants)


def test_a_ruling_with_the_editors_own_words(copies: Copies) -> None:
    witnesses, sources, _ = copies("吉民发〔2023〕35号")
    variant = collate(witnesses, sources).variants[-1]
    collation = collate(witnesses, sources, (rule(variant, None, "不断巩"),))
    assert "全覆盖；不断巩固充实" in text_of(collation.parts)
    mine = [o for o in collation.origins if o.why == "ruling"]
    assert [(o.source, o.ruling, o.end - o.start) for o in mine] == [(None, variant.id, 3)]


def test_equal_causes_are_one_group(copies: Copies) -> None:
    witnesses, sources, _ = copies("吉工信创业〔2023〕92号")
    groups = [v.group for v in collate(witnesses, sources).variants]
    assert groups[:4] == [None] * 4
    assert groups[4] is not None
    assert groups[4] == groups[5]


def test_suggestions_come_with_evidence_or_not_at_all(copies: Copies) -> None:
    for number in NUMBERS:
        witnesses, sources, _ = copies(number)
        for variant in collate(witnesses, sources, (), ("pdf",)).variants:
            if variant.suggestion is not None:
                assert variant.evidence
                assert variant.confidence
                assert 0.4 <= variant.confidence <= 0.95
                assert variant.suggestion in [r.text for _, r in variant.readings]
            else:
                assert variant.confidence is None


# Small documents, made to show one thing each.

Build = Callable[..., tuple[Witness, Source]]


@pytest.fixture
def build() -> Build:
    def make(
        sha256: str, *texts: str | tuple[str, Role], edition: str | None = None
    ) -> tuple[Witness, Source]:
        blocks, at = [], 0
        for each in texts:
            text, role = (each, Role.PARAGRAPH) if isinstance(each, str) else each
            blocks.append(Block(text, role, trace=(Trace(0, at, len(text)),)))
            at += len(text) + 1
        part = Part(PartKind.NOTICE, None, outline(blocks))
        source = Source(sha256, sha256, Medium.PLAIN, at, edition=edition)
        return Witness(sha256, Span(0, at), Metadata(), (part,)), source

    return make


def hold(*copies: tuple[Witness, Source], rulings: tuple[Ruling, ...] = ()) -> Collation:
    sources: Mapping[str, Source] = {source.sha256: source for _, source in copies}
    return collate([witness for witness, _ in copies], sources, rulings)


@pytest.mark.parametrize(
    ("left", "right", "kind", "severity", "readings"),
    [
        ("补助1000元。", "补助1500元。", "numeral", "grave", ("1000", "1500")),
        ("共有三项任务。", "共有五项任务。", "numeral", "grave", ("三", "五")),
        ("自2023年5月1日起。", "自2023年6月1日起。", "date", "grave", ("5", "6")),
        ("按吉民发〔2023〕27号办。", "按吉民发〔2023〕72号办。", "number", "grave", ("27", "72")),
        ("单位应当报告情况。", "单位可以报告情况。", "wording", "grave", ("应当", "可以")),
        ("单位得自行处理它。", "单位不得自行处理它。", "wording", "grave", ("", "不")),
        ("由省财政厅负责办理。", "由省民政厅负责办理。", "wording", "grave", ("财", "民")),
        ("创业辅导师很重要的。", "创业辅导员很重要的。", "wording", "minor", ("师", "员")),
        ("进一步统筹工作安排。", "进步统筹工作安排。", "wording", "minor", ("一", "")),
        ("加强管理，确保全部工作任务落到实处。", "加强管理。", "omission", "grave", None),
        ("收费标准рубль为准数。", "收费标准为准数。", "tampering", "grave", ("рубль", "")),
    ],
)
def test_kinds_and_severities(
    build: Build,
    left: str,
    right: str,
    kind: str,
    severity: str,
    readings: tuple[str, str] | None,
) -> None:
    frame = ("前面的段落说的是同样的事。", "后面的段落说的也是同样的事。")
    collation = hold(build("a", frame[0], left, frame[1]), build("b", frame[0], right, frame[1]))
    (variant,) = collation.variants
    assert (variant.kind, variant.severity) == (VariantClass(kind), Severity(severity))
    if readings:
        assert tuple(reading.text for _, reading in variant.readings) == readings


def test_a_brand_put_for_an_issuer_is_tampering(build: Build) -> None:
    texts = ["{}办公厅关于加强管理的通知", "请{}办公厅各处室认真执行，按时报送。", "{}办公厅"]
    roles = [Role.TITLE, Role.PARAGRAPH, Role.SIGNATORY]
    good = [(t.format("吉林省人民政府"), r) for t, r in zip(texts, roles, strict=True)]
    bad = [(t.format("欧宝体育"), r) for t, r in zip(texts, roles, strict=True)]
    variants = hold(build("a", *bad), build("b", *good)).variants
    assert [v.kind for v in variants] == [VariantClass.TAMPERING] * 3
    assert len({v.group for v in variants} - {None}) == 1
    assert all(v.severity is Severity.GRAVE for v in variants)


def test_a_lost_signature_is_an_omission_and_a_lost_number_is_not(build: Build) -> None:
    lines = [
        "前面的段落说的是同样的事。",
        "吉民发〔2023〕27号",
        "吉林省民政厅2023年5月1日",
        "最后一段。",
    ]
    (lost,) = hold(build("a", lines[0], lines[2]), build("b", lines[0])).variants
    assert lost.kind is VariantClass.OMISSION
    (lost,) = hold(build("a", *lines[:2]), build("b", lines[0])).variants
    assert lost.kind is VariantClass.NUMBER


def test_a_title_is_a_name(build: Build) -> None:
    left = build("a", ("关于加强管理的通知", Role.TITLE), "正文在这里。")
    right = build("b", ("关于加强治理的通知", Role.TITLE), "正文在这里。")
    assert hold(left, right).variants[0].severity is Severity.GRAVE


def test_three_copies_share_loci_and_outvote_one(build: Build) -> None:
    texts = ["第一段说明总体要求和目标。", "专业人才队伍建设要加强起来。", "第三段说明保障措施。"]
    other = [texts[0], "专业队伍建设要加强起来。", texts[2]]
    collation = hold(build("a", *other), build("b", *texts), build("c", *texts))
    (variant,) = collation.variants
    assert [reading.text for _, reading in variant.readings] == ["", "人才", "人才"]
    assert variant.suggestion == "人才"
    assert "2 of 3 editions" in variant.evidence[0]


def test_carriers_of_one_edition_count_once(build: Build) -> None:
    texts = ["第一段说明总体要求和目标。", "要加强辅导师培训。"]
    other = [texts[0], "要加强辅导员培训。"]
    collation = hold(
        build("a", *other, edition="site"),
        build("b", *texts, edition="gazette"),
        build("c", *texts, edition="gazette"),
    )
    assert collation.variants[0].suggestion is None


def test_a_new_copy_that_takes_a_side_keeps_the_ruling(build: Build) -> None:
    texts = ["第一段说明总体要求和目标。", "要加强辅导师培训。"]
    other = [texts[0], "要加强辅导员培训。"]
    third = [texts[0], "要加强辅导班培训。"]
    a, b = build("a", *texts), build("b", *other)
    ruling = rule(hold(a, b).variants[0], "b")
    assert hold(a, b, build("c", *other), rulings=(ruling,)).variants[0].ruling == ruling
    opened = hold(a, b, build("c", *third), rulings=(ruling,))
    assert opened.stale == (ruling,)
    assert opened.variants[0].ruling is None


def test_a_passage_that_only_one_copy_has_is_ruled_in_with_its_paragraphs(build: Build) -> None:
    frame = ["第一段说明总体要求和目标。", "第三段说明保障措施和责任。"]
    lost = ["一、新增一段，内容很长，足以成段。", "二、新增又一段，内容也很长。"]
    a, b = build("a", *frame), build("b", frame[0], *lost, frame[1])
    (variant,) = hold(a, b).variants
    assert variant.kind is VariantClass.OMISSION
    assert text_of(hold(a, b).parts) == "\n".join(frame)
    ruled = hold(a, b, rulings=(rule(variant, "b"),))
    assert text_of(ruled.parts) == "\n".join([frame[0], *lost, frame[1]])
    assert covered(ruled)
    away = hold(b, a, rulings=(rule(variant, "a"),))
    assert text_of(away.parts) == "\n".join(frame)


def test_a_moved_passage_is_one_variant_of_layout(build: Build) -> None:
    rest = [f"第{n}项工作由第{n}处负责落实并报告，时限为{n}个月整。" for n in "甲乙丙丁戊己"]
    passage = "各地应当建立健全工作机制，定期报送相关信息，确保数据真实完整。"
    a = build("a", rest[0], passage, *rest[1:])
    b = build("b", *rest[:4], passage, *rest[4:])
    (variant,) = hold(a, b).variants
    assert variant.kind is VariantClass.LAYOUT
    assert fold(variant.readings[0][1].text) == fold(variant.readings[1][1].text)


def signed(*names: str) -> list[str | tuple[str, Role]]:
    return [
        "请各单位认真贯彻执行。",
        *[(name, Role.SIGNATORY) for name in names],
        ("2023年5月1日", Role.DATE),
    ]


def test_names_of_signatories_are_compared_one_by_one(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅", "吉林省人力资源和社会保障厅", "吉林省财政厅"))
    b = build("b", *signed("吉林省民政厅", "吉林省人社保障厅"))
    first, second = hold(a, b).variants
    assert first.kind is VariantClass.WORDING
    assert [r.text for _, r in first.readings] == [
        "吉林省人力资源和社会保障厅",
        "吉林省人社保障厅",
    ]
    assert second.kind is VariantClass.OMISSION
    assert [r.text for _, r in second.readings] == ["吉林省财政厅", ""]
    ruled = hold(a, b, rulings=(rule(first, "b"), rule(second, "b")))
    assert text_of(ruled.parts).split("\n")[1:] == [
        "吉林省民政厅",
        "吉林省人社保障厅",
        "2023年5月1日",
    ]
    assert covered(ruled)


def test_a_signatory_that_the_base_lacks_can_be_ruled_in(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅"))
    b = build("b", *signed("吉林省民政厅", "吉林省财政厅"))
    (variant,) = hold(a, b).variants
    ruled = hold(a, b, rulings=(rule(variant, "b"),))
    assert "吉林省民政厅\n吉林省财政厅\n2023" in text_of(ruled.parts)
    assert covered(ruled)


def test_a_name_and_the_order_can_be_ruled_on_together(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅", "吉林省财政厅", "吉林省商务厅"))
    b = build("b", *signed("吉林省商务局", "吉林省财政厅", "吉林省民政厅"))
    name, order = hold(a, b).variants
    assert order.kind is VariantClass.SIGNATURE_ORDER
    ruled = hold(a, b, rulings=(rule(name, "b"), rule(order, "b")))
    assert text_of(ruled.parts).split("\n")[1:4] == [
        "吉林省商务局",
        "吉林省财政厅",
        "吉林省民政厅",
    ]
    assert covered(ruled)


def test_rows_that_share_no_names_are_running_text(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅", "吉林省财政厅"))
    b = build("b", *signed("张某某", "李某某"))
    (variant,) = hold(a, b).variants
    assert variant.readings[1][1].text == "张某某李某某"


def test_names_in_one_line_are_taken_apart_but_a_person_stays_whole(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅  吉林省财政厅", "省长　李　明"))
    b = build("b", *signed("吉林省民政厅", "吉林省财政厅", "省长 李明"))
    assert not hold(a, b).variants


def test_a_row_at_the_end_of_the_text(build: Build) -> None:
    a = build("a", "正文在这里说明情况。", ("吉林省民政厅", Role.SIGNATORY))
    assert text_of(hold(a).parts).endswith("吉林省民政厅")


def test_signatories_in_one_copy_only_are_running_text(build: Build) -> None:
    a = build("a", *signed("吉林省民政厅"))
    b = build("b", "请各单位认真贯彻执行。", "吉林省民政厅", ("2023年5月1日", Role.DATE))
    assert not hold(a, b).variants


def test_rows_of_a_table_keep_their_line_feeds(build: Build) -> None:
    a = build("a", "情况如下表所示。", ("名称\t数量\n甲\t1\n乙\t2", Role.TABLE))
    b = build("b", "情况如下表所示。", "名称", "数量", "甲", "1", "乙", "3")
    collation = hold(a, b)
    assert collation.variants[0].kind is VariantClass.NUMERAL
    assert "名称\t数量\n甲\t1\n乙\t2" in text_of(collation.parts)


def test_a_whole_rewriting_is_said_to_be_cut_short(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazette.words.leaf.FAST_BUDGET", 1)
    a, b = build("a", "甲乙丙丁" * 90), build("b", "戊己庚辛" * 91)
    assert hold(a, b).budget_cut


def test_no_witness_or_no_source_is_an_error(build: Build) -> None:
    with pytest.raises(GazetteError):
        collate([], {})
    with pytest.raises(GazetteError):
        collate([build("a", "文字")[0]], {})


def test_a_witness_without_text_collates(build: Build) -> None:
    empty = (replace(build("a", "文字")[0], parts=()), build("a", "文字")[1])
    collation = hold(empty)
    assert collation.parts == ()
    filled = hold(empty, build("b", "只有一份文本有这段文字。"))
    assert filled.variants[0].kind is VariantClass.OMISSION


def test_text_without_a_trace_points_to_its_witness(build: Build) -> None:
    witness, source = build("a", "创业辅导师很重要的。")
    bare = tuple(
        replace(part, blocks=tuple(replace(block, trace=()) for block in part.blocks))
        for part in witness.parts
    )
    collation = hold((replace(witness, parts=bare), source), build("b", "创业辅导员很重要的。"))
    assert collation.variants[0].readings[0][1].span == Span(0, 0)
    assert collation.variants[0].readings[1][1].span == Span(4, 5)
