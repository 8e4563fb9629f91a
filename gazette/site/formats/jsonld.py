"""schema.org Legislation as JSON-LD: the same terms name ELI's, so that one block gives both."""

import json
from typing import Any

from markupsafe import Markup

from gazette.model.document import Policy
from gazette.model.event import EventKind, StatusKind
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.press import Press
from gazette.site.rows import Row, dated

_FORCE = {
    StatusKind.IN_FORCE: "InForce",
    StatusKind.AMENDED: "InForce",
    StatusKind.PARTLY_REPEALED: "PartiallyInForce",
    StatusKind.NOT_YET: "NotInForce",
    StatusKind.REPEALED: "NotInForce",
    StatusKind.EXPIRED: "NotInForce",
}
"""What schema.org can say of force; of an unknown status nothing is said."""
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"}
_RELATIONS = {
    EventKind.REPEALS: "legislationRepeals",
    EventKind.AMENDS: "legislationChanges",
    EventKind.SUPERSEDES: "legislationRepeals",
    EventKind.REVISES: "legislationConsolidates",
}


def legislation(press: Press, library: Library, row: Row, policy: Policy) -> dict[str, Any]:
    """Return what is known of a policy in the terms of schema.org; what is not known is left out."""
    events = library.events.get(row.id, ())
    force = _FORCE.get(row.status)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": press.absolute(row.path) or _urn(row.id),
        "url": press.absolute(row.path),
        "name": row.title,
        "inLanguage": "zh-CN",
        "legislationIdentifier": row.number,
        "legislationDate": _iso(row.issued),
        "datePublished": _iso(row.published),
        "legislationDateOfApplicability": _iso(dated(events, EventKind.IN_FORCE)),
        "legislationLegalForce": f"https://schema.org/{force}" if force else None,
        "legislationPassedBy": [_organ(name) for name in row.issuers],
        "publisher": _organ(press.office.publisher) if press.office.publisher else None,
        "encoding": [_encoding(press, policy.id, *each) for each in _FORMATS],
    }
    for kind, name in _RELATIONS.items():
        named = [_named(press, e.target.title, e.target.number, e.target.id) for e in events
                 if e.kind is kind and e.target and e.source == row.id]  # fmt: skip
        if named:
            told[name] = named
    return {key: value for key, value in told.items() if value}


_FORMATS = (("json", "application/json"), ("xml", "application/akn+xml"), ("txt", "text/plain"))


def _encoding(press: Press, policy_id: str, ending: str, media: str) -> dict[str, str]:
    path = paths.policy(policy_id, ending)
    address = press.absolute(path) or paths.url(path)
    return {"@type": "LegislationObject", "encodingFormat": media, "contentUrl": address}


def _organ(name: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": paths.text(name)}


def _named(
    press: Press, title: str | None, number: str | None, policy_id: str | None
) -> dict[str, str]:
    known = {
        "@type": "Legislation",
        "name": paths.text(title) if title else None,
        "legislationIdentifier": number,
        "@id": (press.absolute(paths.policy(policy_id)) or _urn(policy_id)) if policy_id else None,
    }
    return {key: value for key, value in known.items() if value}


def _urn(policy_id: str) -> str:
    return f"urn:x-gazette:{paths.url(policy_id)}"


def _iso(day: object) -> str | None:
    return str(day) if day else None


def script(value: object) -> Markup:
    """Return JSON that can stand in a script element: nothing in it can end or open one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - no mark of HTML is left
