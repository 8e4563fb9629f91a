"""`load(dump(policy)) == policy`, for every policy the archive may hold."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.markdown import dump, load
from gazette.model.document import (
    Attachment,
    Block,
    Flag,
    Kind,
    Metadata,
    Part,
    PartKind,
    Policy,
    Role,
    SourceRef,
    Subject,
)
from gazette.model.source import Span
from gazette.structure import outline

NASTY = [
    "# 一", "## x", "### 三", "---", "- 项", "+ 项", "* 项", "1. 项目", "1) x", "(1) 项", "1.", "（一）总则。各级",
    "第一条 为了", "第一章　总　则", ":::", "::: notice", ":::\u3000", "{.number}", "{.date} x", "|a|b|", "| --- |",
    "<b>粗</b>", "<!-- x -->", "\\", "\\\\", "\\# x", "甲\\", "`x`", "~~x~~", "[a](b)", "![a](b)", "[a]: b", "&amp;",
    "&lt;", "=== x", "a\tb", "甲。乙。", "甲。 乙", "甲。A", "“甲。”乙", "甲。)A", "甲！？乙", "。。。", "http://a.b",
    "_x_", "***", "$x$", "> 引", "a  b", "。", "\ufeff", "\u200b", "甲。\u200b乙", "\ue000", "2023-01-01", "null", "𠮷。𠮷",
]  # fmt: skip
CHARS = st.sampled_from(
    "甲乙。！？；：“”（）()[]{}#|\\-+*_~`<>&$=:.1a \t\u3000\u200b'\"!/·—…\ufeff\x00𠮷𐀀"
)
BREAKS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))


def keepable(text: str) -> bool:
    return (
        bool(text)
        and text == text.strip()
        and not any(
            c != "\t" and unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in text
        )
    )


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(CHARS, max_size=20), ANY).filter(keepable)
CELLS = st.one_of(st.just(""), TEXTS.filter(lambda text: "\t" not in text))
TABLES = st.lists(
    st.lists(CELLS, min_size=1, max_size=4).map("\t".join), min_size=1, max_size=4
).map("\n".join)


def _block(role: Role) -> st.SearchStrategy[Block]:
    texts = TABLES if role is Role.TABLE else TEXTS
    return texts.map(lambda text: Block(text, role))


BLOCKS = st.lists(st.sampled_from(Role).flatmap(_block), max_size=6).map(outline)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    blocks = draw(BLOCKS)
    first = next((block.text for block in blocks if block.role is Role.TITLE), None)
    title = draw(st.one_of(st.just(first), st.none(), ANY))
    return Part(draw(st.sampled_from(PartKind)), title, blocks)


MAYBE = st.one_of(
    st.none(), ANY, st.sampled_from(["null", "~", "", "1", "true", "2023-01-01", "no", *NASTY])
)
DAYS = st.one_of(st.none(), st.dates())
SPANS = st.builds(Span, st.integers(0, 10**9), st.integers(0, 10**9))
META = st.builds(
    Metadata,
    kind=st.sampled_from(Kind),
    number=MAYBE,
    number_printed=MAYBE,
    title=MAYBE,
    title_source=MAYBE,
    issuers=st.lists(ANY, max_size=3).map(tuple),
    addressees=st.lists(ANY, max_size=3).map(tuple),
    issued=DAYS,
    published=DAYS,
    gazette=MAYBE,
    page=st.one_of(st.none(), st.integers(-9, 9999)),
    attachments=st.lists(st.builds(Attachment, ANY, st.booleans()), max_size=2).map(tuple),
    subjects=st.lists(st.builds(Subject, ANY, ANY), max_size=2).map(tuple),
)
SOURCES = st.builds(
    SourceRef, ANY, ANY, ANY, MAYBE, SPANS, MAYBE, st.one_of(st.none(), st.integers(1, 99))
)
FLAGS = st.builds(Flag, ANY, ANY, MAYBE, st.one_of(st.none(), SPANS), st.booleans())
POLICIES = st.builds(
    Policy,
    id=ANY,
    meta=META,
    parts=st.lists(parts(), max_size=3).map(tuple),
    sources=st.lists(SOURCES, max_size=2).map(tuple),
    flags=st.lists(FLAGS, max_size=2).map(tuple),
)


@settings(max_examples=400, deadline=None)
@given(POLICIES)
def test_what_is_written_is_read_back(policy: Policy) -> None:
    text = dump(policy)
    assert load(text) == policy
    assert dump(load(text)) == text
    assert load("\ufeff" + text.replace("\n", "\r\n")) == policy
