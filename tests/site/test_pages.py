"""What the pages say, on small libraries made for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lxml import etree, html

from gazette.model.document import Block, Part, PartKind, Policy, Role
from gazette.site import Library
from gazette.site.formats import akn
from gazette.site.press import Press
from gazette.site.rows import rows
from gazette.structure import outline
from gazette.workflow.gathering import comparisons
from gazette.workflow.shelf import Shelf
from tests.site.conftest import compared, library, policy

Build = Callable[..., Path]
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


def text(out: Path, path: str, place: str = "//main") -> str:
    return str(html.fromstring((out / path).read_bytes()).xpath(f"string({place})"))


def with_texts(*blocks: Block) -> Policy:
    made = policy(1)
    return replace(made, parts=(Part(PartKind.INSTRUMENT, None, outline(blocks)),))


def test_the_home_page_tells_what_came_into_force_and_what_expires(build: Build) -> None:
    made = library(policy(1), policy(2))
    lately = build(replace(made, day=date(2024, 6, 1)), "lately")
    assert "2024年3月1日起施行" in text(
        lately, "index.html", "//section[@aria-labelledby='force-t']"
    )
    soon = build(replace(made, day=date(2029, 1, 10)), "soon")
    assert "有效期至" in text(soon, "index.html", "//section[@aria-labelledby='soon-t']")


def test_a_document_without_title_is_listed_by_how_it_begins(build: Build) -> None:
    made = policy(1)
    bare = replace(made, meta=replace(made.meta, title=None, number=None))
    out = build(library(bare))
    listed = text(out, "years/2024.html")
    assert "甲省人民政府关于第1号事项的办法" in listed
    assert "无标题" in listed


def test_a_document_not_held_has_a_page_that_says_so(build: Build) -> None:
    cites = policy(2, "根据《甲省老办法》（甲政发〔2001〕5号）执行。")
    out = build(library(cites))
    page = text(out, "policies/甲政发/2001/5.html")
    assert "本站未收录这份文件的全文" in page
    assert "甲省老办法" in page
    assert not (out / "policies/甲政发/2001/5.txt").exists()
    assert "甲政发〔2001〕5号" in text(out, "policies/甲政发/2024/2.html")


def test_long_catalogues_are_cut_into_pages(build: Build) -> None:
    out = build(library(*map(policy, range(1, 121))))
    assert "第 1 页，共 2 页" in text(out, "years/2024.html")
    assert "第 2 页，共 2 页" in text(out, "years/2024.2.html")
    both = [html.fromstring((out / f"years/2024{n}.html").read_bytes()) for n in ("", ".2")]
    assert [page.xpath("count(//li[@class='entry'])") for page in both] == [100, 20]


def test_texts_are_compared_with_what_they_follow_and_what_they_replace() -> None:
    old = policy(1)
    later = replace(policy(1, "另行规定。"), id=f"{old.id}@2025-01-01")
    new = policy(2, "《甲省人民政府关于第1号事项的办法》（甲政发〔2024〕1号）同时废止。")
    held = {each.id: each for each in (old, later, new)}
    found = {(c.old, c.new, c.why) for c in comparisons(held, Shelf.holding(held))}
    assert found == {(old.id, later.id, "edition"), (old.id, new.id, "replaced")}


def _akn(made: Policy) -> tuple[etree._Element, Library]:
    held = library(made)
    data = akn.document(Press.of(held), held, rows(held)[made.id])
    return etree.fromstring(data), held


def test_text_around_provisions_keeps_its_place() -> None:
    top, _ = _akn(
        with_texts(
            Block("序言。"),
            Block("一、总体要求"),
            Block("说明文字。"),
            Block("（一）目标。做好工作。"),
            Block("中间一段。"),
            Block("（二）原则。依法办理。"),
            Block("最后一段。"),
            Block("甲\t乙\n丙\t丁", Role.TABLE),
        )
    )
    body = top.find(f".//{AKN}mainBody")
    assert body is not None
    assert [child.tag.removeprefix(AKN) for child in body] == ["hcontainer", "section"]
    parts = [str(child.tag).removeprefix(AKN) for child in body[1]]
    assert parts[:4] == ["num", "heading", "intro", "subsection"]
    assert set(parts[4:]) <= {"subsection", "hcontainer", "wrapUp"}
    words = "".join("".join(map(str, body.itertext())).split())
    assert (
        words.index("目标")
        < words.index("中间一段")
        < words.index("原则")
        < words.index("最后一段")
    )
    assert [cell.text for cell in top.iter(f"{AKN}td") for cell in cell] == [
        "甲",
        "乙",
        "丙",
        "丁",
    ]


def test_ids_stay_apart_where_labels_repeat() -> None:
    top, _ = _akn(with_texts(*(Block(f"{n}.第{k}项内容。") for k in (1, 2) for n in (1, 2))))
    ids = [str(e.get("eId")) for e in top.iter() if e.get("eId")]
    assert len(ids) == len(set(ids))


def test_the_home_page_says_that_nothing_begins_or_ends_and_where_to_leaf(build: Build) -> None:
    out = build(library(policy(1)))
    page = html.parse(out / "index.html").getroot()
    said = page.text_content()
    assert "近一年没有文件开始施行。" in said
    assert "半年内没有文件到期。" in said
    chips = page.xpath("//ul[@class='chips']//a")
    assert [each.text for each in chips] == ["2024年", "甲省人民政府"]
    assert not page.xpath("//*[@id='compared-t']")


def test_the_home_page_names_the_latest_comparisons(build: Build) -> None:
    old, new = policy(1), policy(2)
    page = html.parse(build(library(old, new, comparisons=(compared(old, new),))) / "index.html")
    found = page.getroot().xpath("//section[@aria-labelledby='compared-t']//li/a/text()")
    assert found == [new.meta.title]


def test_a_comparison_is_called_by_the_text_it_leads_to(build: Build) -> None:
    old, new = policy(1), policy(2)
    out = build(library(old, new, comparisons=(compared(old, new),)))
    page = html.parse(next((out / "comparisons/甲政发").rglob("*.html"))).getroot()
    assert page.findtext(".//h1/span[@lang]") == new.meta.title
    assert new.meta.title in page.findtext(".//title")


def test_the_page_for_a_wrong_address_shows_the_ways_on(build: Build) -> None:
    page = html.parse(build(library(policy(1))) / "404.html").getroot()
    ways = page.xpath("//ul[contains(@class, 'ways')]//a/@href")
    assert ways[0] == "/index.html"
    assert len(ways) == 5
