import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model.document import Block, Metadata, Part, PartKind, Policy, Role
from gazette.render import view


def test_names_of_attachments_hang_below_their_first_character() -> None:
    lines = ["附件：1.重点任务清单", "2.责任分工表", "不编号的附件"]
    found = view.hanging(lines)
    assert [line for line, _, _ in found] == lines
    first, second, third = found
    assert first[1] + first[2] == pytest.approx(2)
    assert second[1] + second[2] == pytest.approx(5)
    assert first[1] == pytest.approx(second[1])
    assert third[1:] == (5, 0)


def test_a_label_on_a_line_of_its_own_does_not_move_what_follows() -> None:
    (_, second) = view.hanging(["附件：", "1.清单"])
    assert second[1] + second[2] == pytest.approx(2)


def table(text: str) -> view.Piece:
    block = Block(text, Role.TABLE)
    policy = Policy("a/2024/1", Metadata(), (Part(PartKind.NOTICE, None, (block,)),))
    (part,) = view.parts(policy, "i1")
    return part.pieces[0]


def test_short_rows_are_filled() -> None:
    assert table("甲\t乙\t丙\n丁\n戊\t己").rows == (
        ("甲", "乙", "丙"),
        ("丁", "", ""),
        ("戊", "己", ""),
    )


def test_columns_of_short_cells_keep_their_width() -> None:
    rows = [("序号", "责任单位", "措施")] + [("12", "省民政厅", "推进社区信息共享" * 12)] * 3
    room = 50.0
    shares = view.column_shares(rows, room)
    assert shares[0] * room >= 2 + 1
    assert shares[1] * room >= 4 + 1
    assert shares[2] > 0.7


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(
            st.tuples(*[st.text("甲乙丙12 \n", max_size=40)] * n), min_size=1, max_size=5
        )
    ),
    st.floats(10, 60),
)
def test_shares_fill_the_width(rows: list[tuple[str, ...]], room: float) -> None:
    shares = view.column_shares(rows, room)
    assert len(shares) == len(rows[0])
    assert sum(shares) == pytest.approx(1)
    assert all(share > 0 for share in shares)
