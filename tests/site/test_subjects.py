"""Catalogues and feeds by subject, for what sources or editors say and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from gazette.model.document import Policy, Subject
from gazette.site import paths
from tests.site.conftest import library, policy

Build = Callable[..., Path]
ATOM = "{http://www.w3.org/2005/Atom}"


def about(number: int, *names: str, source: str = "text") -> Policy:
    made = policy(number)
    given = tuple(Subject(name, source) for name in names)
    return replace(made, meta=replace(made.meta, subjects=given))


def lines(out: Path, path: str) -> list[str]:
    tree = html.fromstring((out / path).read_bytes())
    return [str(a.get("href")) for a in tree.iter("a") if a.get("class") == "title"]


def test_each_subject_has_a_catalogue_and_feeds(build: Build) -> None:
    out = build(library(about(1, "水利", "饮水"), about(2, "水利", source="editor"), policy(3)))
    assert len(lines(out, "subjects/水利.html")) == 2
    assert len(lines(out, "subjects/饮水.html")) == 1
    assert len(lines(out, "subjects/none/all.html")) == 1
    assert "没有写明主题" in (out / "subjects/none/all.html").read_text("utf-8")
    feed = etree.parse(str(out / "feeds/subjects/水利.atom"))
    assert len(feed.findall(f"{ATOM}entry")) == 2
    assert len(json.loads((out / "feeds/subjects/饮水.json").read_text("utf-8"))["items"]) == 1
    overview = (out / "policies/index.html").read_text("utf-8")
    assert "按主题" in overview
    assert "未分类" in overview


def test_a_policy_says_what_it_is_about_and_who_says_so(build: Build) -> None:
    out = build(library(about(1, "水利"), about(2, "卫生", source="card")))
    page = html.fromstring((out / "policies/甲政发/2024/1.html").read_bytes())
    said = str(page.xpath("string(//dt[.='主题']/..)"))
    assert "水利" in said
    assert "正文主题词" in said
    told = json.loads((out / "policies/甲政发/2024/2.json").read_text("utf-8"))
    assert told["subjects"] == [{"name": "卫生", "source": "card"}]
    listed = json.loads((out / "all.json").read_text("utf-8"))["policies"]
    assert sorted(map(tuple, (each["subjects"] for each in listed))) == [("卫生",), ("水利",)]


def test_where_nobody_names_a_subject_there_is_no_catalogue_of_them(build: Build) -> None:
    out = build(library(policy(1)))
    assert not (out / "subjects").exists()
    assert "按主题" not in (out / "policies/index.html").read_text("utf-8")


def test_a_subject_touches_its_own_pages_alone(build: Build) -> None:
    before = build(library(about(1, "水利"), about(2, "卫生"), policy(3)))
    kept = (before / "subjects/卫生.html").stat().st_mtime_ns
    after = build(library(about(1, "水利", "饮水"), about(2, "卫生"), policy(3)))
    assert (after / "subjects/卫生.html").stat().st_mtime_ns == kept
    assert (after / "subjects/饮水.html").is_file()


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "none", "none/all", "..", "\u202e\u0001", "甲" * 400, "-"],
)
def test_hostile_subjects_are_harmless(build: Build, name: str) -> None:
    out = build(library(about(1, name), policy(2), url="https://e.cn"))
    for path in out.rglob("*.html"):
        tree = html.fromstring(path.read_bytes())
        scripts = [e for e in tree.iter("script") if e.get("type") != "application/ld+json"]
        assert all(e.get("src") for e in scripts), path
    for path in out.rglob("*.atom"):
        etree.parse(str(path))
    if paths.text(name):
        assert (out / paths.listing("subjects", paths.text(name))).is_file()
