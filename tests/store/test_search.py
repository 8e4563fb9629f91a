"""Full-text search: what is there is found, and a lost index is built again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
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


def update(index: SearchIndex, *held: tuple[str, Policy]) -> int:
    by_id = {each.id: each for _, each in held}
    return index.update({each.id: version for version, each in held}, by_id.__getitem__)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    found = SearchIndex(tmp_path / "cache" / "search.sqlite")
    update(found, *TWO)
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
        ("税", []),
        ("檢", ["甲/2023/1"]),
        ("醫療", ["乙/2022/16"]),
        ('"重特大 疾病"', ["乙/2022/16"]),
        ("国办发202142号", ["乙/2022/16"]),
    ],
)
def test_search(index: SearchIndex, query: str, ids: list[str]) -> None:
    assert [hit.id for hit in index.search(query)] == ids


def test_the_title_weighs_more(index: SearchIndex) -> None:
    more = ("v1", policy("丙/2024/1", "别的", *["年检" * 3] * 3))
    update(index, *TWO, more)
    assert index.search("年检")[0].id == "甲/2023/1"


def test_an_excerpt_shows_the_words_found(index: SearchIndex) -> None:
    (hit,) = index.search("降级")
    assert hit.excerpts == (("关于年检的通知\n实行信息报送、年检、", "降级", "。"),)


def test_only_what_changed_is_indexed_anew(index: SearchIndex) -> None:
    assert update(index, *TWO) == 0
    assert update(index, ("v2", TWO[0][1]), TWO[1]) == 1
    assert update(index, *TWO[:1]) == 1
    assert index.search("医疗") == ()


def test_a_damaged_index_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(b"not a database, not at all" * 100)
    index = SearchIndex(path)
    assert update(index, *TWO) == 2
    assert index.search("年检")
    index.close()


def test_an_index_of_another_version_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE held (id, version, body); PRAGMA user_version = 1")
    base.close()
    index = SearchIndex(path)
    assert update(index, *TWO) == 2
    index.close()


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("年检医疗救助", ("年检", "医疗救助")),
        ("量子年检态", ("年检",)),
        ("年检 量子", ("年检",)),
        ("量子", ()),
        ("龘", ()),
        ("", ()),
    ],
)
def test_where_nothing_is_found_pieces_are_suggested(
    index: SearchIndex, query: str, pieces: tuple[str, ...]
) -> None:
    assert index.search(query) == ()
    assert index.suggest(query) == pieces


def test_titles_come_first_then_the_newest(index: SearchIndex) -> None:
    older = replace(
        policy("丙/2020/1", "年检"), meta=Metadata(title="年检", issued=date(2020, 1, 1))
    )
    newer = replace(
        policy("丁/2024/1", "别的", "年检"), meta=Metadata(title="别的", issued=date(2024, 1, 1))
    )
    update(index, *TWO, ("v1", older), ("v1", newer))
    assert [hit.id for hit in index.search("年检")] == ["丙/2020/1", "甲/2023/1", "丁/2024/1"]
    assert len(index.search("年检", 1)) == 1
