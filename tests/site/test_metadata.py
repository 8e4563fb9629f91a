"""What a page of a policy tells machines, and how it lets itself be cited."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from gazette.model.event import EventKind, StatusKind
from gazette.site import Library
from gazette.site.formats import eli
from gazette.site.rows import rows
from gazette.workflow.shelf import Shelf
from tests.site.conftest import DAY, library, policy

Build = Callable[..., Path]
URL = "https://example.cn/g"
RULES = "policies/吉工信创业/2023/92.html"


def all_of(element: Any, place: str) -> list[Any]:
    """Return what stands at a place of a page."""
    return list(element.xpath(place))


def head(out: Path, path: str) -> dict[str, list[str]]:
    """Return the properties that a page tells of itself, with their values."""
    found: dict[str, list[str]] = {}
    page = html.fromstring((out / path).read_bytes())
    for element in all_of(page, "//head/*[@property]"):
        value = element.get("content") or element.get("href")
        found.setdefault(element.get("property"), []).append(value)
    return found


def test_the_properties_of_eli_say_what_is_known(build: Build) -> None:
    old = policy(1)
    new = policy(2, "《甲省人民政府关于第1号事项的办法》（甲政发〔2024〕1号）同时废止。")
    shelf = Shelf.holding({each.id: each for each in (old, new)})
    statuses = {i: shelf.status(i, DAY) for i in shelf.events}
    out = build(library(old, new, events=shelf.events, statuses=statuses))
    told = head(out, "policies/甲政发/2024/2.html")
    assert told["eli:id_local"] == ["甲政发〔2024〕2号"]
    assert told["eli:date_document"] == ["2024-01-03"]
    assert told["eli:first_date_entry_in_force"] == ["2024-03-01"]
    assert told["eli:responsibility_of"] == ["甲省人民政府"]
    assert told["eli:in_force"] == ["http://data.europa.eu/eli/ontology#InForce-inForce"]
    (repealed,) = told["eli:repeals"]
    assert repealed.endswith("/2024/1.html")
    page = html.document_fromstring((out / "policies/甲政发/2024/2.html").read_bytes())
    assert "http://data.europa.eu/eli/ontology#" in str(page.get("prefix"))
    ended = head(out, "policies/甲政发/2024/1.html")
    assert ended["eli:in_force"] == ["http://data.europa.eu/eli/ontology#InForce-notInForce"]


def test_json_ld_names_what_a_document_repeals(build: Build) -> None:
    old = policy(1)
    words = (
        "《甲省人民政府关于第1号事项的办法》（甲政发〔2024〕1号）和《乙事项管理办法》同时废止。"
    )
    new = policy(2, words)
    shelf = Shelf.holding({each.id: each for each in (old, new)})
    statuses = {i: shelf.status(i, DAY) for i in shelf.events}
    out = build(library(old, new, events=shelf.events, statuses=statuses))
    page = html.fromstring((out / "policies/甲政发/2024/2.html").read_bytes())
    (block,) = all_of(page, "//script[@type='application/ld+json']")
    told = json.loads(block.text)
    organ = {"@type": "GovernmentOrganization", "name": "甲省人民政府"}
    assert told["legislationPassedBy"] == [organ]
    assert told["legislationRepeals"] == [
        {
            "@type": "Legislation",
            "name": "甲省人民政府关于第1号事项的办法",
            "legislationIdentifier": "甲政发〔2024〕1号",
            "@id": "urn:x-gazette:%E7%94%B2%E6%94%BF%E5%8F%91/2024/1",
        },
        {"@type": "Legislation", "name": "乙事项管理办法"},
    ]


def test_nothing_is_said_of_a_force_that_is_not_known(sample_library: Library) -> None:
    for row in rows(sample_library).values():
        if row.status is StatusKind.UNKNOWN:
            names = [name for name, _ in eli.resources(sample_library, row, lambda _: None)]
            assert names == ["language"]


def test_no_relation_is_told_of_a_part_or_of_what_another_says(sample_library: Library) -> None:
    for row in rows(sample_library).values():
        told = [n for n, _ in eli.resources(sample_library, row, lambda target: target)]
        own = [
            e for e in sample_library.events.get(row.id, ())
            if e.source == row.id and e.kind is EventKind.REPEALS
            and e.target and e.target.id and not e.target.partial
        ]  # fmt: skip
        assert told.count("repeals") <= len(own)


def test_open_graph_names_the_page_and_its_address(build: Build) -> None:
    out = build(library(policy(1), url=URL))
    told = head(out, "policies/甲政发/2024/1.html")
    assert told["og:title"] == ["甲省人民政府关于第1号事项的办法"]
    assert told["og:type"] == ["article"]
    assert told["og:site_name"] == ["甲省人民政府公报"]
    assert told["og:url"][0].startswith(f"{URL}/policies/")
    assert "甲政发〔2024〕1号" in told["og:description"][0]
    assert head(out, "index.html")["og:type"] == ["website"]


def test_a_page_says_how_to_cite_it(build: Build) -> None:
    out = build(library(policy(1), url=URL))
    page = html.fromstring((out / "policies/甲政发/2024/1.html").read_bytes())
    (cite,) = all_of(page, "//section[@aria-labelledby='cite-t']")
    words = cite.text_content()
    assert "《甲省人民政府关于第1号事项的办法》（甲政发〔2024〕1号）" in words
    assert "甲省人民政府. 甲省人民政府关于第1号事项的办法（甲政发〔2024〕1号）[A]." in words
    assert f"{URL}/policies/" in words


def test_a_page_lists_the_copies_and_the_variants_that_made_its_text(public: Path) -> None:
    page = html.fromstring((public / RULES).read_bytes())
    (copies,) = all_of(page, "//section[@aria-labelledby='copies-t']")
    assert len(all_of(copies, ".//ul[contains(@class, 'sources')]/li")) == 2
    sums = [code.text for code in all_of(copies, ".//code[@class='hash']")]
    assert [len(total or "") for total in sums] == [64, 64]
    assert all_of(copies, ".//ul[@class='variants']/li")
    assert all(all_of(li, ".//mark") for li in all_of(copies, ".//ul[@class='variants']/li"))
    assert all_of(page, "//p[@class='warn']/a[@href='#copies-t']")


def test_robots_may_read_all(public: Path) -> None:
    assert (public / "robots.txt").read_text("utf-8").splitlines() == ["User-agent: *", "Allow: /"]
