"""For harvesters: which pages there are, and that all of them may be read."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 20_000
"""Addresses of one file; the protocol allows 50,000 and 50 MB."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield robots.txt, and the sitemap where the address of the site is known."""
    base = press.office.base
    lines = ["User-agent: *", "Allow: /"] + ([f"Sitemap: {base}sitemap.xml"] if base else [])
    yield press.file("robots.txt", ["robots"], "\n".join([*lines, ""]).encode)
    if not base:
        return
    listed = _paths(library, known)
    pieces = [listed[at : at + _MOST] for at in range(0, len(listed), _MOST)]
    names = [f"sitemaps/{number}.xml" for number in range(1, len(pieces) + 1)]
    yield press.file("sitemap.xml", ["map", names], lambda: _index(base, names))
    for name, piece in zip(names, pieces, strict=True):
        yield press.file(name, ["map", piece], lambda piece=piece: _sitemap(base, piece))  # type: ignore[misc]


def _paths(library: Library, known: dict[str, Row]) -> list[str]:
    fixed = ["", "issues/index.html", "policies/index.html", "comparisons/index.html"]
    fixed += ["about.html", "data.html", "verify.html"]
    fixed += [paths.issue(each.issue.manifest.id) for each in library.issues]
    years = dict.fromkeys(each.issue.manifest.year for each in library.issues)
    fixed += map(paths.annual, years)
    fixed += [paths.comparison(each.old, each.new) for each in library.comparisons]
    return [*fixed, *sorted(row.path for row in known.values())]


def _index(base: str, names: list[str]) -> bytes:
    return _written("sitemapindex", "sitemap", base, names)


def _sitemap(base: str, piece: list[str]) -> bytes:
    return _written("urlset", "url", base, piece)


def _written(outer: str, inner: str, base: str, found: list[str]) -> bytes:
    ET.register_namespace("", _MAP)
    top = ET.Element(f"{{{_MAP}}}{outer}")
    for path in found:
        place = ET.SubElement(ET.SubElement(top, f"{{{_MAP}}}{inner}"), f"{{{_MAP}}}loc")
        place.text = base + paths.url(path)
    written: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
