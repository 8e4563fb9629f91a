"""Atom and JSON feeds: the latest documents of all, of each issuer and of each subject."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from gazette.site import paths
from gazette.site.formats.data import dump
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row

_MANY = 50
_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = uuid.UUID("7a1c2f0e-6d0b-5a53-9b0e-5f3a8f6f2d11")
"""Of names that have no address: an entry's id must stay the same for ever."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield both feeds of all, of each issuer and of each subject."""
    for of, rows in _topics(known):
        latest = rows[:_MANY]
        for ending, make in (("atom", atom), ("json", json_feed)):
            yield press.file(
                paths.feed(*of, ending),
                ["feed", of, latest],
                lambda make=make, of=of, latest=latest: make(press, of, latest),  # type: ignore[misc]
            )


Of = tuple[str, str]
"""Whose feed it is: issuers or subjects, and the name; of all, two empty texts."""


def _topics(known: dict[str, Row]) -> Iterator[tuple[Of, list[Row]]]:
    held = [row for row in known.values() if row.held]
    listed = [row for row in held if row.published or row.issued]
    listed.sort(key=lambda row: (_day(row), row.id), reverse=True)
    found: dict[Of, list[Row]] = {("", ""): listed}
    found |= {of: [] for row in held for of in _of(row)}
    for row in listed:
        for of in _of(row):
            found[of].append(row)
    yield from found.items()


def _of(row: Row) -> list[Of]:
    issuers = [("issuers", name) for name in dict.fromkeys(row.issuers)]
    return [*issuers, *(("subjects", name) for name in row.subjects)]


def _day(row: Row) -> date:
    return row.published or row.issued or date.min


def _moment(row: Row) -> str:
    return f"{_day(row).isoformat()}T00:00:00+08:00"


def _title(press: Press, of: Of) -> str:
    name = press.office.gazette or press.label["unnamed"]
    return f"{name} · {paths.text(of[1])}" if of[1] else name


def _summary(row: Row) -> str:
    return " · ".join(filter(None, (row.number, "、".join(map(paths.text, row.issuers)))))


def atom(press: Press, of: Of, rows: Sequence[Row]) -> bytes:
    """Return an Atom feed (RFC 4287)."""
    ET.register_namespace("", _ATOM)
    path = paths.feed(*of, "atom")
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _put(feed, "title", _title(press, of))
    _put(feed, "id", _id(press, path))
    _put(feed, "updated", _moment(rows[0]) if rows else "1970-01-01T00:00:00Z")
    _put(feed, "link", rel="self", href=_address(press, path, path))
    _put(feed, "link", rel="alternate", href=_address(press, path, "index.html"))
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _put(author, "name", press.office.publisher or press.office.gazette or press.label["unnamed"])
    for row in rows:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _put(entry, "title", row.title)
        _put(entry, "id", _id(press, row.path))
        _put(entry, "updated", _moment(row))
        _put(
            entry, "link", rel="alternate", type="text/html", href=_address(press, path, row.path)
        )
        _put(entry, "summary", _summary(row))
    ET.indent(feed, " ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = paths.text(text) or None


def json_feed(press: Press, of: Of, rows: Sequence[Row]) -> bytes:
    """Return a JSON feed (version 1.1)."""
    path = paths.feed(*of, "json")
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(press, of),
        "language": "zh-CN",
        "home_page_url": press.absolute("index.html"),
        "feed_url": press.absolute(path),
        "items": [
            {
                "id": _id(press, row.path),
                "url": _address(press, path, row.path),
                "title": row.title,
                "content_text": _summary(row),
                "date_published": _moment(row),
            }
            for row in rows
        ],
    }
    return dump({key: value for key, value in feed.items() if value is not None})


def _id(press: Press, path: str) -> str:
    return press.absolute(path) or f"urn:uuid:{uuid.uuid5(_SPACE, path)}"


def _address(press: Press, here: str, path: str) -> str:
    return press.absolute(path) or paths.root(here) + paths.url(path)
