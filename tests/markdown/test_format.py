"""The format as people meet it: rendered, compared, edited by hand, got wrong."""

import difflib
import io
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from gazette.errors import GazetteError
from gazette.markdown import dump, load, load_summary
from gazette.markdown.inline import escape, join, sentences, unescape
from gazette.markdown.lines import MAX_CHARACTERS
from gazette.markdown.yaml import emit
from gazette.model.document import Block, Flag, Kind, Metadata, Part, PartKind, Policy, Role
from gazette.structure import outline

HEAD = "---\nid: a/2023/1\nkind: policy\n---\n"


def body(text: str) -> tuple[Part, ...]:
    return load(f"{HEAD}\n::: notice\n\n{text}\n\n:::\n").parts


def texts(text: str) -> list[tuple[str, str]]:
    return [(str(block.role), block.text) for block in body(text)[0].blocks]


def policy(*blocks: Block) -> Policy:
    return Policy("a/2023/1", Metadata(), (Part(PartKind.NOTICE, None, outline(blocks)),))


LINES = st.text(
    st.sampled_from("甲。；“”（）()[]{}#|\\-+*_~`<>&$=:.1aA!^@%'\"/? \t·—"), min_size=1, max_size=25
).map(str.strip).filter(bool)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_a_renderer_shows_each_line_as_it_is(line: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = parser.render(escape(line))
    shown = re.fullmatch(r"<p>(.*)</p>\n", html, re.DOTALL)
    assert shown, html
    plain = shown[1]
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, char)
    assert plain == line
    assert unescape(escape(line)) == line


@pytest.mark.parametrize(
    "label",
    [
        "1. 项目",
        "1.项目",
        "（一）项目",
        "第一条 项目",
        "1) 项目",
        "(1) 项目",
        "- 项目",
        "一、项目",
        "①项目",
    ],
)
def test_labels_are_text_and_no_lists(label: str) -> None:
    html = MarkdownIt("commonmark").render("\n".join(dump(policy(Block(label))).splitlines()[5:]))
    assert "<li" not in html
    assert label in html


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_sentences_join_to_the_text(text: str) -> None:
    assert join(sentences(text)) == text


def test_one_sentence_a_line_and_a_small_difference() -> None:
    old = policy(
        Block("现将意见印发。请“认真执行。”各级要落实！（见附件。）完。"), Block("一、总则")
    )
    new = policy(
        Block("现将意见印发。请“认真贯彻。”各级要落实！（见附件。）完。"), Block("一、总则")
    )
    assert "现将意见印发。\n请“认真执行。”\n各级要落实！\n（见附件。）\n完。\n" in dump(old)
    changed = [
        line
        for line in difflib.ndiff(dump(old).splitlines(), dump(new).splitlines())
        if line[0] in "+-"
    ]
    assert changed == ["- 请“认真执行。”", "+ 请“认真贯彻。”"]


def test_a_soft_break_is_nothing_beside_chinese_and_a_space_between_words() -> None:
    assert texts("现将\n　　意见印发\nABC\n甲\n中文，\nhello\nworld") == [
        ("paragraph", "现将意见印发ABC甲中文，hello world")
    ]


def test_an_editors_hand_is_forgiven() -> None:
    written = "# 通知\n正文未空行\n### 一、总则\n接着\n\n\n{.date}\n2023年5月25日\n1. 未转义 *的* <b>文字</b> [x](y)"
    assert texts(written) == [
        ("title", "通知"),
        ("paragraph", "正文未空行"),
        ("heading", "一、总则"),
        ("paragraph", "接着"),
        ("date", "2023年5月25日1. 未转义 *的* <b>文字</b> [x](y)"),
    ]
    assert body("第一条 甲")[0].blocks[0].address == "第一条"


def test_a_table_comes_back_ragged_as_it_was() -> None:
    table = "序号\t名称\t备注\n1\t\t\n2\na|b\t\\\n\t"
    written = dump(policy(Block(table, Role.TABLE)))
    assert "| 序号 | 名称 | 备注 |\n| --- | --- | --- |\n| 1 | | |\n| 2 |||\n" in written
    assert load(written).parts[0].blocks[0].text == table
    html = MarkdownIt("commonmark").enable("table").render(written[written.index("| 序") :])
    assert html.count("<tr>") == 5
    assert texts("|a|b|\n|:--|---:|\n| c |d|")[0] == ("table", "a\tb\nc\td")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "begins with"),
        ("# 通知", 1, "begins with"),
        ("---\nid: a\n", 1, "no end"),
        ("---\nid: a\n---\n", 2, "`kind` is missing"),
        ("---\n---\n", 2, "`id` is missing"),
        ("---\n- a\n---\n", 2, "fields"),
        ("---\nid: a\nkind: polcy\n---\n", 3, "no kind `polcy`"),
        ("---\nid: a\nkind: policy\ntitel: b\n---\n", 4, "no field `titel`"),
        ("---\nid: a\nid: b\nkind: policy\n---\n", 3, "given twice"),
        ("---\nid: &x a\nkind: *x\n---\n", 2, "anchors"),
        ("---\nid: a\nkind: *x\n---\n", 3, "anchors"),
        ("---\nid: !!python/object:os.system a\nkind: policy\n---\n", 2, "tags"),
        ("---\nid: a\nkind: policy\nissued: 2023-13-01\n---\n", 4, "must be a date"),
        ("---\nid: a\nkind: policy\npage: x\n---\n", 4, "whole number"),
        ("---\nid: a\nkind: policy\npage: [1]\n---\n", 4, "must be a text"),
        ("---\nid: a\nkind: policy\nissuers: 吉林\n---\n", 4, "must be a list"),
        ("---\nid: a\nkind: policy\nissuers:\n  - [x]\n---\n", 5, "must be a text"),
        ("---\nid: a\nkind: policy\nattachments:\n  - name: x\n    held: maybe\n---\n", 6, "true or false"),
        ("---\nid: a\nkind: policy\nsources:\n  - name: x\n---\n", 5, "`span` is missing"),
        ("---\nid: a\nkind: policy\nflags:\n  - code: x\n    message: y\n    span: [1]\n---\n", 7, "two numbers"),
        ("---\nid: [a\nkind: policy\n---\n", 3, "no YAML"),
        ("---\nid: 'a\n---\n", 3, "no YAML"),
        ("---\nid: a\x07\nkind: policy\n---\n", 2, "no YAML"),
        ("---\n? [a]\n: b\n---\n", 2, "key must be a word"),
        ("---\na: {b: {c: {d: {e: {f: {g: {h: 1}}}}}}}\n---\n", 2, "too deep"),
        (HEAD + "text", 5, "outside of any part"),
        (HEAD + "::: notices\n:::", 5, "no part `notices`"),
        (HEAD + "::: notice\n\n甲\n", 5, "not closed"),
        (HEAD + "::: notice\n\n甲\n\n::: instrument\n", 9, "of line 5 is not closed"),
        (HEAD + "::: notice {title=5}\n:::", 5, "a title is written"),
        (HEAD + "::: notice {title=\"a}\n:::", 5, "a title is written"),
        (HEAD + "::: notice\n{.nummer}\n甲\n:::", 6, "no role `nummer`"),
        (HEAD + "::: notice\n{.number}\n\n甲\n:::", 6, "no text below"),
        (HEAD + "::: notice\n\n#\n:::", 7, "heading has no text"),
        (HEAD + "::: notice\n\n| a |\n:::", 7, "needs a rule"),
        (HEAD + "::: notice\n\n| a |\n| --- |\n| b\n:::", 9, "ends with"),
        (HEAD + "::: notice\n\n| a |\n| --- |\nb |\n:::", 9, "begins with"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(GazetteError, match=re.escape(said)) as caught:
        load(text)
    assert caught.value.message.startswith(f"Line {line}: ")
    assert caught.value.hint


def test_bounds() -> None:
    with pytest.raises(GazetteError, match="at most"):
        load("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(GazetteError, match="longer than"):
        load("---\nid: " + "x" * 1_000_001 + "\n---\n")


@pytest.mark.parametrize(
    "text", ["", " a", "a\u3000", "a\nb", "a\u2028b", "a\x00", "a\x85b", "a\ud800"]
)
def test_a_text_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(GazetteError, match="cannot be kept"):
        dump(policy(Block(text, Role.NOTE)))


@pytest.mark.parametrize("cell", [" a", "a\u3000", "a\rb", "a\u2029b"])
def test_a_cell_that_cannot_be_kept_is_refused(cell: str) -> None:
    with pytest.raises(GazetteError, match="cell"):
        dump(policy(Block(f"x\t{cell}\ty", Role.TABLE)))


def test_front_matter_that_cannot_be_encoded_is_refused() -> None:
    with pytest.raises(GazetteError, match=r"U\+D800"):
        dump(replace(policy(), meta=Metadata(title="a\ud800\n")))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_reader_of_yaml_reads_the_same_texts(values: dict[str, str]) -> None:
    written = emit({**values})
    assert (YAML(typ="safe", pure=True).load(io.StringIO(written)) or {}) == values


@pytest.mark.parametrize(
    "text",
    ["2023-05-25", "12", "1e3", "null", "~", "yes", "No", "on", "0x1f", "1_000", "=", "true"],
)
def test_what_looks_like_another_type_is_quoted(text: str) -> None:
    assert emit({"a": text}) == f'a: "{text}"\n'


def test_the_front_matter_alone_is_enough_for_a_list() -> None:
    kept = replace(
        policy(Block("甲")),
        meta=Metadata(kind=Kind.ABOUT, title="关于", issued=date(2023, 5, 25), page=3),
        flags=(Flag("x", "y", grave=True),),
    )
    assert load_summary(dump(kept)) == replace(kept, parts=())
    assert 'issued: "2023-05-25"' in dump(kept)
    unquoted = dump(kept).replace('"2023-05-25"', "2023-05-25").replace("page: 3", "page: '3'")
    assert load(unquoted) == kept
