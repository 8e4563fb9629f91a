"""What a page says of a document to be looked at: in its own language, the grave before the text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from gazette.model.document import Flag
from gazette.site import Library, Office
from tests.site.conftest import library, policy

Build = Callable[..., Path]
GRAVE = Flag(
    "issuer-mismatch",
    "The number 吉政办发〔2022〕16号 is one of 吉林省人民政府办公厅, and the document names 某某办公厅 as its issuer.",
    grave=True,
)
SLIGHT = Flag("title-missing", "The source gives no title for this document.")


def page(build: Build, language: str, *flags: Flag) -> html.HtmlElement:
    made: Library = library(
        replace(policy(1), flags=flags), office=Office("公报", language=language)
    )
    return html.parse(build(made) / "policies/甲政发/2024/1.html").getroot()


def listed(tree: html.HtmlElement) -> list[str]:
    return [each.text_content() for each in tree.xpath("//section[@class='warn']//li")]


def test_a_flag_speaks_chinese_on_a_chinese_page(build: Build) -> None:
    found = listed(page(build, "zh", GRAVE, SLIGHT))
    assert found == [
        "发文机关与文号不符：“吉政办发〔2022〕16号”“吉林省人民政府办公厅”“某某办公厅”",
        "缺标题",
    ]


def test_and_english_on_an_english_one(build: Build) -> None:
    assert listed(page(build, "en", GRAVE, SLIGHT)) == [GRAVE.message, SLIGHT.message]


def test_one_without_a_name_is_told_as_it_is(build: Build) -> None:
    assert listed(page(build, "zh", Flag("unheard-of", "So it is."))) == ["So it is."]


@pytest.mark.parametrize(("flag", "told"), [(GRAVE, 1), (SLIGHT, 0)])
def test_only_a_grave_one_stands_before_the_text(build: Build, flag: Flag, told: int) -> None:
    tree = page(build, "zh", flag)
    warnings = tree.xpath("//article/preceding::p[@class='warn'][a/@href='#flags-t']")
    assert len(warnings) == told
