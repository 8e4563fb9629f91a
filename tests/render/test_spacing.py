import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.render import spacing
from gazette.render.spacing import BREAK, JOIN
from gazette.text.fold import fold


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023年第21期", "2023|年第|21|期"),
        ("含5G网络", "含|5G|网络"),
        ("以“放”促活、以“放”育机", "以|“放”|促活、以|“放”|育机"),
        ("（村）“两委”委员", "（村）|“两委”|委员"),
        ("“甲”“乙”《丙》", "“甲”|“乙”|《丙》"),
        ("达到100%，“甲”。", "达到|100%，|“甲”。"),
        ("（“甲”）", "（“甲”）"),
    ],
)
def test_lines_may_break_around_quotes_and_between_scripts(text: str, shown: str) -> None:
    assert spacing.marked(text, last=False).replace(BREAK, "|") == shown


def test_no_character_is_left_alone_on_the_last_line() -> None:
    text = "加强城乡社区服务平台的规划和建设。"
    assert spacing.marked(text) == text.replace("建设", f"建{JOIN}设")
    assert spacing.marked("平台建设。") == "平台建设。"
    assert JOIN not in spacing.marked(text, last=False)


@settings(max_examples=80, deadline=None)
@given(st.text("吉林省2023年aB%“”‘’《》（）、，。 —…", max_size=60), st.booleans())
def test_marks_print_nothing(text: str, last: bool) -> None:
    marked = spacing.marked(text, last=last)
    assert marked.replace(BREAK, "").replace(JOIN, "") == text
    assert fold(marked) == fold(text)
    assert BREAK * 2 not in marked
