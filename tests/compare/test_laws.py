"""What must hold of every comparison, whatever the texts."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.compare import check_table, compare, provisions, unchanged
from gazette.model.comparison import Change, Comparison, Op, Pair, count
from gazette.model.document import Block, Part, PartKind, Role
from gazette.structure import outline
from gazette.text.numerals import to_chinese

CLAUSES = st.sampled_from(
    [
        "县级以上人民政府应当加强领导。",
        "申请人应当提交下列材料：\n（一）申请书；\n（二）身份证明。",
        "违反本办法规定的，处一万元以下罚款。",
        "有效期三年，期满前三十日内申请延续。",
        "主管部门应当自受理之日起20个工作日内作出决定。",
        "主管部门应当自受理之日起10个工作日内作出决定！",
        "本办法自2023年5月1日起施行。",
        "（删除）",
        "",
    ]
)
ARTICLES = st.lists(st.lists(CLAUSES, min_size=1, max_size=3).map("".join), max_size=9)
TITLES = st.sampled_from(["某某办法", "某某管理办法", "", "关于印发某某办法的通知"])
KINDS = st.sampled_from([PartKind.INSTRUMENT, PartKind.NOTICE])


@st.composite
def documents(draw: st.DrawFn) -> tuple[Part, ...]:
    return tuple(
        part(draw(KINDS), draw(TITLES), draw(ARTICLES)) for _ in range(draw(st.integers(0, 2)))
    )


def part(kind: PartKind, title: str, articles: list[str]) -> Part:
    blocks = [Block(title, role=Role.TITLE)] if title else []
    for number, text in enumerate(articles, 1):
        if number % 4 == 1:
            blocks.append(Block(f"第{to_chinese(number // 4 + 1)}章 第{number}部分"))
        blocks += map(Block, f"第{to_chinese(number)}条　{text}".split("\n"))
    return Part(kind, title or None, outline(blocks))


def texts(comparison: Comparison, side: str) -> Counter[str]:
    return Counter(one.text for pair in comparison.pairs for one in getattr(pair, side))


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_replaying_a_comparison_on_the_old_text_gives_the_new_one(
    old: tuple[Part, ...], new: tuple[Part, ...]
) -> None:
    found = compare(old, new)
    check_table(found, old, new)
    assert texts(found, "old") == Counter(one.text for one in provisions(old))
    assert texts(found, "new") == Counter(one.text for one in provisions(new))
    for pair in found.pairs:
        replayed = "".join(run.text for run in pair.runs if run.op is not Op.DELETE)
        assert replayed == "\n".join(one.text for one in pair.new)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_comparing_a_text_with_itself_finds_nothing(one: tuple[Part, ...]) -> None:
    found = compare(one, one)
    assert unchanged(found)
    assert count(found)["same"] == len(found.pairs)
    assert not found.rewritten


def shape(pair: Pair, turned: bool) -> tuple[object, ...]:
    signs = {Op.INSERT: Op.DELETE, Op.DELETE: Op.INSERT, Op.EQUAL: Op.EQUAL}
    turn = {Change.ADDED: Change.DELETED, Change.DELETED: Change.ADDED}
    sides = (pair.new, pair.old) if turned else (pair.old, pair.new)
    change = turn.get(pair.change, pair.change) if turned else pair.change
    written = Counter((signs[run.op] if turned else run.op, run.text) for run in pair.runs)
    return (
        *(tuple((one.address, one.text) for one in side) for side in sides),
        change,
        pair.renumbered,
        pair.moved,
        pair.typography,
        frozenset(pair.classes),
        frozenset(written.items()),
    )


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_turning_the_sides_round_turns_the_answer_round(
    old: tuple[Part, ...], new: tuple[Part, ...]
) -> None:
    there = Counter(shape(pair, turned=False) for pair in compare(old, new).pairs)
    back = Counter(shape(pair, turned=True) for pair in compare(new, old).pairs)
    assert there == back


@settings(max_examples=60, deadline=None)
@given(documents())
def test_no_block_is_lost_between_provisions(one: tuple[Part, ...]) -> None:
    held = "\n".join(f"{each.heading or ''}\n{each.text}" for each in provisions(one))
    lines = set(held.split("\n"))
    assert all(
        line in lines for each in one for block in each.blocks for line in block.text.split("\n")
    )
