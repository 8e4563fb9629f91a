"""JSON: one document for each policy, issue and comparison, and a list of all."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from gazette import compare, shapes
from gazette.model.document import text_of
from gazette.model.issue import Item
from gazette.site import paths
from gazette.site.formats import akn
from gazette.site.library import Compared, Edition, Library
from gazette.site.links import carriers, comparisons_of, files
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row, version

Shape = dict[str, Any]


def dump(value: object) -> bytes:
    """Write a JSON document: UTF-8, readable, the keys in their order."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield JSON, XML and plain text of each policy, JSON of each issue and comparison, the list."""
    carried = carriers(library)
    compared = comparisons_of(library)
    for row in known.values():
        yield from _policy(press, library, row, carried.get(row.id, ()), compared.get(row.id, ()))
    for edition in library.issues:
        path = paths.issue(edition.issue.manifest.id, "json")
        yield press.file(
            path,
            ["json", edition],
            lambda edition=edition: dump(issue(edition)),  # type: ignore[misc]
        )
    for each in library.comparisons:
        versions = [version(library, i) for i in (each.old, each.new)]
        path = paths.comparison(each.old, each.new, "json")
        key = ["json", each.why, each.old, each.new, versions]
        yield press.file(path, key, lambda each=each: dump(comparison(each)))  # type: ignore[misc]
    listed = list(known.values())
    yield press.file(
        "all.json", ["all", library.day, listed], lambda: dump(everything(press, library, listed))
    )


def _policy(
    press: Press,
    library: Library,
    row: Row,
    carried: tuple[tuple[str, str], ...],
    compared: tuple[tuple[str, str], ...],
) -> Iterator[Page]:
    if row.held:
        text = paths.policy(row.id, "txt")
        key = ["txt", version(library, row.id)]
        yield press.file(text, key, lambda: plain(library, row.id))
        xml = paths.policy(row.id, "xml")
        key = ["xml", row, row.facts]
        yield press.file(xml, key, lambda: akn.document(press, library, row))
    about = ["json", row, row.facts, carried, compared]
    path = paths.policy(row.id, "json")
    yield press.file(
        path, about, lambda: dump(policy_shape(press, library, row, carried, compared))
    )


def plain(library: Library, policy_id: str) -> bytes:
    """Return the text of a policy as a file: one block a line."""
    return (text_of(library.policies[policy_id].parts) + "\n").encode("utf-8", "replace")


def policy_shape(
    press: Press,
    library: Library,
    row: Row,
    carried: tuple[tuple[str, str], ...] = (),
    compared: tuple[tuple[str, str], ...] = (),
) -> Shape:
    """Return all that is published of a policy."""
    return _text_shape(library, row) | {
        "held": row.held,
        "url": press.absolute(row.path),
        "path": paths.url(row.path),
        "until": row.until.isoformat() if row.until else None,
        "cited_by": list(library.backlinks.get(row.id, ())),
        "issues": [{"issue": issue_id, "anchor": anchor} for issue_id, anchor in carried],
        "comparisons": [
            {"old": old, "new": new, "path": paths.url(paths.comparison(old, new, "json"))}
            for old, new in compared
        ],
        "editions": [
            {"id": each, "from": day.isoformat() if day else None}
            for day, each in library.editions.get(row.id, ())
        ],
        "corrections": [shapes.correction_shape(c) for c in library.corrections.get(row.id, ())],
        "revisions": [shapes.revision_shape(r) for r in library.histories.get(row.id, ())],
        "texts": [
            {
                "commit": c.old,
                "saved": c.old_day.isoformat(),
                "path": paths.url(paths.earlier(row.id, c.old)),
            }
            for c in library.reworded.get(row.id, ())
        ],
        "collation": _collation(library, row.id),
    }


def _text_shape(library: Library, row: Row) -> Shape:
    policy = library.policies.get(row.id)
    events = library.events.get(row.id, ())
    if policy is None:
        return {
            "id": row.id,
            "number": row.number,
            "title": row.title,
            "kind": None,
            "issuers": [],
            "issued": None,
            "published": None,
            "status": row.status.value,
            "subjects": [],
            "parts": [],
            "events": [shapes.event_shape(event) for event in events],
            "citations": [],
            "text_sha256": None,
        }
    shape = shapes.full(
        policy, library.statuses.get(row.id), events, library.citations.get(row.id, ())
    )
    return shape | {"text_sha256": hashlib.sha256(plain(library, row.id)).hexdigest()}


def _collation(library: Library, policy_id: str) -> Shape | None:
    copies = library.copies.get(policy_id)
    if copies is None:
        return None
    return shapes.collation_shape(policy_id, copies.collation, dict(copies.names))


def issue(edition: Edition) -> Shape:
    """Return an issue: what it is, its files, its contents."""
    order = edition.issue.manifest
    return {
        "id": order.id,
        "name": order.name,
        "year": order.year,
        "number": order.number,
        "total": order.total,
        "published": order.published.isoformat() if order.published else None,
        "publisher": order.publisher,
        "pages": edition.pages,
        "path": paths.url(paths.issue(order.id)),
        "files": [
            {"name": f.name, "path": paths.url(f.path), "size": f.size, "sha256": f.sha256}
            for f in files(edition)
        ],
        "missing": edition.missing,
        "contents": [_entry(item) for item in edition.issue.items],
    }


def _entry(item: Item) -> Shape:
    held = item.policy is not None
    return {
        "section": item.section or None,
        "title": item.title,
        "number": item.entry.number or (item.policy.meta.number if item.policy else None),
        "policy": item.entry.policy,
        "revision": item.entry.revision,
        "held": held,
        "anchor": item.anchor,
        "printed_page": item.entry.printed_page,
    }


def comparison(each: Compared) -> Shape:
    """Return a comparison, with the ids of both sides."""
    return compare.as_json(each.compare()) | {
        "old_id": each.old,
        "new_id": each.new,
        "why": each.why,
    }


def everything(press: Press, library: Library, listed: list[Row]) -> Shape:
    """Return the list of all: what it takes to find each document, and to know what holds of it."""
    office = press.office
    return {
        "gazette": office.gazette or None,
        "publisher": office.publisher or None,
        "url": office.url or None,
        "as_of": library.day.isoformat(),
        "policies": [_row(row) for row in listed],
        "issues": [
            {
                "id": e.issue.manifest.id,
                "path": paths.url(paths.issue(e.issue.manifest.id, "json")),
            }
            for e in library.issues
        ],
        "comparisons": [
            {"old": c.old, "new": c.new, "path": paths.url(paths.comparison(c.old, c.new, "json"))}
            for c in library.comparisons
        ],
    }


def _row(row: Row) -> Shape:
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "kind": row.kind.value if row.held else None,
        "issuers": list(row.issuers),
        "issued": row.issued.isoformat() if row.issued else None,
        "published": row.published.isoformat() if row.published else None,
        "status": row.status.value,
        "until": row.until.isoformat() if row.until else None,
        "subjects": list(row.subjects),
        "held": row.held,
        "path": paths.url(paths.policy(row.id, "json")),
    }
