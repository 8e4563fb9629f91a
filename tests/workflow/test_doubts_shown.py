"""What an editor sees of what stands against a text: in the terminal and on the page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gazette.text.deceptive import visible
from gazette.workflow.desk import open_desk
from gazette.workflow.doubts import lines, told

Gazette = Callable[..., Any]
GOOD = """\
吉林省民政厅关于做好救助工作的通知

吉民发〔2024〕3号

各市（州）民政局：

一、做好救助，补助标准为每人500元，由县级人民政府民政部门按月发放到位。

二、做好发放，及时公开发放结果，接受社会监督，不得截留挪用。

吉林省民政厅

2024年1月5日
"""
BAD = (
    GOOD.replace("接受社会", "接\u202e受注册送彩金社会")
    + "\n返回顶部\n\n甲乙网 丙丁娱 戊己城 庚辛app\n"
)
ID = "吉民发/2024/3"


@pytest.fixture
def shown(gazette: Gazette, root: Path, tmp_path: Path) -> Gazette:
    table = '\n[distrust]\n"mirror.example" = "hijacked"\n'
    (root / "gazette.toml").write_text((root / "gazette.toml").read_text("utf-8") + table, "utf-8")
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    brought = gazette("import", tmp_path / "bad.txt", "--url", "https://mirror.example/a")
    assert "link-spam" in brought.err
    assert f"{ID}: Its only copy comes from a host that is not trusted alone" in brought.err
    return gazette


def test_the_terminal_quotes_the_words(shown: Gazette, tmp_path: Path) -> None:
    told = shown("reconcile", ID).out
    assert "! bidi: A control that turns the direction of writing: U+202E." in told
    assert "⟦⟨U+202E⟩⟧" in told
    assert "⟦注册送彩金⟧社会监督" in told
    assert "? (omit)" in told
    assert "! single-source" in told
    assert "· link-spam" in told
    assert "\u202e" not in told
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    assert "single-source" not in shown("import", tmp_path / "good.txt").err
    told = shown("reconcile", ID).out
    assert "tampering · grave · open" in told
    assert "\u202e" not in told
    assert "! " not in told, "the better copy answers them"


def test_the_page_shows_what_is_quarantined(shown: Gazette, tmp_path: Path) -> None:
    shown("reconcile", ID, "--report", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    for words in ("对本文的疑点", "未答复不得编印", "博彩广告词", "<mark>注册送彩金</mark>", "孤本且来自不可信网站",
                  "页面挂链", "<mark>⟨U+202E⟩</mark>", "建议"):  # fmt: skip
        assert words in page
    assert "\u202e" not in page


def test_a_review_begins_with_what_stands_against_the_text(shown: Gazette) -> None:
    told = shown("review", ID).err
    assert f"{ID}: what stands against this text" in told
    assert "! gambling" in told


def test_show_names_marks_that_are_not_kept(shown: Gazette) -> None:
    flags = {flag["code"] for flag in shown("show", ID, "--json").json["flags"]}
    assert flags == {"bidi", "gambling", "single-source"}


def test_doubts_come_gravest_first(shown: Gazette, root: Path) -> None:
    with open_desk(root) as desk:
        found = told(desk, ID)
    graves = [doubt.flag.grave for doubt in found]
    assert graves == sorted(graves, reverse=True)
    assert not found[-1].flag.grave
    assert [line for line in lines(found) if line.startswith("·")] == [
        "· link-spam: A line outside the documents hangs links on the page: “甲乙网 丙丁娱 戊己城 庚辛app”."
    ]


def test_what_is_not_grave_comes_after_what_is(
    gazette: Gazette, root: Path, tmp_path: Path
) -> None:
    text = GOOD.replace("补助标准", "补助6月31日标准").replace("接受社会", "接\u202e受社会")
    (tmp_path / "bad.txt").write_text(text, "utf-8")
    gazette("import", tmp_path / "bad.txt")
    with open_desk(root) as desk:
        found = [(doubt.flag.code, doubt.flag.grave) for doubt in told(desk, ID)]
    assert found == [("bidi", True), ("impossible-date", False)]


def test_characters_are_written_as_codes() -> None:
    assert visible("做\u202e好\u200b") == "做⟨U+202E⟩好⟨U+200B⟩"
    assert visible("做好") == "做好"
