"""Bringing two archives together: fetched, then forwarded or merged; nothing is ever forced.

A policy that both sides changed is settled anew from the copies and rulings of both, so that where
they differ shows as a variant like any other.  Where one side was edited by hand, the texts are joined
block by block; a block that both changed is reported, and nothing is changed until it is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import tomlkit

from gazette.config import parse_toml
from gazette.errors import ArchiveError
from gazette.model.collation import Ruling
from gazette.model.document import Policy
from gazette.model.store import Saved
from gazette.store import records
from gazette.store.codec import dump_rulings, load_rulings
from gazette.store.ids import id_of
from gazette.store.journal import Changes
from gazette.store.remote import address, fetch, push
from gazette.store.union import Union, united
from gazette.workflow.desk import OpenDesk
from gazette.workflow.imports import Held, edited_by_hand
from gazette.workflow.merging import HERE, THERE, Conflict, Merger
from gazette.workflow.settle import settle
from gazette.workflow.verifying import MERGED

_ENTRIES = {
    "rulings": ("ruling", ("reading", "before", "after")),
    "corrections": ("correction", ("find", "on")),
    "events": ("event", ("event", "target", "quote")),
    "subjects": ("subject", ("name",)),
}
"""For files of entries: the name of their list, and what tells one entry from another."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants of a sync."""

    push: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    """For the id of a conflict, whose reading holds: `here` or `there`."""
    reason: str = ""
    """Why these choices."""
    agent: str | None = None
    """Socket of the SSH agent that holds the keys."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did."""

    state: str
    """same | ahead | forwarded | merged | conflict"""
    commit: str | None
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    pushed: bool = False
    warnings: tuple[str, ...] = ()


def sync(open_desk: OpenDesk, remote: str, wish: Wish, when: datetime) -> Synced:
    """Take over what a remote archive has, and give it what it lacks if that is wished.

    Args:
        open_desk: The desk.
        remote: A folder, a bundle, or an address by https or ssh.
        wish: What is decided, and whether to push.
        when: The time of a merge.

    Raises:
        ArchiveError: The remote cannot be reached, has another history, or holds what no archive
            may; there are edits by hand; a choice has no reason.
    """
    _check_wish(wish)
    archive = open_desk.archive
    where = address(remote)
    with united(archive, fetch(archive, where, wish.agent)) as union:
        done = _Sync(open_desk, union, wish, when).run()
    if wish.push and done.state != "conflict":
        push(archive, where, wish.agent)
        return replace(done, pushed=True)
    return done


def shape(done: Synced) -> dict[str, Any]:
    """Return it as `gazette sync --json` prints it; conflicts look like variants."""
    return {
        "state": done.state,
        "commit": done.commit,
        "changed": list(done.changed),
        "pushed": done.pushed,
        "variants": [
            {
                "id": each.id,
                "path": each.path,
                "address": each.place,
                "base": each.base,
                "readings": {HERE: each.here, THERE: each.there},
            }
            for each in done.conflicts
        ],
        "warnings": list(done.warnings),
    }


def _check_wish(wish: Wish) -> None:
    if wish.choices and not wish.reason.strip():
        raise ArchiveError("A choice needs a reason.", 'Give it with --reason "…".')
    if set(wish.choices.values()) - {HERE, THERE}:
        raise ArchiveError("A choice is ID=here or ID=there.")


class _Sync:
    """One sync under the lock: what becomes of the two newest commits."""

    def __init__(self, open_desk: OpenDesk, union: Union, wish: Wish, when: datetime) -> None:
        self.desk, self.union = open_desk, union
        self.wish, self.when = wish, when
        self.conflicts: list[Conflict] = []

    def run(self) -> Synced:
        union = self.union
        if union.base == union.there:
            return Synced("same" if union.here == union.there else "ahead", union.here)
        theirs = union.changed_there()
        if union.base == union.here:
            return _synced("forwarded", union.forward(theirs))
        changes = self._merged(theirs)
        if self.conflicts:
            return Synced("conflict", union.here, conflicts=tuple(self.conflicts))
        return _synced("merged", union.merge(changes, self._trailers(changes), self.when))

    def _merged(self, theirs: Changes) -> Changes:
        """Return what the merge changes here."""
        ours = self.union.files(self.union.here)
        changes: Changes = {}
        for path, (old, new) in theirs.items():
            mine = ours.get(path)
            if mine == new:
                continue
            merged = new if mine == old else self._join(path, old, mine, new)
            if merged != mine:
                changes[path] = (mine, merged)
        return changes

    def _trailers(self, changes: Changes) -> list[tuple[str, str]]:
        """Say in the commit which policies were joined, and what was decided."""
        trailers = [(MERGED, path) for path, (old, _) in changes.items() if old and id_of(path)]
        if self.wish.choices:
            trailers.append(("Reason", self.wish.reason))
            trailers += [("Choice", f"{name}={side}") for name, side in self.wish.choices.items()]
        return trailers

    def _join(
        self, path: str, base: str | None, here: str | None, there: str | None
    ) -> str | None:
        """Join a file that both sides changed; return the blob of what comes out."""
        merger = Merger(path, self.wish.choices, self.conflicts)
        folder = path.partition("/")[0]
        if here is None or there is None or not (id_of(path) or folder in _ENTRIES):
            return merger.decide("", base, here, there, self._show)
        sides = (self._blob(base) if base else None, self._blob(here), self._blob(there))
        data = self._policy(merger, *sides) if id_of(path) else self._entries(merger, *sides)
        return self.union.store(data)

    def _policy(self, merger: Merger, base: bytes | None, here: bytes, there: bytes) -> bytes:
        path = merger.path
        old = records.read_policy(base, path) if base is not None else None
        ours, theirs = records.read_policy(here, path), records.read_policy(there, path)
        policy = self._settled(ours, theirs) or merger.policy(old, ours, theirs)
        return next(iter(records.policy_file(policy).values()))

    def _settled(self, here: Policy, there: Policy) -> Policy | None:
        """Settle a policy from the copies and rulings of both sides; `None` after an edit by hand."""
        commits = ((here, self.union.here), (there, self.union.there))
        sides = [self._held(policy, at) for policy, at in commits]
        if any(not h.witnesses or edited_by_hand(self.desk, h, rulings) for h, rulings in sides):
            return None
        (ours, our_rulings), (theirs, their_rulings) = sides
        known = {witness.source for witness in ours.witnesses}
        witnesses = (*ours.witnesses, *(w for w in theirs.witnesses if w.source not in known))
        rulings = tuple(dict.fromkeys((*our_rulings, *their_rulings)))
        sources = {**theirs.sources, **ours.sources}
        return settle(here.id, witnesses, sources, rulings, self.desk.desk)[0]

    def _held(self, policy: Policy, at: str | None) -> tuple[Held, tuple[Ruling, ...]]:
        archive, commit = self.desk.archive, at or "HEAD"
        witnesses = records.load_witnesses(archive, policy.id, commit)
        sources = {
            w.source: records.load_source_record(archive, w.source, commit).source
            for w in witnesses
        }
        return Held(witnesses, sources, policy), records.rulings_of(archive, policy.id, commit)

    def _entries(self, merger: Merger, base: bytes | None, here: bytes, there: bytes) -> bytes:
        """Join two files of entries; comments of this side stay where its entries stay."""
        name, keys = _ENTRIES[merger.path.partition("/")[0]]
        try:
            sides = [_load(each, name) for each in (base or b"", here, there)]
        except (ValueError, AttributeError, TypeError) as error:
            raise ArchiveError(f"{merger.path} is damaged: {error}.", "Mend it.") from error
        merged = merger.tables(keys, *sides)
        document = tomlkit.document()
        document[name] = merged
        if name != "ruling":
            return tomlkit.dumps(document).encode()
        rulings = load_rulings(tomlkit.dumps(document), merger.path)
        return dump_rulings(rulings, here.decode()).encode()

    def _blob(self, blob: str) -> bytes:
        return self.desk.archive.blob(blob)

    def _show(self, blob: str | None) -> str:
        return self._blob(blob).decode("utf-8", "replace") if blob else ""


def _synced(state: str, saved: Saved) -> Synced:
    return Synced(state, saved.commit, saved.changed, warnings=saved.warnings)


def _load(data: bytes, name: str) -> list[dict[str, Any]]:
    plain: Any = parse_toml(data.decode("utf-8"))
    return [dict(entry) for entry in plain.get(name, [])]
