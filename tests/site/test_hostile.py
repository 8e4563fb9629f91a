"""Titles and texts that try to be more than words stay words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from gazette.site import paths
from gazette.site.formats import akn
from gazette.site.formats.jsonld import script
from gazette.site.press import Press
from gazette.site.rows import rows
from tests.site.conftest import compared, edition, library, policy

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"\' onmouseover="alert(1)',
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "甲\u202e乙\u2066丙",
    "]]><x/>&amp;&lt;",
    "长" * 4000,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_harmless(build: Callable[..., Path], words: str) -> None:
    one = policy(1, words, title=f"关于{words}的办法", issuer=f"{words}局")
    two = policy(2)
    made = library(
        one, two, comparisons=(compared(two, one),), issues=(edition(one),), url="https://e.cn"
    )
    out = build(made)
    for path in out.rglob("*.html"):
        tree = html.fromstring(path.read_bytes())
        assert not list(tree.iter("img", "x")), path
        assert not [n for e in tree.iter() for n in e.attrib if str(n).startswith("on")], path
        for element in tree.iter("script"):
            if element.get("type") == "application/ld+json":
                json.loads(element.text or "")
            else:
                assert element.get("src"), path
        for element in tree.iter("a", "link"):
            assert not str(element.get("href") or "").startswith("javascript:"), path
    for path in [*out.rglob("*.atom"), *out.rglob("*.xml")]:
        etree.parse(str(path))
    for path in out.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    listed = json.loads((out / "all.json").read_text("utf-8"))
    assert not set("\u202e\u2066") & set("".join(p["title"] for p in listed["policies"]))


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    made = library(policy(1, "甲\u0001乙\uffff丙\ud800丁"))
    data = akn.document(Press.of(made), made, rows(made)["甲政发/2024/1"])
    assert "甲\ufffd乙\ufffd丙\ufffd丁" in "".join(map(str, etree.fromstring(data).itertext()))


def test_a_script_element_cannot_be_left() -> None:
    text = str(script({"a": "</script><!--\u2028&"}))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "a/b", "", "con:aux", "长" * 300, "\u202e"]
)
def test_a_name_of_a_file_stays_in_its_folder(name: str) -> None:
    made = paths.name(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|\u202e')
    assert not made.startswith(".")
    assert len(made.encode()) < 150


def test_names_that_differ_stay_apart() -> None:
    names = ["a/b", "a:b", "ab", "a b", "长" * 50, "长" * 51]
    assert len({paths.name(name) for name in names}) == len(names)
