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
from gazette.site.search import postings
from gazette.site.search.index import keys_of, shard_count, shard_of
from gazette.text.units import is_word, units
from tests.site.conftest import library, policy

TEXT = st.text(st.sampled_from("甲乙〇㈠ａＢ12 ３\u200b，。〔〕㎡é𠮷"), max_size=30) | st.text(
    max_size=20
)


@settings(deadline=None, max_examples=200)
@given(TEXT)
def test_a_text_is_found_by_its_units_and_by_each_two(text: str) -> None:
    read = [unit.key for unit in units(text)]
    together = {
        f"{a} {b}" if is_word(a) or is_word(b) else a + b for a, b in pairwise(read)
    }  # fmt: skip
    assert keys_of(text) == {*read} | together


@given(st.sets(st.integers(0, 10**6)))
def test_a_list_of_documents_is_read_as_it_was_written(numbers: set[int]) -> None:
    written = postings.encode(sorted(numbers))
    assert postings.decode(written) == sorted(numbers)
    assert all("#" <= char <= "~" for char in written)


@given(
    st.dictionaries(st.text("甲乙丙", min_size=1, max_size=2), st.sets(st.integers(0, 60), min_size=1)),
    st.lists(st.tuples(st.text("甲乙丙", min_size=1, max_size=2), st.integers(0, 60), st.booleans())),
)  # fmt: skip
def test_a_patched_file_is_the_file_made_anew(
    held: dict[str, set[int]], changes: list[tuple[str, int, bool]]
) -> None:
    lists = {
        key: (sorted(numbers), sorted(n for n in numbers if n % 2))
        for key, numbers in held.items()
    }
    data = postings.dump(lists)
    assert postings.load(data) == lists
    after = {key: set(numbers) for key, numbers in held.items()}
    for key, number, there in changes:
        (after.setdefault(key, set()).add if there else after.setdefault(key, set()).discard)(
            number
        )
    entered = [(key, n, there, there and n % 2 == 1) for key, n, there in changes]
    anew = {key: (sorted(ns), sorted(n for n in ns if n % 2)) for key, ns in after.items()}
    assert postings.patched(data, entered) == postings.dump(anew)


def test_every_key_of_every_text_is_in_the_index(public: Path, sample_library: Library) -> None:
    head = json.loads((public / "search/index.json").read_text("utf-8"))
    docs = [
        doc
        for path in sorted((public / "search/docs").iterdir(), key=lambda path: int(path.stem))
        for doc in json.loads(path.read_text("utf-8"))
    ]
    names = [unquote(path) for path, *_ in docs]
    assert head["count"] == len(names)
    for held in sample_library.policies.values():
        number = names.index(f"policies/{held.id}.html")
        for key in keys_of(held.meta.title or ""):
            assert number in _holders(public, key, head["shards"])[1]
        for block in held.parts[0].blocks[:5]:
            for key in keys_of(block.text):
                assert number in _holders(public, key, head["shards"])[0]


def _holders(public: Path, key: str, count: int) -> postings.Lists:
    number = shard_of(key, count)
    data = (public / f"search/keys/{number // 64}/{number}.txt").read_bytes()
    return postings.load(data)[key]


def test_filters_name_who_has_what(public: Path) -> None:
    found = postings.load((public / "search/filters.txt").read_bytes())
    head = json.loads((public / "search/index.json").read_text("utf-8"))
    for kind in ("year", "kind", "status"):
        held = [n for key, lists in found.items() if key.startswith(f"{kind} ") for n in lists[0]]
        assert sorted(held) == list(range(head["count"]))


@pytest.mark.parametrize(
    ("documents", "shards"),
    [(0, 16), (128, 16), (129, 32), (257, 64), (10_000, 2048), (10**6, 2048)],
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
    assert '<html lang="en"' in page
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
