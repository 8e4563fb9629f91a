"""The site in a real browser: what readers do, and what machines that help them read find."""

import os
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from gazette.site import Library
from gazette.site.search.index import shard_of
from gazette.text.units import units

pytestmark = pytest.mark.browser

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
AXE = Path(os.environ.get("GAZETTE_AXE") or str(files("axe_playwright_python") / "axe.min.js"))
"""axe-core as a package of the development tools carries it, or another copy of it."""
RULES = "policies/吉工信创业/2023/92.html"
COMPARISON = "comparisons/吉民发/2023/27/吉民发.2023.35.html"
KINDS = (
    "index.html",
    "issues/index.html",
    "issues/2023-21/index.html",
    "policies/index.html",
    "status/in-force.html",
    "issuers/吉林省民政厅.html",
    RULES,
    "policies/吉工信创业/2014/270.html",
    "comparisons/index.html",
    COMPARISON,
    "search.html?q=智慧社区",
    "about.html",
    "verify.html",
    "data.html",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that fails the test if it asks for anything elsewhere or complains."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=served)
    faults: list[str] = []
    opened.on("console", lambda told: faults.append(told.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(served) else faults.append(r.url))
    yield opened
    opened.close()
    assert faults == []


def go(page: Page, path: str) -> None:
    page.goto(quote(path, safe="/?=&#%"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("智慧社区", "吉民发/2023/27"),
        ("精康融合行动", "吉民发/2023/40"),
        ("异地商会", "吉民发/2023/55"),
        ("创业孵化基地", "吉工信创业/2023/92"),
        ("还河于河", "吉政办函/2023/114"),
        ("年检", None),
        ("吉民发〔2023〕27号", "吉民发/2023/27"),
        ("吉民发[2023]27号", "吉民发/2023/27"),
        ("吉民发（2023） 35 号", "吉民发/2023/35"),
        ("吉工信创业【2014】270号", "吉工信创业/2014/270"),
        ("服务质量 提升行动", "吉民发/2023/35"),
        ("2023—2025年", "吉政办函/2023/114"),
        ("登记管理权限", "吉民发/2023/55"),
        ("任免人员", "任免人员"),
    ],
)
def test_a_search_finds_the_documents_that_hold_the_words(
    page: Page, sample_library: Library, query: str, found: str | None
) -> None:
    go(page, f"search.html?q={query}")
    expect(page.locator("#state")).to_have_text(re.compile(r"\d|没有"))
    hits = [a.get_attribute("href") or "" for a in page.query_selector_all("#hits a.title")]
    holders = {
        i for i, p in sample_library.policies.items()
        if any(query in block.text for part in p.parts for block in part.blocks)
    }  # fmt: skip
    for policy_id in (holders | {found}) - {None}:
        assert any(quote(str(policy_id)) in hit for hit in hits), (policy_id, hits)
    if hits:
        assert page.query_selector("#hits mark")


def test_no_word_is_found_where_none_stands(page: Page) -> None:
    go(page, "search.html?q=量子纠缠态")
    expect(page.locator("#state")).to_contain_text("没有")
    page.fill("#q", "税")
    page.click("#search button")
    expect(page.locator("#state")).to_contain_text("至少")


def test_results_are_narrowed(page: Page) -> None:
    go(page, "search.html?q=吉林省")
    expect(page.locator("#state")).to_contain_text("找到")
    assert page.locator("#hits li").count() > 1
    page.select_option("select[name=issuer]", "吉林省工业和信息化厅")
    expect(page.locator("#hits li")).to_have_count(1)
    assert "吉工信创业" in page.inner_text("#hits")
    assert "issuer=" in page.url


def test_a_reader_comes_from_the_home_page_to_a_provision(page: Page) -> None:
    go(page, "index.html")
    page.fill("#q", "创业孵化基地管理办法")
    page.press("#q", "Enter")
    page.click("#hits a.title")
    page.click(".outline a:has-text('第三章')")
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    box = page.locator(f"[id='{target}']").bounding_box()
    assert box
    assert 0 <= box["y"] < 900
    assert page.evaluate("document.querySelector(':target').textContent").startswith("第三章")


def test_an_anchor_of_an_article_lands(page: Page) -> None:
    go(page, f"{RULES}#t-2-第三章.第七条")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("第七条")


@pytest.mark.parametrize("path", KINDS)
def test_no_kind_of_page_scrolls_sideways_on_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_comparison_reads_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, COMPARISON)
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.compared td p')).fontSize)"
    )
    assert size >= 15
    cell = page.locator(".compared tr.edited td.new").first.bounding_box()
    assert cell
    assert cell["width"] > 300
    assert page.locator(".compared del, .compared ins").count()


def test_the_keyboard_skips_to_the_text(page: Page) -> None:
    go(page, RULES)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_a_script_everything_but_search_reads(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("search.html")
    assert page.locator("noscript a").is_visible() or "没有脚本" in page.content()
    go(page, RULES)
    assert "第十七条" in page.inner_text("article")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation_on_any_kind_of_page(
    browser: Browser, served: str, scheme: str
) -> None:
    context = browser.new_context(base_url=served, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in KINDS:
        go(page, path)
        if "search" in path:
            page.wait_for_selector("#hits li")
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [
            (path, v["id"], v["nodes"][0]["html"][:160])
            for v in result["violations"]
            if v["impact"] in ("serious", "critical", "moderate")
        ]
    context.close()
    assert found == []


def test_the_script_and_the_index_agree_on_shards(page: Page) -> None:
    go(page, "search.html")
    for pair in ("智慧", "2023 27", "公司", "𠮷野", "a b"):
        assert page.evaluate("([p, n]) => shard(p, n)", [pair, 64]) == shard_of(pair, 64)


def test_the_script_and_the_program_cut_texts_alike(page: Page, sample_library: Library) -> None:
    go(page, "search.html")
    for held in sample_library.policies.values():
        text = "\n".join(block.text for part in held.parts for block in part.blocks)
        cut = page.evaluate("(text) => units(text)", text)
        ours = [(unit.key, unit.start, unit.end) for unit in units(text)]
        assert [tuple(unit) for unit in cut] == ours, re.sub(r"\s+", " ", text[:40])
