"""Search in a real browser finds what `gazette search` finds, and what a reader expects."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from gazette.model.event import StatusKind
from gazette.site import Library
from gazette.site.search import postings
from gazette.site.search.index import shard_of
from gazette.text.query import phrases
from gazette.text.units import keys, pairs, units
from gazette.workflow.desk import open_desk
from gazette.workflow.searching import Narrowed, search
from gazette.workflow.shelf import Filter
from tests.site.conftest import DAY, library, policy, serving

pytestmark = pytest.mark.browser

SMART, CARE, CHAMBER = "吉民发/2023/27", "吉民发/2023/40", "吉民发/2023/55"
BASES, ENERGY, SERVICE = "吉工信创业/2023/92", "吉政办函/2023/114", "吉民发/2023/35"
OLDER = "吉工信创业/2014/270"
QUERIES = (
    # words, and words of which each must stand somewhere
    ("智慧社区", SMART), ("精康融合行动", CARE), ("异地商会", CHAMBER), ("创业孵化基地", BASES),
    ("还河于河", ENERGY), ("登记管理权限", CHAMBER), ("任免人员", "unnumbered/undated-吉林省人民政府任免人员"),
    ("服务质量 提升行动", SERVICE), ("年检 降级", None), ("智慧 社区 平台", SMART),
    # phrases in quotation marks
    ('"服务质量 提升行动"', SERVICE), ("“智慧社区”建设", SMART), ("「异地商会」", CHAMBER),
    # numbers, in any brackets or in none
    ("吉民发〔2023〕27号", SMART), ("吉民发[2023]27号", SMART), ("吉民发【2023】27号", SMART),
    ("吉民发（2023） 35 号", SERVICE), ("吉民发 〔2023〕 第40号", CARE), ("吉民发［２０２３］40号", CARE),
    ("吉民发202355号", CHAMBER), ("吉民发 2023 55号", CHAMBER), ("吉工信创业【2014】270号", OLDER),
    ("2023—2025年", ENERGY),
    # traditional characters
    ("智慧社區", SMART), ("創業孵化基地", BASES), ("異地商會", CHAMBER), ("吉民發〔2023〕27號", SMART),
    # single characters
    ("税", None), ("省", SMART), ("號", SMART), ("郵", None), ("5", None),
)  # fmt: skip
MISSES = ("量子纠缠态", "社慧智区", "吉民发〔1999〕27号", "「智慧的社区」", "龘")


def go(page: Page, query: str, **filters: str) -> list[str]:
    """Search, and return every document found, in order."""
    asked = "&".join(f"{key}={quote(value)}" for key, value in {"q": query, **filters}.items())
    page.goto(f"search.html?{asked}")
    state = page.locator("#state")
    expect(state).to_have_text(re.compile(r"\d|没有|请输入"))
    while page.locator("#more").is_visible():
        shown = page.locator("#hits li").count()
        page.click("#more")
        expect(page.locator("#hits li")).not_to_have_count(shown)
    links = page.query_selector_all("#hits a.title")
    found = [unquote(link.get_attribute("href") or "") for link in links]
    return [path.removeprefix("policies/").removesuffix(".html") for path in found]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_site_and_terminal_find_the_same(
    page: Page, sample: Path, sample_library: Library, query: str, expected: str | None
) -> None:
    found = go(page, query)
    if expected:
        assert expected in found
    with open_desk(sample) as desk:
        ours = search(desk, query, DAY, 1000)
    held = [each for each in found if each in sample_library.policies]
    assert set(held) == {hit.id for hit in ours.hits}
    assert held == [hit.id for hit in ours.hits], "the order is the same too"
    if found:
        assert page.locator("#hits mark").count()
        wanted = phrases(query)
        marked = page.locator("#hits li mark").all_inner_texts()
        assert all(any(keys(text) == phrase for phrase in wanted) for text in marked)


@pytest.mark.parametrize("query", MISSES)
def test_a_miss_says_so_and_suggests(page: Page, sample: Path, query: str) -> None:
    assert go(page, query) == []
    expect(page.locator("#state")).to_contain_text("没有找到")
    with open_desk(sample) as desk:
        ours = search(desk, query, DAY)
    assert ours.hits == ()
    links = page.locator("#hints a")
    assert bool(ours.suggestions) == bool(links.count())
    if links.count():
        links.first.click()
        expect(page.locator("#state")).to_have_text(re.compile(r"找到|约有"))


def test_filters_are_those_of_the_terminal(page: Page, sample: Path) -> None:
    kept = (
        ({"issuer": "吉林省民政厅"}, Narrowed(Filter(issuer="吉林省民政厅"))),
        ({"year": "2023"}, Narrowed(Filter(year=2023))),
        ({"kind": "personnel"}, Narrowed(Filter(kind="personnel"))),
        ({"status": "in-force"}, Narrowed(status=StatusKind.IN_FORCE)),
        ({"kind": "policy", "year": "2023"}, Narrowed(Filter(kind="policy", year=2023))),
    )
    with open_desk(sample) as desk:
        for asked, narrowed in kept:
            found = go(page, "吉林省", **asked)
            ours = search(desk, "吉林省", DAY, 1000, narrowed)
            assert set(found) >= {hit.id for hit in ours.hits}, asked
            assert found, asked
            assert 0 < ours.total <= ours.unfiltered


def test_filters_that_leave_nothing_offer_to_be_dropped(page: Page) -> None:
    assert go(page, "智慧社区", kind="personnel") == []
    page.click("#hints a >> nth=0")
    expect(page.locator("#hits li").first).to_be_visible()
    assert "kind" not in page.url


def test_title_and_number_come_before_the_text(page: Page) -> None:
    assert go(page, "吉民发〔2023〕27号")[0] == SMART
    assert go(page, "创业孵化基地")[0] in {BASES, OLDER}


def test_only_marks_are_no_query(page: Page) -> None:
    assert go(page, "《》") == []
    expect(page.locator("#state")).to_contain_text("请输入")


def test_the_script_and_the_program_read_queries_and_texts_alike(
    page: Page, sample_library: Library
) -> None:
    page.goto("search.html?q=a")
    expect(page.locator("#state")).to_have_text(re.compile(r"\d|没有"))
    for query, _ in QUERIES:
        assert page.evaluate("(text) => phrases(text)", query) == phrases(query)
    for held in sample_library.policies.values():
        text = "\n".join(block.text for part in held.parts for block in part.blocks)
        cut = page.evaluate("(text) => units(text)", text)
        assert [tuple(unit) for unit in cut] == units(text), re.sub(r"\s+", " ", text[:40])

    @settings(deadline=None, max_examples=60)
    @given(st.text(st.sampled_from("甲稅〇㈠ａＢ12 ３\u200b\u202e，。〔〕[]\"“”㎡éİß發号號年ㄧ々①ⅷ\x85\ufeff—-"), max_size=40))  # fmt: skip
    def alike(text: str) -> None:
        assert page.evaluate("(text) => phrases(text)", text) == phrases(text)
        assert [tuple(u) for u in page.evaluate("(text) => units(text)", text)] == units(text)
        one = keys(text)
        if len(one) > 1:
            assert set(page.evaluate("(found) => pairs(found)", one)) == pairs(one)

    alike()


def test_the_script_and_the_program_agree_on_shards_and_lists(page: Page) -> None:
    page.goto("search.html")
    for key in ("智慧", "2023 27", "税", "𠮷野", "a b"):
        assert page.evaluate("([k, n]) => shard(k, n)", [key, 64]) == shard_of(key, 64)
    numbers = [0, 1, 45, 46, 47, 2162, 2163, 100_000, 10**6]
    written = postings.encode(numbers)
    assert page.evaluate("(text) => [...decode(text)]", written) == numbers


def test_hostile_words_stay_words_in_results(browser: Browser, build: Callable[..., Path]) -> None:
    words = "<img src=x onerror=alert(1)>税务</a><script>alert(2)</script>"
    out = build(library(policy(1, words, title=f"关于{words}的办法", issuer=f"{words}局")))
    with serving(out) as address:
        page = browser.new_page(base_url=address)
        told: list[str] = []
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.on("console", lambda line: told.append(line.text))
        assert go(page, "税务") == ["甲政发/2024/1"]
        assert page.locator("#hits img, #hits script").count() == 0
        assert "<img" in page.inner_text("#hits a.title")
        assert go(page, "<img src=x onerror=alert(1)>税务所") == []
        assert page.locator("#hints img").count() == 0
        page.close()
    assert told == []
