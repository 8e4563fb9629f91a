from pathlib import Path

import pytest

from gazette.config import data_text
from gazette.errors import RenderError
from gazette.render import profile
from gazette.render.profile import Strength


@pytest.mark.parametrize("name", ["gazette-jilin", "gongwen-9704"])
def test_every_number_says_where_it_comes_from(name: str) -> None:
    read = profile.load(name)
    assert all(number.source and number.strength in Strength for _, number in read.numbers)


@pytest.mark.parametrize("name", ["gazette-jilin", "gongwen-9704"])
def test_margins_and_type_area_fill_the_page(name: str) -> None:
    read = profile.load(name)
    across = sum(map(read.points, ("page.inner", "area.width", "page.outer")))
    down = sum(map(read.points, ("page.top", "area.height", "page.bottom")))
    assert across == pytest.approx(read.points("page.width"), abs=0.2)
    assert down == pytest.approx(read.points("page.height"), abs=0.2)


def test_the_columns_hold_the_characters_and_lines_they_say() -> None:
    read = profile.load("gazette-jilin")
    column = (read.points("area.width") - read.points("body.gap")) / 2
    assert column == read.count("body.characters") * read.points("body.size")
    assert read.points("area.height") == read.count("body.lines") * read.points("body.leading")


def test_a_desk_overrides_numbers_and_puts_its_fonts_first() -> None:
    layout = {
        "numbers": {"body.size": 10.5},
        "fonts": {"song": "FZXiaoBiaoSong", "kai": ["Kai A"]},
    }
    read = profile.with_overrides(profile.load("gazette-jilin"), layout)
    assert (read["body.size"].css, read["body.size"].source) == ("10.5pt", "gazette.toml")
    assert dict(read.fonts)["song"] == ("FZXiaoBiaoSong", "Noto Serif CJK SC")
    assert {"Kai A", "AR PL KaitiM GB"} <= read.families


@pytest.mark.parametrize(
    "layout",
    [
        {"numbers": {"body.colour": 1}},
        {"numbers": {"body.size": "12"}},
        {"numbers": {"body.size": True}},
        {"numbers": 3},
        {"fonts": {"gothic": "A"}},
        {"fonts": {"song": [1]}},
        {"fonts": {"song": '"; } body { display: none'}},
        {"fonts": {"song": []}},
    ],
)
def test_an_override_that_makes_no_sense_is_an_error(layout: dict[str, object]) -> None:
    with pytest.raises(RenderError):
        profile.with_overrides(profile.load("gazette-jilin"), layout)


def test_the_desks_own_profile_wins(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    mine = data_text("profiles/gazette-jilin.toml").replace("value = 12, ", "value = 11, ", 1)
    (tmp_path / "profiles" / "gazette-jilin.toml").write_text(mine, encoding="utf-8")
    assert profile.load("gazette-jilin", tmp_path)["body.size"].value == 11
    assert profile.load("gongwen-9704", tmp_path)["body.size"].value == 16


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "gazette-jilin"', "name ="),
        ('unit = "mm"', 'unit = "furlong"'),
        ('strength = "must"', 'strength = "maybe"'),
        ("value = 210", 'value = "210"'),
        ("#c00000", "red;}"),
        ("[levels]", "[levles]"),
    ],
)
def test_a_broken_profile_is_an_error(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "profiles").mkdir()
    broken = data_text("profiles/gazette-jilin.toml").replace(old, new, 1)
    (tmp_path / "profiles" / "mine.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(RenderError):
        profile.load("mine", tmp_path)


def test_names_that_are_no_profiles(tmp_path: Path) -> None:
    for name in ("none", "../gazette-jilin", ""):
        with pytest.raises(RenderError):
            profile.load(name)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "big.toml").write_text("#" * 300_000, encoding="utf-8")
    with pytest.raises(RenderError, match="too large"):
        profile.load("big", tmp_path)
    with pytest.raises(RenderError, match="no number"):
        profile.load("gazette-jilin")["body.nothing"]
