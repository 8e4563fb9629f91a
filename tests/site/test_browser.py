"""The site in a real browser: what readers do, and what machines that help them read find."""

import os
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

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
    "search.html?q=智慧的社区",
    "compare.html?a=吉民发/2023/35&b=吉民发/2023/27",
    "about.html",
    "verify.html",
    "data.html",
)


def go(page: Page, path: str) -> None:
    page.goto(quote(path, safe="/?=&#%"))


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
        if "?" in path:
            page.wait_for_selector("#hits li, #hints a, #compared td p")
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [
            (path, v["id"], v["nodes"][0]["html"][:160])
            for v in result["violations"]
            if v["impact"] in ("serious", "critical", "moderate")
        ]
    context.close()
    assert found == []
