"""Accuracy on real texts, held to floors that only go up."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gazette.model.comparison import Change, Comparison, count
from tests.compare import evaluate

pytestmark = pytest.mark.cases


@pytest.fixture
def floors() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "floors_compare.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_official_tables(cases: Path, floors: dict[str, Any]) -> None:
    total = evaluate.pooled("all", evaluate.tables(cases))
    assert total.precision >= floors["tables"]["precision"], sorted(total.wrong)
    assert total.recall >= floors["tables"]["recall"], sorted(total.missed)
    assert total.joined / total.joins >= floors["tables"]["joined"]


def test_alignment_by_hand(cases: Path, floors: dict[str, Any]) -> None:
    for one in evaluate.hands(cases):
        assert one.precision >= floors["by_hand"]["precision"], sorted(one.wrong)
        assert one.recall >= floors["by_hand"]["recall"], sorted(one.missed)


def revision(cases: Path, law: str, old: str, new: str) -> Comparison:
    folder = cases / "revisions" / law
    return evaluate.run(folder / f"{old}.md", folder / f"{new}.md")


def changed(found: Comparison) -> list[list[str]]:
    """The articles that changed in any way; the preamble with its list of dates is left out."""
    return [
        [evaluate.article(one.address) for one in pair.new]
        for pair in found.pairs
        if (pair.change is not Change.SAME or pair.renumbered or pair.moved)
        and any(one.label for one in (*pair.old, *pair.new))
    ]


@pytest.mark.parametrize(
    ("law", "old", "new", "article"),
    [
        ("国内水路运输管理条例", "2017-03-01", "2023-07-20", "第三十四条"),
        ("农药管理条例", "2017-03-16", "2022-03-29", "第九条"),
    ],
)
def test_one_article_amended(cases: Path, law: str, old: str, new: str, article: str) -> None:
    assert changed(revision(cases, law, old, new)) == [[article]]


def test_the_same_text_twice(cases: Path) -> None:
    law = "最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释"
    found = revision(cases, law, "2022-04-04", "2022-04-24")
    assert {pair.change for pair in found.pairs} == {Change.SAME}
    assert not any(pair.renumbered or pair.moved for pair in found.pairs)


def test_a_long_law_renumbered(cases: Path) -> None:
    found = revision(cases, "立法法", "2015-03-15", "2023-03-13")
    assert count(found)["same"] == 63
    links = evaluate.links(found)
    assert {
        ("第十三条", "第十六条"),
        ("第七十二条", "第八十条"),
        ("第七十二条", "第八十一条"),
    } <= links
    assert ("第十三条", "第七十九条") not in links


def test_what_the_amending_decisions_say(cases: Path) -> None:
    links = evaluate.links(revision(cases, "反垄断法", "2007-08-30", "2022-06-24"))
    assert {("第四条", "第四条"), ("第十条", "第十三条"), ("第十四条", "第十八条")} <= links
    assert {("第十三条", "第十六条"), ("第十三条", "第十七条")} <= links
    assert not {"第五条", "第九条", "第十一条", "第十九条"} & {new for _, new in links}
    links = evaluate.links(revision(cases, "网络安全法", "2016-11-07", "2025-10-28"))
    assert {
        ("第十八条", "第十九条"),
        ("第四十条", "第四十二条"),
        ("第五十九条", "第六十一条"),
    } <= links
    assert not {"第三条", "第二十条"} & {new for _, new in links}


def test_a_rewrite_is_called_one(cases: Path) -> None:
    assert revision(cases, "商用密码管理条例", "1999-10-07", "2023-04-27").rewritten
    for law, old, new in (
        ("立法法", "2015-03-15", "2023-03-13"),
        ("治安管理处罚法", "2012-10-26", "2025-06-27"),
        ("北京市优化营商环境条例", "2020-03-27", "2024-11-29"),
    ):
        assert not revision(cases, law, old, new).rewritten
