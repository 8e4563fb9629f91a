"""The page of a policy: its text, and all that is known of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazette.model.collation import Severity, Variant
from gazette.model.document import Flag
from gazette.model.event import Event
from gazette.render import labels, templates, view
from gazette.render.view import PartView
from gazette.site import paths
from gazette.site.formats import eli, jsonld
from gazette.site.library import Copies, Library
from gazette.site.links import carriers, comparisons_of
from gazette.site.page import Page
from gazette.site.press import Press
from gazette.site.rows import Row

_OUTLINE_DEPTH = 1
"""How deep the headings beside the text go."""
_NAMED = re.compile(r"[\u4e00-\u9fff〔《][\u4e00-\u9fff〔〕《》（）、\d]{1,80}")
"""What a message in English names in Chinese: an organ, a number, words of the text."""
_PREFIX = "t"
"""Before the address in the anchor of a provision."""


def pages(press: Press, library: Library, known: dict[str, Row]) -> Iterator[Page]:
    """Yield a page for every policy, held or known by reference only."""
    carried = carriers(library)
    compared = comparisons_of(library)
    for row in known.values():
        near = _Near(press, library, known, row, carried.get(row.id, ()), compared.get(row.id, ()))
        template = "policy" if row.held else "reference"
        yield press.page(row.path, template, near.key(), near.values)


@dataclass(frozen=True, slots=True)
class Link:
    """A document that another names."""

    title: str
    path: str | None
    """`None`: nothing more is known of it."""
    number: str | None = None
    held: bool = True
    quotes: tuple[tuple[str, str], ...] = ()
    """Where it is named: the address and the words."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A policy, and what the library knows around it."""

    press: Press
    library: Library
    known: dict[str, Row]
    row: Row
    carried: tuple[tuple[str, str], ...]
    compared: tuple[tuple[str, str], ...]

    def key(self) -> Sequence[object]:
        library, policy_id = self.library, self.row.id
        others = {c.id for c in library.citations.get(policy_id, ()) if c.id}
        others |= {*library.backlinks.get(policy_id, ())}
        for event in library.events.get(policy_id, ()):
            others |= {event.source, event.target.id if event.target and event.target.id else ""}
        for old, new in self.compared:
            others |= {old, new}
        names = [
            (o, self.known[o].title, self.known[o].held) for o in sorted(others) if o in self.known
        ]
        return (self.row, self.row.facts, self.carried, self.compared, names)

    def values(self) -> dict[str, Any]:
        library, policy_id, row = self.library, self.row.id, self.row
        policy = library.policies.get(policy_id)
        common = {
            "row": row,
            "heading": row.title,
            "section": "policies",
            "events": [self._event(e) for e in _timeline(library.events.get(policy_id, ()))],
            "because": self._because(),
            "cited_by": self._backlinks(),
            "cites": self._citations(),
            "issues": [(self._issue_name(i), paths.issue(i)) for i, _ in self.carried],
            "comparisons": [self._comparison(old, new) for old, new in self.compared],
            "description": self._description(),
            "permalink": self.press.absolute(row.path) or row.path,
        }
        if policy is None:
            return common
        parts = view.parts(policy, _PREFIX)
        return common | {
            "meta": policy.meta,
            "parts": parts,
            "outline": outline(parts),
            "subject_sources": list(dict.fromkeys(s.source for s in policy.meta.subjects)),
            "flags": [told(self.press, flag) for flag in policy.flags],
            "grave": [told(self.press, flag) for flag in policy.flags if flag.grave],
            "sources": policy.sources,
            "copies": _copies(library.copies.get(policy_id)),
            "corrections": library.corrections.get(policy_id, ()),
            "revisions": library.histories.get(policy_id, ()),
            "reworded": {
                c.new: paths.rewording(policy_id, c.old, c.new)
                for c in library.reworded.get(policy_id, ())
            },
            "editions": self._editions(),
            "formats": [
                (ending, paths.policy(policy_id, ending)) for ending in ("json", "xml", "txt")
            ],
            "alternates": _alternates(policy_id),
            "cite": cite(self.press, row, self.carried),
            "eli": eli.properties(library, row),
            "eli_links": list(eli.resources(library, row, self._address)),
            "json_ld": jsonld.script(jsonld.legislation(self.press, library, row, policy)),
            "safe_url": templates.safe_url,
            "listing": paths.listing,
        }

    def _address(self, policy_id: str) -> str | None:
        """Return the address of a policy's page as this page writes it."""
        other = self.known.get(policy_id)
        return paths.root(self.row.path) + paths.url(other.path) if other else None

    def _issue_name(self, issue_id: str) -> str:
        year, _, number = issue_id.partition("-")
        return str(self.press.label["issue_name"].format(year=year, number=number))

    def _because(self) -> list[str]:
        status = self.library.statuses.get(self.row.id)
        return [event.quote for event in status.because] if status else []

    def _description(self) -> str:
        issued = self.press.day(self.row.issued)
        facts = (self.row.number, "、".join(map(paths.text, self.row.issuers)), issued)
        return " · ".join(fact for fact in facts if fact)

    def _event(self, event: Event) -> dict[str, Any]:
        target = event.target
        other = (
            event.source if event.source in self.known and event.source != self.row.id else None
        )
        aim = target.id if target and target.id and target.id != self.row.id else None
        return {
            "kind": event.kind.value,
            "day": event.day,
            "certain": event.certain,
            "candidates": event.candidates,
            "quote": event.quote,
            "reason": event.reason,
            "editor": event.source == "editor",
            "partial": target.partial if target else None,
            "source": self._link(other) if other else None,
            "target": self._link(aim, target.title if target else None) if aim else None,
            "address": event.address,
            "anchor": "",
        }

    def _link(self, policy_id: str, title: str | None = None) -> Link:
        row = self.known.get(policy_id)
        if row is None:
            return Link(paths.text(title or policy_id), None)
        return Link(row.title, row.path, row.number, row.held)

    def _citations(self) -> list[Link]:
        places: dict[tuple[str | None, str | None], list[tuple[str, str]]] = {}
        ids: dict[tuple[str | None, str | None], str | None] = {}
        for c in self.library.citations.get(self.row.id, ()):
            name = (c.id, None) if c.id else (c.number, c.title)
            ids.setdefault(name, c.id)
            places.setdefault(name, []).append((c.address, c.quote))
        found = []
        for name, quotes in places.items():
            policy_id = ids[name]
            link = (
                self._link(policy_id, quotes[0][1])
                if policy_id
                else Link(paths.text(name[1] or name[0] or quotes[0][1]), None, name[0])
            )
            found.append(Link(link.title, link.path, link.number, link.held, tuple(quotes)))
        return found

    def _backlinks(self) -> list[Link]:
        return [self._link(source) for source in self.library.backlinks.get(self.row.id, ())]

    def _comparison(self, old: str, new: str) -> tuple[Link, Link, str]:
        return self._link(old), self._link(new), paths.comparison(old, new)

    def _editions(self) -> list[tuple[date | None, Link, bool]]:
        held = self.library.editions.get(self.row.id, ())
        return [(day, self._link(each), each == self.row.id) for day, each in held]


def _timeline(events: Sequence[Event]) -> list[Event]:
    """Return events in order of their days; those without a day come last."""
    return sorted(events, key=lambda event: (event.day or date.max, event.kind))


def told(press: Press, flag: Flag) -> str:
    """Return a flag in the language of the site: messages are English, so its name and what it names."""
    if press.office.language == "en":
        return flag.message
    names: Mapping[str, Any] = labels.load("reconcile", press.office.language)
    name = names["flag"].get(flag.code)
    if name is None:
        return flag.message
    named = "".join(f"“{words}”" for words in dict.fromkeys(_NAMED.findall(flag.message)))
    return f"{name}{press.label['colon']}{named}" if named else name


def outline(parts: Sequence[PartView]) -> list[tuple[int, str, str]]:
    """Return the headings beside the text: depth, words, anchor."""
    found = []
    for at, part in enumerate(parts):
        if at and part.title:
            found.append((0, part.title, f"{part.anchor}-part"))
        found += [
            (1 + piece.depth, piece.text, piece.anchor)
            for piece in part.pieces
            if piece.kind == "heading" and piece.anchor and piece.depth <= _OUTLINE_DEPTH
        ]
    return found


def _alternates(policy_id: str) -> tuple[tuple[str, str], ...]:
    return (
        ("application/json", paths.policy(policy_id, "json")),
        ("application/akn+xml", paths.policy(policy_id, "xml")),
        ("text/plain", paths.policy(policy_id, "txt")),
    )


def _copies(copies: Copies | None) -> dict[str, Any] | None:
    """Return how many places were decided and how many are open, and the decisions in words."""
    if copies is None:
        return None
    words = [v for v in copies.collation.variants if v.severity is not Severity.NOISE]
    names = dict(copies.names)
    return {
        "names": [name for _, name in copies.names],
        "ruled": [_variant(v, names) for v in words if v.ruling],
        "open": [_variant(v, names) for v in words if not v.ruling],
        "noise": sum(number for _, number in copies.collation.noise),
    }


def _variant(variant: Variant, names: dict[str, str]) -> dict[str, Any]:
    return {
        "address": variant.address,
        "kind": variant.kind.value,
        "before": variant.before[-12:],
        "after": variant.after[:12],
        "readings": [(names.get(sha, sha[:8]), reading.text) for sha, reading in variant.readings],
        "ruling": variant.ruling,
    }


def cite(press: Press, row: Row, carried: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return how to cite a policy: in a sentence, and as an entry of a list of sources."""
    number = f"（{row.number}）" if row.number else ""
    issuers = "，".join(map(paths.text, row.issuers))
    name = f"{row.title}{number}[A]"
    issue = f"{press.office.gazette}，{carried[0][0]}" if carried else press.office.gazette
    source = "，".join(
        part for part in (issue, row.issued.isoformat() if row.issued else "") if part
    )
    where = press.absolute(row.path) or ""
    return [
        ("cite_short", f"《{row.title}》{number}"),
        ("cite_long", ". ".join(part for part in (issuers, name, source, where) if part)),
    ]
