"""No script reaches a page: hostile words in every place, looked at in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from markupsafe import escape
from playwright.sync_api import Browser

from tests.conftest import ROOT, WHEN
from tests.security import pages
from tests.security.payloads import PAYLOADS, grown

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    if pages.CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with pages.browser() as started:
        yield started


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose policies, issue, comparisons and drawing say all payloads."""
    folder = tmp_path_factory.mktemp("hostile") / "site"
    folder.mkdir()
    pages.write_site(folder, PAYLOADS)
    return folder


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 150
    assert all("\n" not in each for each in PAYLOADS)
    more = grown(1)
    assert len({next(more) for _ in range(200)}) > 190


LIVING = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<p onclick=alert(1)>x</p>", "<svg onload=alert(1)>", "<iframe srcdoc='<script>top.alert(1)</script>'>",
    "<base href=//127.0.0.1:9/>", "<a href=' data:text/html,x'>x</a>", "<meta http-equiv=refresh content=9>",
)  # fmt: skip


@pytest.mark.parametrize("body", LIVING)
def test_the_parser_sees_what_lives(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<!DOCTYPE html><title>x</title><p>{body}", "utf-8")
    assert pages.parsed(path)


def test_the_browser_sees_what_lives(opened: Browser, tmp_path: Path) -> None:
    with pages.served(tmp_path) as address:
        for at, body in enumerate((*LIVING, "<link rel=stylesheet href=//127.0.0.1:9/x.css>")):
            path = tmp_path / f"{at}.html"
            path.write_text(f"<!DOCTYPE html><title>x</title><p>{body}", "utf-8")
            assert pages.alive(opened, address, tmp_path, [path]), body


def test_no_payload_lives_on_any_page(hostile: Path) -> None:
    found = sorted(hostile.rglob("*.html"))
    assert len([path for path in found if "policies/甲政发" in path.as_posix()]) == len(PAYLOADS)
    assert [each for path in found for each in pages.parsed(path)] == []


def test_no_payload_lives_in_a_browser(opened: Browser, hostile: Path) -> None:
    """The issue says all payloads as title, paragraph and cell; other kinds of pages are drawn from.

    `benchmarks/drill_pages.py payloads` opens every page.
    """
    found = [hostile / "issue.html", hostile / "graph.svg", hostile / "index.html"]
    found += sorted(hostile.glob("comparison-*-2.html"))
    for folder in ("policies", "issuers", "issues", "comparisons", "status"):
        found += sorted((hostile / folder).rglob("*.html"))[:: 60 if folder == "issuers" else 20]
    assert all(each in found[0].read_text("utf-8") for each in map(str, map(escape, PAYLOADS)))
    with pages.served(hostile) as address:
        assert pages.alive(opened, address, hostile, found) == []


def test_payloads_stay_words_in_feeds_and_data(hostile: Path) -> None:
    names = {"script", "img", "iframe", "foreignObject"}
    for path in [*hostile.rglob("*.atom"), *hostile.rglob("*.xml")]:
        tags = {etree.QName(each).localname for each in etree.parse(path).iter("*")}
        assert not tags & names, path
    for path in hostile.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    listed = json.loads((hostile / "all.json").read_text("utf-8"))["policies"]
    assert sum("<script>alert(1)</script>" in each["title"] for each in listed) > 10, "words stay"


def test_no_payload_lives_on_the_editors_pages(opened: Browser, tmp_path: Path) -> None:
    """Names of files, addresses, editions and rulings are hostile too."""
    found = pages.write_desk(tmp_path, PAYLOADS[:60], WHEN, ROOT / "gazette.toml")
    assert found
    text = found[0].read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    with pages.served(tmp_path) as address:
        assert pages.alive(opened, address, tmp_path, found) == []
