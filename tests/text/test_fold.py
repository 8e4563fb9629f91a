"""Keys for comparison."""

from hypothesis import given
from hypothesis import strategies as st

from gazette.text.fold import INVISIBLE, fold, fold_map, is_han, squeeze


def test_typography_is_folded_and_words_are_not() -> None:
    assert fold("《关于“精康”行动（试行）》，2022—2024年。") == fold(
        '<关于"精康"行动(试行)>,2022-2024年.'
    )
    assert fold("㈠项 　\u200b目") == "(一)项目"
    assert fold("辅导师") != fold("辅导员")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_each_character_of_a_key_knows_its_place(text: str) -> None:
    key, where = fold_map(text)
    assert key == fold(text)
    assert len(key) == len(where)
    assert where == sorted(where)


@given(st.text(max_size=40))
def test_squeezing_drops_what_shows_nothing(text: str) -> None:
    assert squeeze(text) == "".join(c for c in text if not c.isspace() and c not in INVISIBLE)


def test_chinese_characters() -> None:
    assert all(map(is_han, "中〇㐀𠀀"))
    assert not any(map(is_han, "a1（，"))
