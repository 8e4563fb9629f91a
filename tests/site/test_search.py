"""The search index holds what its docstrings say."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.site import Library, Office
from gazette.site.search.index import pairs, shard_count, shard_of
from gazette.text.units import is_word, units
from tests.site.conftest import library, policy

TEXT = st.text(st.sampled_from("甲乙〇㈠ａＢ12 ３\u200b，。〔〕㎡é𠮷"), max_size=30) | st.text(
    max_size=20
)


@settings(deadline=None, max_examples=200)
@given(TEXT)
def test_pairs_are_the_units_of_a_text_two_by_two(text: str) -> None:
    keys = [unit.key for unit in units(text)]
    one_by_one = {key for key in keys if is_word(key)}
    together = {
        f"{a} {b}" if is_word(a) or is_word(b) else a + b for a, b in pairwise(keys)
    }  # fmt: skip
    assert pairs(text) == one_by_one | together


def test_every_pair_of_every_text_is_in_the_index(public: Path, sample_library: Library) -> None:
    head = json.loads((public / "search/index.json").read_text("utf-8"))
    docs = json.loads((public / "search/docs/0.json").read_text("utf-8"))
    names = [path for path, *_ in docs]
    assert head["count"] == len(names)
    for held in sample_library.policies.values():
        number = next(
            n
            for n, name in enumerate(names)
            if docs[n][1] == held.meta.title or _is(name, held.id)
        )
        for block in held.parts[0].blocks[:5]:
            for pair in pairs(block.text):
                assert number in _holders(public, pair, head["shards"])


def _is(name: str, policy_id: str) -> bool:
    return unquote(name) == f"policies/{policy_id}.html"


def _holders(public: Path, pair: str, count: int) -> set[int]:
    number = shard_of(pair, count)
    posts = json.loads((public / f"search/pairs/{number // 64}/{number}.json").read_text("utf-8"))
    found, last = set(), 0
    for gap in posts[pair]:
        last += gap
        found.add(last)
    return found


@pytest.mark.parametrize(
    ("documents", "shards"), [(0, 16), (256, 16), (257, 32), (10_000, 1024), (10**6, 1024)]
)
def test_the_number_of_shards_grows_with_the_library(documents: int, shards: int) -> None:
    assert shard_count(documents) == shards


def test_an_empty_library_makes_a_site(build: Callable[..., Path]) -> None:
    out = build(library())
    assert "暂无" in (out / "index.html").read_text("utf-8")
    assert json.loads((out / "search/index.json").read_text("utf-8"))["count"] == 0


def test_a_site_speaks_english(build: Callable[..., Path]) -> None:
    made = library(policy(1), office=Office("Gazette", language="en"))
    out = build(made)
    page = (out / "policies/甲政发/2024/1.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert "In force" in page
    assert 'lang="zh-CN"' in page
    assert "Verify" in (out / "about.html").read_text("utf-8")


def test_an_office_may_have_its_own_templates(build: Callable[..., Path], tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "site").mkdir(parents=True)
    (own / "site/style.css").write_text("body { color: red }", "utf-8")
    (own / "site/missing.html.j2").write_text("gone", "utf-8")
    out = build(library(policy(1), own=own))
    assert (out / "style.css").read_text("utf-8") == "body { color: red }"
    assert (out / "404.html").read_text("utf-8") == "gone"
