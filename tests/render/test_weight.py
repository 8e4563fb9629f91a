import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import RenderError
from gazette.model.issue import Issue
from gazette.render import html, weight

BOMBS = {
    "divs": "<div>" * 500 + "x" + "</div>" * 500,
    "unclosed": "<b>" * 100_000,
    "misnested": "<b><p>" * 10_000,
    "hidden by slashes": "<div/>" * 500,
    "hidden by quotes": '<div title="<">' * 500,
    "upper case": "<DIV>" * 500,
    "cells": "<table>" + ("<tr>" + "<td>x</td>" * 100 + "</tr>") * 1000 + "</table>",
    "cells unclosed": "<table>" + ("<tr>" + "<td>x" * 100) * 1000,
    "columns": "<table><tr><td colspan=1000000>x</td></tr></table>",
    "rows": "<table><tr><td ROWSPAN = '1000000'>x</td></tr></table>",
    "group": '<table><colgroup span="1000000"></colgroup></table>',
    "area": "<table>" + "<tr><td rowspan=1000 colspan=1000>x</td></tr>" + "</table>",
    "word": "a" * 1_000_000,
    "han": "文" * 1_000_000,
    "entities": "&amp;" * 100_000,
    "spans": "<p>" + "<span>x</span>" * 100_000 + "</p>",
    "breaks": "<p>" + "x<br>" * 100_000 + "</p>",
    "attributes": "<p " + " ".join(f"a{n}=x" for n in range(100_000)) + ">x</p>",
    "style": "<style>" + "p { color: red } " * 100_000 + "</style>",
    "comment": "<!-- " + "x" * 1_000_000 + " -->",
    "no end": "<a" * 1_000_000,
    "size": "<p>文</p>" * 2_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_in_one_sentence_before_anything_is_started(bomb: str) -> None:
    start = time.process_time()
    with pytest.raises(RenderError) as caught:
        weight.check(f"<html><body>{bomb}")
    assert time.process_time() - start < 5
    assert caught.value.hint
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    "page",
    [
        "<p>一<p>二" * 1000,
        "<ol>" + "<li>一<p>二" * 1000,
        "<table>" + ("<tr>" + "<td>一<th>二" * 10) * 100,
        "<table><tr>" + "<td colspan=4 rowspan='2'>一</td>" * 500,
        "<dl>" + "<dt>一<dd>二" * 1000,
        "<svg>" + "<path d='M0 0'/>" * 1000 + "</svg>",
        "<hr><img><BR>" * 1000,
        "</p></b>" * 1000,
        "<td>" * 90,
        "",
    ],
)
def test_what_html_allows_to_leave_out_is_not_depth(page: str) -> None:
    weight.check(page)


def test_an_issue_is_far_from_every_bound(seed_issue: Issue) -> None:
    page = html.print_page(seed_issue, html.look(seed_issue.manifest, {}, "zh", None))
    weight.check(page)
    weight.check(page * 10)


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="<>/ apbtdr=\"'1文\n", max_size=300))
def test_any_text_is_weighed_or_refused(page: str) -> None:
    with_refusal(lambda: weight.check(page))


def with_refusal(job: Callable[[], None]) -> None:
    try:
        job()
    except RenderError as error:
        assert error.hint  # noqa: PT017 - either is right, any other exception is not


def test_bounds_grow_with_the_page_up_to_a_ceiling() -> None:
    small, issue = weight.bounds("x"), weight.bounds("x" * 60_000)
    large, absurd = weight.bounds("x" * 830_000), weight.bounds("x" * weight.MAX_HTML)
    assert small.cpu < 10
    assert small.memory < 400 * weight.MIB
    assert small.cpu < issue.cpu < large.cpu
    assert large.cpu > 2 * 45
    assert large.memory > 700 * weight.MIB
    assert absurd.cpu == weight.MAX_CPU
    assert absurd.memory == weight.MAX_MEMORY
    assert absurd.wall > absurd.cpu
