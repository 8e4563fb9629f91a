"""The editor's page and the TEI apparatus: everything told, everything escaped, nothing fetched."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html

from gazette.collate import collate
from gazette.collate.evidence import say, sentences
from gazette.collate.lint import RULES
from gazette.config import data_text
from gazette.model.collation import Collation, Reading, Ruling, Severity, Variant, VariantClass
from gazette.model.document import (
    Block,
    Metadata,
    Part,
    PartKind,
    Policy,
    Role,
    Trace,
    Witness,
)
from gazette.model.source import Medium, Source, Span
from gazette.render.collation import report_page, tei
from gazette.render.collation.labels import evidence, labels
from gazette.render.collation.places import context, locate
from gazette.render.collation.report import Collated
from gazette.structure import outline

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
FIRST = [
    ("关于<b>加强</b>管理的通知", Role.TITLE),
    (
        "第一段说明要求。要加强专业人才队伍建设；落实专业人才政策，关心专业人才成长。",
        Role.PARAGRAPH,
    ),
    ("补助1000元。", Role.PARAGRAPH),
    ("现印发你们，请执行。", Role.PARAGRAPH),
    ("吉林省民政厅", Role.SIGNATORY),
    ("吉林省财政厅", Role.SIGNATORY),
    ("2023年5月1日", Role.DATE),
]
SECOND = [
    FIRST[0],
    ("第一段说明要求。要加强专业队伍建设;落实专业人才政策，关心专业人才成长。", Role.PARAGRAPH),
    ("补助1500元。", Role.PARAGRAPH),
    FIRST[3],
    FIRST[5],
    FIRST[4],
    FIRST[6],
]


def witness(sha256: str, texts: list[tuple[str, Role]]) -> Witness:
    blocks, at = [], 0
    for text, role in texts:
        blocks.append(Block(text, role, trace=(Trace(0, at, len(text)),)))
        at += len(text) + 1
    return Witness(
        sha256, Span(0, at), Metadata(), (Part(PartKind.NOTICE, None, outline(blocks)),)
    )


SOURCES = {
    "a": Source("a", 'web"><script>.html', Medium.HTML, 9, url="javascript:alert(1)"),
    "b": Source(
        "b", "page.pdf", Medium.PDF, 9, edition="2023年第21期", url="https://example.org/b"
    ),
}


def held(rulings: tuple[Ruling, ...] = ()) -> Collated:
    collation = collate([witness("a", FIRST), witness("b", SECOND)], SOURCES, rulings)
    meta = Metadata(number="吉民发〔2023〕1号", title="关于<b>加强</b>管理的通知")
    return Policy("吉民发/2023/1", meta, collation.parts), collation, SOURCES


def ruling_on(variant: Variant, text: str, take: str | None = None) -> Ruling:
    readings = tuple((sha256, reading.text) for sha256, reading in variant.readings)
    return Ruling(readings, variant.before, variant.after, text, "查原件<i>", take, "编<辑>")


def page_of(collated: Collated, **given: object) -> Any:
    return html.document_fromstring(report_page([collated], **given))  # type: ignore[arg-type]


def tree_of(*collated: Collated) -> Any:
    return etree.fromstring(tei(list(collated)).encode())


def test_every_variant_stands_side_by_side_with_its_words_marked() -> None:
    collated = held()
    page = page_of(collated)
    cards = page.xpath("//article")
    assert len(cards) == len(collated[1].variants) == 3
    words, figure, row = cards
    assert [mark.text for mark in words.xpath(".//div[@class='readings']//mark")][:1] == ["人才"]
    assert "要加强专业" in words.xpath("string(.//div[@class='readings'])")
    assert [m.text for m in figure.xpath(".//div[@class='readings']//mark")] == ["1000", "1500"]
    assert "grave" in figure.get("class")
    assert len(row.xpath(".//ol/li")) == 4


def test_the_page_says_what_there_is() -> None:
    collated = held()
    text = page_of(collated).text_content()
    assert "共1件，异文3处，其中要害1处、待定3处。" in text
    assert "疑脱“给”字" in text
    assert "本文他处专业人才出现2次，专业队伍未见。" in text
    assert "gazette rule 吉民发/2023/1" in text
    assert "证据不足，请看原页" in text
    assert "署名次序" in text


def test_noise_is_folded_away() -> None:
    details = page_of(held()).xpath("//details")
    assert len(details) == 1
    assert details[0].get("open") is None
    assert "全角与半角" in details[0].text_content()


def test_rulings_and_stale_ones_are_told() -> None:
    first, figure, _ = held()[1].variants
    ruled = ruling_on(first, "人才", "a")
    stale = replace(ruling_on(figure, "1000"), before="别的地方的文字")
    page = page_of(held((ruled, stale)))
    card = page.xpath("//article")[0]
    assert "ruled" in card.get("class")
    assert card.xpath(".//*[contains(@class,'chosen')]")
    assert "查原件<i>" in card.text_content()
    assert not card.xpath(".//i")
    assert "未采用的旧裁定" in page.text_content()


def test_nothing_of_a_source_is_markup_and_nothing_is_fetched() -> None:
    page = page_of(held(), images={"x": []})
    assert not page.xpath("//script | //link | //iframe | //object | //main//b[text()='加强']")
    addresses = page.xpath("//@href | //@src")
    assert "https://example.org/b" in addresses
    assert all(a.startswith(("#", "https://example.org")) for a in addresses)


def test_images_are_data_or_nothing() -> None:
    collated = held()
    wanted = collated[1].variants[0].id
    images = {
        wanted: [
            ("第5页", "data:image/png;base64,AAAA"),
            ("坏", "https://example.org/x.png"),
            ("坏", "data:image/svg+xml;base64,AAAA"),
        ]
    }
    found = page_of(collated, images=images).xpath("//img")
    assert [(i.get("src"), i.get("alt")) for i in found] == [
        ("data:image/png;base64,AAAA", "第5页")
    ]


def test_variants_of_one_cause_point_to_each_other() -> None:
    policy, collation, sources = held()
    first, second, third = collation.variants
    grouped = replace(
        collation,
        variants=(replace(first, group="g"), replace(second, group="g"), third),
        budget_cut=True,
    )
    page = page_of((policy, grouped, sources))
    links = page.xpath("//article//a/@href")
    assert links == ["#d1v2", "#d1v1"]
    assert "同一原因，共2处" in page.text_content()
    assert "工作量上限" in page.text_content()


def test_a_page_in_english_and_one_in_a_language_there_is_not() -> None:
    english = report_page([held()], language="en")
    assert "專" not in english
    assert "专业人才 stands 2 times elsewhere" in english
    assert '<html lang="en">' in english
    assert "Collation" in report_page([held()], language="xx")
    assert "Collation" in report_page([held()], language="../../etc")


def test_copies_that_agree() -> None:
    one = witness("a", FIRST)
    collation = collate([one], SOURCES)
    text = report_page([(Policy("x", Metadata(), collation.parts), collation, SOURCES)])
    assert "各文本字句一致" in text


def test_tei_is_well_formed_and_has_every_reading() -> None:
    collated = held()
    tree = tree_of(collated, collated)
    apps = tree.xpath("//t:TEI[1]//t:app", namespaces=TEI)
    assert len(apps) == 3
    inline = tree.xpath("//t:TEI[1]//t:p//t:app", namespaces=TEI)
    assert [[r.text for r in app] for app in inline] == [["人才", None], ["1000", "1500"]]
    assert [r.get("wit") for r in inline[1]] == ["#d1.W1", "#d1.W2"]
    assert tree.xpath("//t:TEI[1]//t:back//t:app/@type", namespaces=TEI) == ["signature-order"]
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids)) == 6


def test_tei_keeps_the_whole_settled_text() -> None:
    policy, collation, sources = held()
    rulings = tuple(ruling_on(v, v.readings[0][1].text, "a") for v in collation.variants)
    policy, collation, sources = held(rulings)
    tree = tree_of((policy, collation, sources))
    for dropped in tree.xpath("//t:body//t:rdg | //t:body//t:note", namespaces=TEI):
        dropped.text = None
    found = [
        "".join(e.itertext()) for e in tree.xpath("//t:body//t:p|//t:body//t:head", namespaces=TEI)
    ]
    assert found == [block.text for part in collation.parts for block in part.blocks]
    assert len(tree.xpath("//t:lem", namespaces=TEI)) == 3


def test_tei_leaves_out_what_xml_cannot_carry() -> None:
    collation = Collation(
        (Part(PartKind.NOTICE, None, (Block("甲\x00\x0b\ufffe\ud800乙 & <丙>"),)),), ()
    )
    tree = tree_of((Policy("x", Metadata(), ()), collation, {}))
    assert tree.xpath("string(//t:body//t:p)", namespaces=TEI).strip().endswith("甲乙 & <丙>")


def test_overlapping_places_stand_apart() -> None:
    policy, collation, sources = held()
    figure = collation.variants[1]
    twice = replace(collation, variants=(figure, figure))
    tree = tree_of((policy, twice, sources))
    assert len(tree.xpath("//t:p//t:app", namespaces=TEI)) == 1
    assert len(tree.xpath("//t:back//t:app", namespaces=TEI)) == 1


def lone(text: str, **about: object) -> tuple[Collation, Variant]:
    given: dict[str, object] = {
        "id": "v", "address": "", "kind": VariantClass.WORDING, "severity": Severity.MINOR,
        "readings": (("a", Reading("", Span(0, 0))),), "before": "", "after": "",
    }  # fmt: skip
    variant = Variant(**(given | about))  # type: ignore[arg-type]
    parts = (Part(PartKind.NOTICE, None, (Block(text),)),)
    return Collation(parts, (variant,)), variant


def test_a_place_without_letters_is_found_by_those_around_it() -> None:
    collation, variant = lone(
        "前文很长，说明要求。孵化场地产权和用途，都不变。后文。",
        before="孵化场地",
        after="产权和用途",
    )
    place = locate(collation, variant)
    assert place
    assert (place.start, place.end) == (14, 14)
    around = context(collation, variant)
    assert (around.before, around.after) == ("孵化场地", "产权和用途，都不变。")


def test_a_place_that_is_not_found_shows_the_letters_kept_with_it() -> None:
    collation, variant = lone("没有的。", before="别处,(甲)", after="乙.")
    assert locate(collation, variant) is None
    around = context(collation, variant)
    assert (around.before, around.after) == ("别处，（甲）", "乙。")


def test_a_long_reading_marks_its_own_words_only() -> None:
    long = "各地要落实好最低生活保障和城乡居民医疗保险等各项政策"
    readings = (
        ("a", Reading(long, Span(0, 26))),
        ("b", Reading(long.replace("各项", "有关"), Span(0, 26))),
    )
    collation, variant = lone(long, readings=readings)
    page = page_of(
        (
            Policy("x", Metadata(), collation.parts),
            replace(collation, variants=(variant,)),
            SOURCES,
        )
    )
    assert [m.text for m in page.xpath("(//div[contains(@class,'reading')])[3]//mark")] == ["有关"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_has_a_label(language: str) -> None:
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(
        data_text(f"labels/reconcile.{language}.toml")
    )
    assert set(table["kind"]) == {kind.value for kind in VariantClass}
    assert set(table["severity"]) == {severity.value for severity in Severity}
    assert {code for code, _ in RULES} | {"label-style"} == set(table["lint"])
    assert set(table["evidence"]) == set(sentences())
    english = labels("en")
    assert all(set(table[name]) == set(english[name]) for name in english)


def test_the_page_knows_every_sentence_of_evidence() -> None:
    assert dict(labels("en")["evidence"]) == sentences()
    words = labels("zh")
    for name, template in sentences().items():
        if name != "missing":
            filled = say(name, *(["人才"] * template.count("{")))
            assert evidence(filled, words) != filled
    assert evidence(say("balance", ""), words) == "作（无此字）则本段括号、引号不配对。"
    assert evidence("Something else.", words) == "Something else."
