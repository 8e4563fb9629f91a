"""Text woven from stretches of the source, and back."""

from hypothesis import given
from hypothesis import strategies as st

from gazette.model.source import Span
from gazette.segment.weave import weave


def woven(source: str, *spans: tuple[int, int], drop: frozenset[int] = frozenset()) -> str:
    return weave(source, [Span(*span) for span in spans] or [Span(0, len(source))], drop)[0]


def test_white_space_that_means_something_stays() -> None:
    assert woven("第一章 总 则") == "第一章 总 则"
    assert woven("第一章　　总　　则") == "第一章　总　则"
    assert woven("甲\xa0\xa0乙") == "甲 乙"


def test_line_breaks_inside_a_chinese_sentence_join_to_nothing() -> None:
    assert woven("按照民\n\n政部等") == "按照民政部等"
    assert woven("Official\nGazette") == "Official Gazette"
    assert woven("共\n18\n个") == "共18个"


def test_stretches_are_joined_and_characters_left_out() -> None:
    assert woven("按照民XX政部", (0, 3), (5, 7)) == "按照民政部"
    assert woven("第一条?为了", drop=frozenset({3})) == "第一条 为了"
    assert woven("甲\u200b乙") == "甲乙"


def test_tight_text_has_no_spaces() -> None:
    assert weave("吉民发〔2023〕40 号", [Span(0, 13)], tight=True)[0] == "吉民发〔2023〕40号"


@given(st.text(alphabet="甲乙a1 \n\u3000\xa0\u200b?", max_size=40), st.sets(st.integers(0, 40)))
def test_every_trace_is_true(source: str, drop: set[int]) -> None:
    half = len(source) // 2
    spans = [Span(0, half), Span(half, len(source))]
    text, trace = weave(source, spans, frozenset(drop))
    for run in trace:
        assert run.length > 0
        assert text[run.at : run.at + run.length] == source[run.start : run.start + run.length]
    read = {at for run in trace for at in range(run.start, run.start + run.length)}
    for at, char in enumerate(source):
        if not char.isspace() and char != "\u200b" and at not in drop:
            assert at in read
