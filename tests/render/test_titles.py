import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.render import titles
from gazette.text.fold import fold


@pytest.mark.parametrize(
    ("title", "longest", "lines"),
    [
        ("关于印发办法的通知", 22, ("关于印发办法的通知",)),
        (
            "吉林省人民政府办公厅关于印发 吉林省“还河于河”工作实施方案 (2023—2025年)的通知",
            22,
            (
                "吉林省人民政府办公厅关于印发",
                "吉林省“还河于河”工作实施方案",
                "(2023—2025年)的通知",
            ),
        ),
        (
            "吉林省民政厅等十五部门关于印发《2023年“新时代新社区新生活”服务质量提升行动方案》的通知",
            22,
            (
                "吉林省民政厅等十五部门关于印发",
                "《2023年“新时代新社区新生活”",
                "服务质量提升行动方案》的通知",
            ),
        ),
        (
            "吉林省民政厅等十七部门印发《关于推进智慧社区建设的实施意见》的通知",
            22,
            ("吉林省民政厅等十七部门印发", "《关于推进智慧社区建设的实施意见》的通知"),
        ),
        ("吉林省“精康融合行动”实施方案", 14, ("吉林省“精康融合行动”", "实施方案")),
        ("某市2024—2025年度秸秆禁烧实施方案", 14, ("某市2024—2025年度", "秸秆禁烧实施方案")),
    ],
)
def test_titles_break_where_the_meaning_does(
    title: str, longest: int, lines: tuple[str, ...]
) -> None:
    assert titles.lines(title, longest) == lines


@settings(max_examples=80, deadline=None)
@given(
    st.text("吉林省民政厅关于印发《办法》（试行）的通知、，2023年ab “”", min_size=1, max_size=70),
    st.integers(8, 24),
)
def test_no_word_is_lost_and_no_line_too_long(title: str, longest: int) -> None:
    lines = titles.lines(title, longest)
    assert fold("".join(lines)) == fold(title)
    assert all(sum(0.55 if char.isascii() else 1 for char in line) <= longest for line in lines)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    title = "某省人民政府关于废止和修改《某省城市市容管理办法》《某省道路运输管理条例》等十二件规章的决定"
    for longest in range(10, 30):
        for line in titles.lines(title, longest):
            assert line[0] not in "》、，）的"
            assert line[-1] not in "《（和"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        (
            "吉林省民政厅关于进一步 下放异地商会登记管理权限的通知",
            "吉林省民政厅关于进一步下放异地商会登记管理权限的通知",
        ),
        (
            "吉林省民政厅 吉林省财政厅等部门 关于印发《方 案》的通知",
            "吉林省民政厅 吉林省财政厅等部门关于印发《方案》的通知",
        ),
        ("推动产业高质量发展 加快资源转化", "推动产业高质量发展 加快资源转化"),
    ],
)
def test_white_space_that_means_something_stays(title: str, plain: str) -> None:
    assert titles.plain(title) == plain
