"""Two texts compared in a real browser: readable, true to both texts, and harmless."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from gazette.model.document import text_of
from gazette.site import Library
from tests.site.conftest import library, policy, serving

pytestmark = pytest.mark.browser

OLD, NEW = "吉民发/2023/35", "吉民发/2023/27"


def go(page: Page, **names: str) -> None:
    page.goto("compare.html?" + "&".join(f"{key}={quote(name)}" for key, name in names.items()))


def done(page: Page) -> None:
    expect(page.locator("#state")).to_contain_text("即时对照")


def squeezed(text: str) -> str:
    return "".join(text.split())


def side(page: Page, name: str) -> str:
    return squeezed("".join(page.locator(f"#compared td.{name} p").all_text_contents()))


def test_both_sides_give_their_texts_back(page: Page, sample_library: Library) -> None:
    go(page, a=OLD, b=NEW)
    done(page)
    new = sample_library.policies[NEW]
    assert side(page, "new") == squeezed(text_of(new.parts))
    old = squeezed(text_of(sample_library.policies[OLD].parts))
    assert sorted(side(page, "old")) == sorted(old), "moved provisions may stand elsewhere"
    expect(page.locator("#prebuilt a")).to_have_attribute(
        "href", re.compile(r"^comparisons/.*\.html$")
    )


@pytest.mark.parametrize(
    "name", ["吉民发〔2023〕27号", "吉民发(2023) 27 号", "吉民发［2023］第27號", f"https://e.cn/policies/{NEW}.html#t"]
)  # fmt: skip
def test_a_text_is_named_by_number_id_or_address(page: Page, name: str) -> None:
    go(page, a=name, b=NEW)
    done(page)
    assert page.locator("#compared tr:not(.same) td").count() == 0
    page.check("#only")
    expect(page.locator("#compared tbody tr >> nth=0")).to_be_hidden()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "..", "吉民发/../../2023/27", "//evil.example/x", "https://evil.example/x",
        "吉民发/2023/9999", "<img src=x onerror=alert(1)>", f"{NEW}~../x", "javascript:alert(1)", "长" * 300,
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_to_be_missing(browser: Browser, served: str, name: str) -> None:
    page = browser.new_page(base_url=served)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    go(page, a=name, b=NEW)
    expect(page.locator("#state")).to_contain_text("没有这个文本")
    assert page.locator("#state img").count() == 0
    assert all(url.startswith(served) for url in asked)
    assert not [url for url in asked if "passwd" in url.partition("?")[0]]
    page.close()


def test_one_text_alone_offers_what_is_near(page: Page) -> None:
    go(page, a=NEW)
    expect(page.locator("#state")).to_contain_text("再选一个")
    options = page.locator("#near option").evaluate_all("all => all.map((each) => each.value)")
    assert OLD in options
    page.fill("[name=b]", OLD)
    page.click("#compare button")
    done(page)
    assert "b=" in page.url


def test_a_comparison_at_once_reads_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, a=OLD, b=NEW)
    done(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cell = page.locator("#compared tr.edited td.new").first.bounding_box()
    assert cell
    assert cell["width"] > 300


def test_without_a_script_the_page_leads_to_what_is_made_already(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("compare.html")
    assert "没有脚本" in page.inner_text("main")
    context.close()


def test_an_edit_and_a_new_number_are_told_apart(
    browser: Browser, build: Callable[..., Path]
) -> None:
    old, new = (
        policy(1, "由县级机关受理。"),
        policy(2, "由市级以上机关受理。", title="甲省人民政府关于第1号事项的办法"),
    )
    out = build(library(old, new))
    with serving(out) as address:
        page = browser.new_page(base_url=address)
        go(page, a=old.id, b=new.id)
        done(page)
        row = page.locator("#compared tr.edited", has_text="受理")
        assert [*row.locator("del").all_inner_texts(), *row.locator("ins").all_inner_texts()] == [
            "1", "县", "2", "市", "以上"]  # fmt: skip
        assert page.locator("#compared tr.added, #compared tr.deleted").count() == 0
        page.close()


def test_hostile_texts_stay_words(browser: Browser, build: Callable[..., Path]) -> None:
    words = "</td><img src=x onerror=alert(1)><script>alert(2)</script>"
    one = policy(1, words, title=f"关于{words}的办法")
    two = replace(policy(2, words * 2, title=words), id="甲政发/2024/2")
    out = build(library(one, two))
    with serving(out) as address:
        page = browser.new_page(base_url=address)
        told: list[str] = []
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.on("console", lambda line: told.append(line.text))
        go(page, a=one.id, b=two.id)
        done(page)
        assert page.locator("main img, main script").count() == 0
        assert "<img" in page.inner_text("#compared")
        page.close()
    assert told == []
