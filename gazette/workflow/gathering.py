"""Gathering what is published: each text, copy and comparison is read only where a page needs it."""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Generic, TypeVar

from gazette import compare, validity
from gazette.model.comparison import Comparison
from gazette.model.correction import Correction
from gazette.model.document import Policy
from gazette.model.event import EventKind
from gazette.site.library import Compared, Copies, Edition, Library, Office, Reworded
from gazette.store import catalogue, records, subjects
from gazette.store.ids import policy_path
from gazette.store.paths import is_safe
from gazette.store.rewording import rewordings
from gazette.workflow.corrections import corrected, errata
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import base_id, editions, predecessors
from gazette.workflow.rulings import reconcile
from gazette.workflow.shelf import Shelf
from gazette.workflow.subjects import classified

T = TypeVar("T")
_REPLACING = (EventKind.REPEALS, EventKind.SUPERSEDES, EventKind.REVISES)
_LENGTH = 32


class Lazy(Mapping[str, T], Generic[T]):
    """Values by id, each made when it is first asked for."""

    def __init__(self, ids: Iterable[str], make: Callable[[str], T]) -> None:
        """Take the ids there are, and what makes the value of one."""
        self._ids = dict.fromkeys(ids)
        self._make = cache(make)

    def __getitem__(self, policy_id: str) -> T:
        if policy_id not in self._ids:
            raise KeyError(policy_id)
        return self._make(policy_id)

    def __contains__(self, policy_id: object) -> bool:
        """Tell whether there is such an id, without making its value."""
        return policy_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True, slots=True)
class Published:
    """The policies of a desk as they read on the day."""

    policies: Mapping[str, Policy]
    summaries: Mapping[str, Policy]
    """The same without their parts."""
    errata: Mapping[str, tuple[Correction, ...]]


def published(open_desk: OpenDesk, shelf: Shelf, day: date) -> Published:
    """Return the policies with the errata out on a day, and with the subjects editors gave them."""
    out = errata(open_desk, day)
    given = subjects.load_all(open_desk.archive)

    def whole(policy_id: str) -> Policy:
        policy = corrected(shelf.policies[policy_id], out.get(policy_id, ()), day)
        return classified(policy, given.get(policy_id, ()))

    summaries = {i: classified(each, given.get(i, ())) for i, each in shelf.summaries.items()}
    return Published(Lazy(shelf.policies, whole), summaries, out)


def versions(open_desk: OpenDesk, held: Published) -> dict[str, str]:
    """Return for each policy what changes whenever its text, data, copies or history do.

    It is a hash of the newest commit that touched it, of every file that is kept of it, of the
    errata out by now, and, where copies are held together, of the order of carriers.
    """
    archive = open_desk.archive
    kept: dict[str, list[str]] = {}
    for path, blob in catalogue.files(archive, "").items():
        kept.setdefault(_owner(path), []).append(blob)
    newest = catalogue.newest(archive)
    order = repr(open_desk.desk.precedence)
    found = {}
    for policy_id, summary in held.summaries.items():
        told = [*kept[policy_id], newest.get(policy_id, ""), repr(held.errata.get(policy_id))]
        told += [order] if len(summary.sources) > 1 else []
        found[policy_id] = hashlib.sha256("\n".join(told).encode()).hexdigest()[:_LENGTH]
    return found


def _owner(path: str) -> str:
    """Return the id of the policy that a file is kept of, wherever it lies."""
    folder, _, rest = path.partition("/")
    if folder == "witnesses":
        return rest.rpartition("/")[0]
    return rest.removesuffix(".md").removesuffix(".toml")


def copies(open_desk: OpenDesk, summaries: Mapping[str, Policy]) -> Mapping[str, Copies]:
    """Return the copies of each policy that has more than one."""

    def held_together(policy_id: str) -> Copies:
        found = reconcile(open_desk, policy_id)
        return Copies(found.collation, tuple((s.sha256, s.name) for s in found.sources.values()))

    return Lazy((i for i, p in summaries.items() if len(p.sources) > 1), held_together)


def texts_over_time(ids: Iterable[str]) -> dict[str, tuple[tuple[date | None, str], ...]]:
    """Return for each policy with more than one edition all of them, the oldest first."""
    by_base: dict[str, list[str]] = {}
    for policy_id in ids:
        by_base.setdefault(base_id(policy_id), []).append(policy_id)
    found: dict[str, tuple[tuple[date | None, str], ...]] = {}
    for base, several in by_base.items():
        if len(several) > 1:
            found |= dict.fromkeys(several, tuple(editions(several, base)))
    return found


def comparisons(policies: Mapping[str, Policy], shelf: Shelf) -> Iterator[Compared]:
    """Yield each later text against the one before it, and each rule against the one it replaced."""
    for new, old in sorted(predecessors(policies).items()):
        yield _compared(policies, old, new, "edition")
    seen: set[tuple[str, str]] = set()
    for new in sorted(policies):
        for event in shelf.events.get(new, ()):
            target = event.target
            if (
                event.source != new
                or event.kind not in _REPLACING
                or target is None
                or target.partial
            ):
                continue
            old = target.id or ""
            if old in policies and base_id(old) != base_id(new) and (old, new) not in seen:
                seen.add((old, new))
                yield _compared(policies, old, new, "replaced")


def _compared(policies: Mapping[str, Policy], old: str, new: str, why: str) -> Compared:
    @cache
    def compared() -> Comparison:
        sides = [policies[i] for i in (old, new)]
        names = [each.meta.title or each.meta.number or each.id for each in sides]
        return compare.compare(
            sides[0].parts, sides[1].parts, old_name=names[0], new_name=names[1]
        )

    return Compared(old, new, why, compared)


def reworded(open_desk: OpenDesk, held: Container[str]) -> dict[str, tuple[Reworded, ...]]:
    """Return the saves that changed the words of policies; the texts are read where a page is made."""
    archive = open_desk.archive

    def read(policy_id: str, old: str, new: str) -> tuple[Policy, Policy]:
        return (
            records.load_policy(archive, policy_id, old),
            records.load_policy(archive, policy_id, new),
        )

    return {
        i: tuple(
            Reworded(c.old, c.new, c.old_day, c.new_day, partial(read, i, c.old, c.new))
            for c in changes
        )
        for i, changes in rewordings(archive).items()
        if i in held
    }


def safe_ids(ids: Iterable[str], held: Container[str]) -> Iterator[str]:
    """Yield the ids under which a page may lie; one read from a text need not be such."""
    return (i for i in ids if i in held or is_safe(f"policies/{i}.md"))


def library(open_desk: OpenDesk, shelf: Shelf, day: date, issues: tuple[Edition, ...]) -> Library:
    """Return all that is published of a desk, as it stands on a day."""
    desk, archive = open_desk.desk, open_desk.archive
    held = published(open_desk, shelf, day)
    events = {i: shelf.events[i] for i in safe_ids(shelf.events, held.summaries)}
    cited = validity.backlinks(shelf.citations)
    return Library(
        office=Office(desk.gazette, desk.pinyin, desk.publisher, desk.url, desk.language),
        day=day,
        policies=held.policies,
        summaries=held.summaries,
        versions=versions(open_desk, held),
        statuses={i: shelf.status(i, day) for i in events},
        events=events,
        citations=shelf.citations,
        backlinks={i: cited[i] for i in safe_ids(cited, held.summaries)},
        corrections=held.errata,
        histories=Lazy(held.summaries, lambda i: archive.history(policy_path(i))),
        copies=copies(open_desk, held.summaries),
        editions=texts_over_time(held.summaries),
        reworded=reworded(open_desk, held.summaries),
        comparisons=tuple(comparisons(held.policies, shelf)),
        issues=issues,
        register=desk.register,
        sections=tuple(desk.sections),
        own=desk.templates if desk.templates.is_dir() else None,
    )
