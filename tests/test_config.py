"""What `gazette.toml` may say; what nobody would read is refused, with a suggestion."""

from importlib import resources
from pathlib import Path

import pytest

from gazette.config import LANGUAGES, data_text, load_desk
from gazette.errors import DeskError


def desk(folder: Path, text: str) -> Path:
    (folder / "gazette.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('[office]\nlanguage = "de"\n', "`de` in `office.language` is not known.", "Known are: zh, en."),
        ('[office]\nlanguage = "zh-CN"\n', "`zh-CN` in `office.language`", "zh, en"),
        ('[office]\nlanguage = "EN"\n', "`EN` in `office.language`", "zh, en"),
        ('[layout]\nprofile = "gazete-jilin"\n', "`gazete-jilin` in `layout.profile`", "Did you mean `gazette-jilin`?"),
        ('[layout]\nprofile = "../x"\n', "`../x` in `layout.profile`", "gazette-jilin, gongwen-9704"),
        ('[ofice]\ngazette = "x"\n', "`ofice` is not known.", "Did you mean `office`?"),
        ('[office]\npublsher = "x"\n', "`publsher` in `office`", "Did you mean `publisher`?"),
        ('[layout]\nfont = "x"\n', "`font` in `layout`", "Did you mean `fonts`?"),
        ('[[issuer]]\nname = "x"\ncode = ["y"]\n', "`code` in `issuer`", "Did you mean `codes`?"),
        ("[release]\ntreshold = 2\n", "`treshold` in `release`", "Did you mean `threshold`?"),
        ("zzz = 1\n", "`zzz` is not known.", "Known are: office, layout"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_with_a_suggestion(
    tmp_path: Path, text: str, said: str, hint: str
) -> None:
    with pytest.raises(DeskError) as caught:
        load_desk(desk(tmp_path, text))
    assert said in caught.value.message
    assert caught.value.message.endswith(".")
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["office = 1\n", "[office]\nlanguage = 1\n", "[layout]\nprofile = []\n", "layout = []\n"],
)
def test_a_value_of_the_wrong_type_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DeskError, match="must be a"):
        load_desk(desk(tmp_path, text))


def test_all_that_is_shipped_and_an_offices_own_profile_are_known(tmp_path: Path) -> None:
    plain = load_desk(desk(tmp_path, data_text("desk.toml")))
    assert (plain.language, plain.profile) == ("zh", "gazette-jilin")
    own = tmp_path / "templates/profiles"
    own.mkdir(parents=True)
    (own / "city.toml").write_text("", encoding="utf-8")
    text = '[office]\nlanguage = "en"\n[layout]\nprofile = "city"\n[layout.numbers]\n"a.b" = 1\n[precedence]\nx = []\n'
    found = load_desk(desk(tmp_path, text))
    assert (found.language, found.profile) == ("en", "city")


def test_labels_are_shipped_in_every_language() -> None:
    labels = resources.files("gazette").joinpath("data", "labels")
    assert {each.name.split(".")[1] for each in labels.iterdir()} == set(LANGUAGES)
