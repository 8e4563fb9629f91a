"""Every link of the site leads somewhere, and every page is well made."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html

_LINKED = {"a": "href", "link": "href", "script": "src", "form": "action", "img": "src"}


def pages(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), html.fromstring(path.read_bytes())


@pytest.fixture(scope="module")
def parsed(public: Path) -> dict[str, html.HtmlElement]:
    return dict(pages(public))


def links(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter(*_LINKED):
        target = element.get(_LINKED[element.tag])
        names_a_term = element.get("property") and "://" in (target or "")
        if target is not None and not names_a_term:
            yield element.tag, target


def test_every_internal_link_and_anchor_resolves(
    public: Path, parsed: dict[str, html.HtmlElement]
) -> None:
    ids = {
        path: {e.get("id") for e in tree.iter() if e.get("id")} for path, tree in parsed.items()
    }
    broken, count = [], 0
    for path, tree in parsed.items():
        for _, target in links(tree):
            file, fragment = urldefrag(urljoin(f"http://s/{path}", target))
            assert file.startswith("http://s/"), (path, target)
            name = unquote(file.removeprefix("http://s/").partition("?")[0])
            count += 1
            missing = not (public / name).is_file()
            if missing or (
                fragment and unquote(fragment) not in ids.get(name, {unquote(fragment)})
            ):
                broken.append((path, target))
    assert broken == []
    assert count > 1000


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(
    parsed: dict[str, html.HtmlElement],
) -> None:
    whole = "issues/2023-21/2023-21.html"
    for path, tree in parsed.items():
        assert not [e for e in tree.iter("style") if path != whole], path
        assert not [e for e in tree.iter() for name in e.attrib if name.startswith("on")], path
        scripts = [e for e in tree.iter("script") if e.get("type") != "application/ld+json"]
        assert all(e.get("src") for e in scripts), path
        if path != whole:
            assert tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"), (
                path
            )


def test_each_id_stands_once_and_each_page_has_one_first_heading(
    parsed: dict[str, html.HtmlElement],
) -> None:
    for path, tree in parsed.items():
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), path
        assert len(list(tree.iter("h1"))) == 1, path
        assert tree.get("lang"), path
        assert len(list(tree.iter("main"))) == 1, path


def test_pages_weigh_little(public: Path, parsed: dict[str, html.HtmlElement]) -> None:
    for path in parsed:
        text = (public / path).stat().st_size
        words = public / path.replace(".html", ".txt")
        own = words.stat().st_size if words.is_file() else 0
        if not path.startswith(("issues/2023-21/2023", "comparisons/")):
            assert text < 60_000 + 3 * own, path
    assets = sum((public / name).stat().st_size for name in ("style.css", "search.js", "icon.svg"))
    assert assets < 30_000
