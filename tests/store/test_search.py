"""Full-text search: what is there is found, and a lost index is built again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.model.document import Block, Metadata, Part, PartKind, Policy
from gazette.store.search import SearchIndex


def policy(name: str, *texts: str) -> Policy:
    blocks = tuple(Block(text) for text in texts)
    return Policy(name, Metadata(title=texts[0]), (Part(PartKind.NOTICE, None, blocks),))


TWO = (
    ("v1", policy("甲/2023/1", "关于年检的通知", "实行信息报送、年检、降级。")),
    ("v1", policy("乙/2022/16", "医疗救助", "健全重特大疾病医疗保险（国办发〔2021〕42号）。")),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    found = SearchIndex(tmp_path / "cache" / "search.sqlite")
    found.update(TWO)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("年检", ["甲/2023/1"]),
        ("年检 降级", ["甲/2023/1"]),
        ("重特大疾病", ["乙/2022/16"]),
        ("国办发[2021]42号", ["乙/2022/16"]),
        ("检年", []),
        ("", []),
        ("（）", []),
        ('"', []),
    ],
)
def test_search(index: SearchIndex, query: str, ids: list[str]) -> None:
    assert [hit.id for hit in index.search(query)] == ids


def test_the_title_weighs_more(index: SearchIndex) -> None:
    more = ("v1", policy("丙/2024/1", "别的", *["年检" * 3] * 3))
    index.update((*TWO, more))
    assert index.search("年检")[0].id == "甲/2023/1"


def test_an_excerpt_shows_the_words_found(index: SearchIndex) -> None:
    (hit,) = index.search("降级")
    assert hit.excerpts == (("关于年检的通知\n实行信息报送、年检、", "降级", "。"),)


def test_only_what_changed_is_indexed_anew(index: SearchIndex) -> None:
    assert index.update(TWO) == 0
    assert index.update((("v2", TWO[0][1]), TWO[1])) == 1
    assert index.update(TWO[:1]) == 1
    assert index.search("医疗") == ()


def test_a_damaged_index_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(b"not a database, not at all" * 100)
    index = SearchIndex(path)
    assert index.update(TWO) == 2
    assert index.search("年检")
    index.close()
