import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from gazette.errors import RenderError
from gazette.issue import index
from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.model.issue import Entry, Issue, Item
from gazette.render import annual, html, labels, pdf_text, spacing, view
from gazette.structure import outline


class Outline(HTMLParser):
    """Ids, links, tags and heading levels of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes += given
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if given.get("href"):
            self.links.append(str(given["href"]))


@pytest.fixture(scope="module")
def page(small: Any) -> Outline:
    return Outline(small.screen)


def test_every_link_leads_somewhere_and_every_id_is_the_only_one(page: Outline) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert all(link[0] == "#" and link[1:] in page.ids for link in page.links)


def test_nothing_runs_and_nothing_is_fetched(small: Any, page: Outline) -> None:
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert not any(name.startswith("on") or name in ("src", "style") for name in page.attributes)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in small.screen
    assert "url(" not in small.screen


def test_landmarks_language_and_skip_link(small: Any, page: Outline) -> None:
    assert '<html lang="zh-CN">' in small.screen
    assert {"header", "nav", "main", "footer", "article"} <= set(page.tags)
    assert page.tags.count("main") == page.tags.count("h1") == 1
    assert page.links[0] == "#contents"


def test_heading_levels_never_skip_one(page: Outline) -> None:
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_is_not_held_stays_in_the_contents_and_says_so(small: Any) -> None:
    contents = small.screen[: small.screen.index("<main>")]
    assert contents.count("未收录正文") == 1
    assert 'href="#i1"' not in contents
    assert "印本第1页" in contents


def test_every_provision_has_an_anchor(page: Outline) -> None:
    assert {"i2-第一章.第一条", "i2-第一章.第一条.（一）", "i3-2-一、.（二）"} <= set(page.ids)


def test_the_labels_may_be_english(small: Any) -> None:
    english = html.issue_page(small.issue, replace(small.look, language="en"))
    assert "text not held" in english
    assert '<html lang="zh-CN">' in english
    with pytest.raises(RenderError, match="labels"):
        labels.load("issue", "xx")


def test_the_editors_template_wins(small: Any, tmp_path: Any) -> None:
    (tmp_path / "issue").mkdir()
    (tmp_path / "issue" / "screen.html.j2").write_text("{{ manifest.name }}!", encoding="utf-8")
    assert html.issue_page(small.issue, replace(small.look, own=tmp_path)) == "某省人民政府公报!"


def test_an_issue_with_little_to_say(small: Any) -> None:
    bare = replace(
        small.issue.manifest, total=None, published=None, publisher="", pinyin=None, motto=(),
        frequency=None, statement=None, colophon=type(small.issue.manifest.colophon)(),
    )  # fmt: skip
    for made in (html.issue_page, html.print_page):
        page = made(Issue(bare, small.issue.items), small.look)
        assert "None" not in page
    assert html.created(bare) is None


def test_long_contents_get_pages_of_their_own(small: Any) -> None:
    item = small.issue.items[1]
    many = tuple(replace(item, anchor=f"i{n}") for n in range(60))
    assert 'class="spread long"' in html.print_page(Issue(small.issue.manifest, many), small.look)
    assert 'class="spread"' in html.print_page(small.issue, small.look)


def policy(*blocks: Block, kind: PartKind = PartKind.NOTICE) -> Policy:
    return Policy("x", Metadata(), (Part(kind, None, outline(blocks)),))


def kinds(*blocks: Block, kind: PartKind = PartKind.NOTICE) -> list[tuple[str, bool]]:
    (part,) = view.parts(policy(*blocks, kind=kind), "i1")
    return [(piece.kind, piece.wide) for piece in part.pieces]


def test_short_names_stand_in_a_column_long_ones_across() -> None:
    day = Block("2024年1月1日", Role.DATE)
    short = [Block(name, Role.SIGNATORY) for name in ("某厅", "某局")]
    long = [Block("某省政务服务和数字化建设管理局", Role.SIGNATORY), *short]
    assert kinds(*short, day) == [("signature", False)]
    assert kinds(*long, day) == [("signature", True)]


def test_names_on_one_line_are_told_apart() -> None:
    block = Block("某省民政厅\t某省财政厅", Role.SIGNATORY)
    (part,) = view.parts(policy(block), "i1")
    assert part.pieces[0].rows == (("某省民政厅",), ("某省财政厅",))


def test_a_date_among_text_heads_it_and_one_at_the_end_signs() -> None:
    day, text = Block("2024年1月1日", Role.DATE), Block("任命甲。")
    assert kinds(day, text, day) == [
        ("dateline", False),
        ("paragraph", False),
        ("signature", False),
    ]


def test_an_attachment_begins_with_its_number() -> None:
    blocks = (Block("附件1"), Block("清单", Role.TITLE), Block("内容。"))
    assert kinds(*blocks, kind=PartKind.ATTACHMENT) == [
        ("label", True), ("title", True), ("paragraph", False),
    ]  # fmt: skip


def test_tables_are_as_wide_as_they_must_be() -> None:
    assert kinds(Block("项目\t数量\n社区\t1", Role.TABLE)) == [("table", False)]
    assert kinds(Block("项目\t数量\t说明文字说明文字\n" + "社区建设" * 5 + "\t1", Role.TABLE)) == [
        ("table", True)
    ]


def test_the_annual_index_is_a_page(small: Any) -> None:
    held = {item.policy.id: item.policy for item in small.issue.items if item.policy}
    found = index.annual(2024, [small.issue.manifest], lambda name, _: held.get(name))
    plain = annual.page(found)
    assert "某省人民政府公报2024年度总目录" in plain
    assert "第2期" in plain
    linked = annual.page(found, address=lambda issue, _: f"{issue}.html")
    assert 'href="2024-02.html"' in linked
    assert "javascript:" not in annual.page(found, address=lambda *_: "javascript:alert(1)")


def test_an_entry_without_any_title_goes_by_its_number() -> None:
    item = Item(
        Entry("x", number="某政发〔2024〕1号"),
        "文件",
        "i1",
        "某政发〔2024〕1号",
        policy(Block("文。")),
    )
    assert html.number_of(item) == "某政发〔2024〕1号"
    assert html.first_title(item) == ""


def test_only_the_page_to_be_printed_carries_marks_without_width(small: Any) -> None:
    printed = html.print_page(small.issue, small.look)
    assert spacing.BREAK in printed
    assert spacing.JOIN in printed
    assert spacing.BREAK not in small.screen
    assert spacing.JOIN not in small.screen


def test_bookmarks_carry_no_marks(small: Any) -> None:
    texts = [text for _, text, _ in pdf_text.read(small.pdf).bookmarks]
    assert texts
    assert not any(spacing.BREAK in text or spacing.JOIN in text for text in texts)


def test_columns_of_a_table_to_be_printed_are_given_their_width(small: Any) -> None:
    printed = html.print_page(small.issue, small.look)
    assert printed.count("<colgroup>") == printed.count("<table")
    assert "<colgroup>" not in small.screen
