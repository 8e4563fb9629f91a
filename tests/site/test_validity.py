"""Every page of the sample site is valid HTML, and is not heavier than it may be."""

from pathlib import Path

import pytest
from lxml import html

from tests.site.validity import faults

WEIGHTS = {
    "index.html": 24,
    "issues/index.html": 12,
    "issues/2023-21/index.html": 24,
    "policies/index.html": 40,
    "comparisons/index.html": 16,
    "search.html": 24,
    "about.html": 20,
    "data.html": 20,
    "verify.html": 20,
    "404.html": 12,
    "style.css": 28,
    "search.js": 20,
}
"""Most thousand bytes of a page, its texts left out; style and script of a visit come on top."""


def pages(public: Path) -> list[Path]:
    """Return the pages of the site itself; a whole issue is tested where it is made."""
    found = [p for p in public.rglob("*.html") if p.parent.name != p.stem]
    assert len(found) > 30
    return found


def test_every_page_is_valid(public: Path) -> None:
    found = [(page.relative_to(public), faults(page.read_bytes())) for page in pages(public)]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<p><div></div></p>", "p holds"),
        ("<section><p>x</section>", "closes"),
        ("<i id='a'></i><i id='a'></i>", "stands twice"),
        ("<a href='#no'>x</a>", "leads nowhere"),
        ("<h4>x</h4>", "h4 follows h1"),
        ("<ul><p>x</p></ul>", "p stands in ul"),
        ("<input name='x'>", "no label"),
        ("<time>x</time>", "no datetime"),
        ("<i style='color: red'>x</i>", "style or script"),
        ("<nav>x</nav>", "told apart"),
        ("<b class='a' class='b'>x</b>", "twice"),
    ],
)
def test_the_check_finds_what_is_wrong(page: str, fault: str) -> None:
    around = "<!DOCTYPE html><html lang='zh'><head><title>x</title></head><body><main><h1>x</h1>"
    assert faults(f"{around}</main></body></html>".encode()) == []
    assert any(fault in each for each in faults(f"{around}{page}</main></body></html>".encode()))


def test_no_page_is_heavier_than_its_kind_may_be(public: Path) -> None:
    sizes = {path: (public / path).stat().st_size / 1000 for path in WEIGHTS}
    assert {path: size for path, size in sizes.items() if size > WEIGHTS[path]} == {}


def test_a_policy_weighs_little_more_than_its_words(public: Path) -> None:
    for page in (public / "policies").rglob("*.html"):
        data = page.read_bytes()
        words = "".join(map(str, html.document_fromstring(data).itertext()))
        assert len(data) < 16_000 + 3 * len(words.encode()), page.name


def test_lists_are_cut_so_that_no_page_grows_with_the_archive(public: Path) -> None:
    for folder in ("years", "status", "issuers"):
        for page in (public / folder).glob("*.html"):
            assert page.stat().st_size < 100_000
