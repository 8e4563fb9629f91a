"""The annual index on the site: every entry of the issues that are out, each leading somewhere."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import html

from gazette import site
from gazette.site import Library
from tests.site.conftest import edition, library, policy

Build = Callable[..., Path]


def page_of(out: Path) -> html.HtmlElement:
    return html.parse(out / "issues/2024.html").getroot()


def test_every_entry_of_a_year_is_listed_by_section_and_by_number(build: Build) -> None:
    first, second = policy(1), policy(2)
    page = page_of(build(library(first, second, issues=(edition(first, second),))))
    assert page.xpath("//h2/@id") == ["by-section", "by-number", "by-issuer"]
    rows = page.xpath("//section[@aria-labelledby='by-section']//li")
    assert [row.find("a").text for row in rows] == [first.meta.title, second.meta.title]
    assert all("第1期" in row.text_content() for row in rows)


def test_an_entry_leads_to_its_document_or_else_to_its_issue(build: Build) -> None:
    first, lost = policy(1), policy(2)
    made = edition(first, lost)
    entry = replace(made.issue.items[1].entry, policy=None, title="卷首语")
    order = made.issue.manifest
    section = replace(order.sections[0], entries=(order.sections[0].entries[0], entry))
    issue = replace(made.issue, manifest=replace(order, sections=(section,)))
    out = build(library(first, issues=(replace(made, issue=issue),)))
    found = page_of(out).xpath("//section[@aria-labelledby='by-section']//li/a/@href")
    assert [target.rpartition("/")[2] for target in found] == ["1.html", "index.html"]
    assert all((out / "issues" / unquote(target)).resolve().is_file() for target in found)


def test_the_list_of_issues_and_each_issue_lead_to_it(build: Build) -> None:
    first = policy(1)
    out = build(library(first, issues=(edition(first),)))
    for path in ("issues/index.html", "issues/2024-1/index.html"):
        assert "2024.html" in (out / path).read_text("utf-8")


def test_there_is_none_without_issues(build: Build) -> None:
    assert not (build(library(policy(1))) / "issues/2024.html").exists()


def test_it_is_made_anew_only_when_what_it_lists_changes() -> None:
    first, second = policy(1), policy(2)

    def key(made: Library) -> str:
        planned = site.plan(made)
        return next(p.key for p in planned if getattr(p, "path", "") == "issues/2024.html")

    alone = key(library(first, issues=(edition(first),)))
    assert alone == key(library(first, second, issues=(edition(first),)))
    assert alone != key(library(first, second, issues=(edition(first, second),)))
