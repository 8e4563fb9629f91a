"""Catalogues: every policy by status, issuer, year and subject, in pages of bounded length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazette.model.event import StatusKind
from gazette.site import paths
from gazette.site.library import Library
from gazette.site.page import Page
from gazette.site.press import Press, slug
from gazette.site.rows import Row

_A_PAGE = 100
"""Most lines of one page."""
KINDS = ("status", "subjects", "years", "issuers")
UNCLASSIFIED = ""
"""What stands for the subject of policies of which nobody says what they are about."""
FED = ("issuers", "subjects")
"""Kinds of catalogue that have feeds."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The policies that have one thing in common."""

    kind: str
    """One of `KINDS`."""
    value: str
    label: str
    rows: tuple[Row, ...]

    @property
    def path(self) -> str:
        """Where its first page lies."""
        return paths.listing(self.kind, self.value)


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield the overview, and each catalogue in as many pages as it needs."""
    found = catalogues(press, known)
    groups = [
        (kind, [(each.label, each.path, len(each.rows)) for each in found if each.kind == kind])
        for kind in KINDS
    ]
    yield press.page(
        "policies/index.html",
        "catalogues",
        [groups, len(known)],
        lambda: {
            "section": "policies",
            "heading": press.label["policies"],
            "groups": groups,
            "total": len(known),
        },
    )
    for each in found:
        yield from _catalogue(press, each)


def catalogues(press: Press, known: dict[str, Row]) -> list[Catalogue]:
    """Return every catalogue there is something for."""
    by_status: dict[str, list[Row]] = {slug(kind): [] for kind in StatusKind}
    by_year: dict[str, list[Row]] = {}
    by_issuer: dict[str, list[Row]] = {}
    by_subject: dict[str, list[Row]] = {}
    for row in known.values():
        by_status[row.slug].append(row)
        by_year.setdefault(str(row.year or "undated"), []).append(row)
        for issuer in dict.fromkeys(row.issuers):
            by_issuer.setdefault(issuer, []).append(row)
        for subject in row.subjects or (UNCLASSIFIED,):
            by_subject.setdefault(subject, []).append(row)
    status = [_made("status", k, press.label["status"][k], v) for k, v in by_status.items() if v]
    years = sorted(by_year, key=lambda year: (year != "undated", year), reverse=True)
    undated = press.label["undated"]
    dated = [
        _made(
            "years",
            y,
            undated if y == "undated" else press.label["year"].format(year=y),
            by_year[y],
        )
        for y in years
    ]
    issuers = sorted(by_issuer.items(), key=lambda item: (-len(item[1]), item[0]))
    named = [_made("issuers", i, paths.text(i), v) for i, v in issuers]
    return [*status, *_subjects(press, by_subject), *dated, *named]


def _subjects(press: Press, by_subject: dict[str, list[Row]]) -> list[Catalogue]:
    """Return the catalogues by subject, the unclassified last; none where nobody named any."""
    if by_subject.keys() <= {UNCLASSIFIED}:
        return []
    listed = sorted(
        by_subject.items(), key=lambda item: (item[0] == UNCLASSIFIED, -len(item[1]), item[0])
    )
    words = press.label["unclassified"]
    return [_made("subjects", s, words if s == UNCLASSIFIED else s, v) for s, v in listed]


def _made(kind: str, value: str, label: str, rows: Sequence[Row]) -> Catalogue:
    return Catalogue(kind, value, label, tuple(rows))


def _catalogue(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    pieces = [catalogue.rows[at : at + _A_PAGE] for at in range(0, len(catalogue.rows), _A_PAGE)]
    links = [paths.listing(catalogue.kind, catalogue.value, n + 1) for n in range(len(pieces))]
    for number, (piece, path) in enumerate(zip(pieces, links, strict=True), 1):
        values = {
            "section": "policies",
            "heading": catalogue.label,
            "kind": catalogue.kind,
            "rows": piece,
            "number": number,
            "links": links,
            "total": len(catalogue.rows),
            "feed": _feed(catalogue),
            "note": "" if catalogue.value else press.label["unclassified_note"],
        }
        key = [catalogue.label, piece, number, links, len(catalogue.rows)]
        yield press.page(path, "catalogue", key, lambda values=values: values)  # type: ignore[misc]


def _feed(catalogue: Catalogue) -> str | None:
    if catalogue.kind not in FED or catalogue.value == UNCLASSIFIED:
        return None
    return paths.feed(catalogue.kind, catalogue.value, "atom")
