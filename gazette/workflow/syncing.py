"""Bringing two archives together: fetched, then forwarded or merged; nothing is ever forced.

A policy that both sides changed is settled anew from the copies and rulings of both, so that where
they differ shows as a variant like any other.  Where one side was edited by hand, the texts are joined
block by block; a block that both changed is reported, and nothing is changed until it is decided.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from gazette.errors import ArchiveError
from gazette.model.collation import Ruling
from gazette.model.document import Policy
from gazette.store import index, journal, lock, records, recovery, states
from gazette.store.archive import DEFAULT_AUTHOR
from gazette.store.codec import dump_rulings, load_rulings
from gazette.store.commits import compose, identity
from gazette.store.git import Git, GitError
from gazette.store.ids import id_of
from gazette.store.journal import Changes
from gazette.store.names import Names
from gazette.store.objects import Objects
from gazette.store.save import finish, move
from gazette.workflow.desk import OpenDesk
from gazette.workflow.imports import Held, edited_by_hand
from gazette.workflow.merging import HERE, THERE, Conflict, Merger
from gazette.workflow.settle import settle
from gazette.workflow.verifying import MERGED

THEIRS = "refs/gazette/theirs"
PROTOCOLS = "file:https:ssh"
"""What a remote may be reached by; never a program named in an address."""
_PLAIN = "100644"
_ENTRIES = {
    "rulings": ("ruling", ("reading", "before", "after")),
    "corrections": ("correction", ("find", "on")),
    "events": ("event", ("event", "target", "quote")),
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
        remote: A folder, a bundle, or an address of the protocols above.
        wish: What is decided, and whether to push.
        when: The time of a merge.

    Raises:
        ArchiveError: The remote cannot be reached, has another history, or holds what no archive
            may; there are edits by hand; a choice has no reason.
    """
    _check_wish(wish)
    git = Git(open_desk.archive.root)
    address = _address(remote)
    there = _fetch(git, address, wish)
    with _writing(git) as held:
        edits = open_desk.archive.pending_edits()
        if edits:
            raise ArchiveError(
                f"Nothing was synced: {edits[0].path} was edited by hand.",
                "Commit the edits first: `gazette commit`.",
            )
        done = _Sync(open_desk, held, there, wish, when).run()
    if wish.push and done.state != "conflict":
        _push(git, address, wish)
        return Synced(done.state, done.commit, done.changed, (), True, done.warnings)
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


def _address(remote: str) -> str:
    """Return a remote as git takes it; a folder that is a desk stands for its archive."""
    if remote.startswith("-") or "::" in remote:
        raise ArchiveError(f"{remote!r} is no address of an archive.", "A folder, https or ssh.")
    path = Path(remote)
    if (path / "archive" / ".git").is_dir():
        path /= "archive"
    return str(path.resolve()) if path.exists() else remote


def _network(wish: Wish) -> dict[str, str]:
    words = {"GIT_ALLOW_PROTOCOL": PROTOCOLS, "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}
    return words | ({"SSH_AUTH_SOCK": wish.agent} if wish.agent else {})


def _fetch(git: Git, address: str, wish: Wish) -> str:
    """Fetch the newest commit of a remote, every object checked, and return its id."""
    quiet = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
    try:
        git.run("fetch", *quiet, "--", address, f"+HEAD:{THEIRS}", extra=_network(wish))
    except GitError as error:
        raise ArchiveError(
            f"{address} cannot be fetched: {_said(error)}",
            "Is it an archive, and may you read it?",
        ) from error
    return git.ids(1, "rev-parse", "--verify", "--end-of-options", f"{THEIRS}^{{commit}}")[0]


def _push(git: Git, address: str, wish: Wish) -> None:
    branch = states.branch(git)
    try:
        git.run("push", "--quiet", "--", address, f"{branch}:{branch}", extra=_network(wish))
    except GitError as error:
        raise ArchiveError(
            f"Merged here, but not pushed: {_said(error)}",
            "Sync again if others pushed meanwhile; a folder must be a bare repository to push to.",
        ) from error


def _said(error: GitError) -> str:
    lines = [line for line in error.stderr.strip().splitlines() if line.strip()]
    return lines[0][:300] if lines else "git did not say why"


@contextmanager
def _writing(git: Git) -> Iterator[Git]:
    """Hold the archive's lock, with what a killed writer left behind finished first."""
    with lock.locked(journal.lock_path(git)) as descriptor:
        held = Git(git.root, (descriptor,))
        states.check(held)
        recovery.recover(held)
        yield held


class _Sync:
    """One sync under the lock: the two newest commits, and what becomes of them."""

    def __init__(
        self, open_desk: OpenDesk, git: Git, there: str, wish: Wish, when: datetime
    ) -> None:
        self.desk, self.git, self.there = open_desk, git, there
        self.wish, self.when = wish, when
        self.here = states.tip(git)
        self.objects = Objects(git)
        self.conflicts: list[Conflict] = []

    def run(self) -> Synced:
        try:
            return self._run()
        finally:
            self.objects.close()

    def _run(self) -> Synced:
        base = self._base()
        if base == self.there:
            state = "same" if self.here == self.there else "ahead"
            return Synced(state, self.here)
        ours = dict(index.all_blobs(self.git, self.here)) if self.here else {}
        theirs = self._tree(self.there)
        if base == self.here:
            changes = _differences(ours, theirs)
            self._check(changes)
            return self._move("forwarded", self.there, changes)
        old = dict(index.all_blobs(self.git, str(base)))
        changes = self._merged(old, ours, theirs)
        if self.conflicts:
            return Synced("conflict", self.here, conflicts=tuple(self.conflicts))
        self._check(changes)
        return self._move("merged", self._commit(changes), changes)

    def _base(self) -> str | None:
        """Return the newest common ancestor; `None` for an archive that is empty."""
        if self.here is None:
            return None
        found = self.git.line("merge-base", self.here, self.there, accept=(0, 1))
        if not found:
            raise ArchiveError(
                "The two archives have no common history, so they are not merged.",
                "Import the other's sources; or restore one of them from a backup of the other.",
            )
        return found

    def _tree(self, commit: str) -> dict[str, str]:
        """Return path and blob of every file; links, programs and other repositories are refused."""
        listed = self.git.run("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
        found = {}
        for line in listed.split("\0")[:-1]:
            stat, _, path = line.partition("\t")
            mode, _, blob = stat.split(" ")
            if mode != _PLAIN:
                raise ArchiveError(
                    f"The other archive holds {path[:200]!r}, which is no plain file."
                )
            found[path] = blob
        return found

    def _merged(
        self, old: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
    ) -> Changes:
        """Return what the merge changes here."""
        changes: Changes = {}
        for path, (_, new) in sorted(_differences(old, theirs).items()):
            mine = ours.get(path)
            if mine == new:
                continue
            merged = new if mine == old.get(path) else self._join(path, old.get(path), mine, new)
            if merged != mine:
                changes[path] = (mine, merged)
        return changes

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
        return self.git.ids(1, "hash-object", "-w", "--stdin", data=data)[0]

    def _policy(self, merger: Merger, base: bytes | None, here: bytes, there: bytes) -> bytes:
        path = merger.path
        old = records.read_policy(base, path) if base is not None else None
        ours, theirs = records.read_policy(here, path), records.read_policy(there, path)
        policy = self._settled(ours, theirs) or merger.policy(old, ours, theirs)
        return next(iter(records.policy_file(policy).values()))

    def _settled(self, here: Policy, there: Policy) -> Policy | None:
        """Settle a policy from the copies and rulings of both sides; `None` after an edit by hand."""
        sides = [self._held(policy, at) for policy, at in ((here, self.here), (there, self.there))]
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
        except (UnicodeDecodeError, TOMLKitError, AttributeError, TypeError) as error:
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

    def _check(self, changes: Changes) -> None:
        """Look at everything that comes in as if an editor had written it."""
        names = Names(self.objects, self.here)
        for path, (old, new) in changes.items():
            if new is None:
                continue
            if old is None:
                names.admit(path)
            records.check_file(path, self._blob(new))

    def _commit(self, changes: Changes) -> str:
        paths = [path for path, (old, _) in changes.items() if old and id_of(path)]
        trailers = [(MERGED, path) for path in paths]
        if self.wish.choices:
            trailers.append(("Reason", self.wish.reason))
            trailers += [("Choice", f"{name}={side}") for name, side in self.wish.choices.items()]
        message = compose("Merge another archive", trailers).encode()
        tree = index.tree(self.git, self.here, changes)
        words = ("commit-tree", tree, "-p", str(self.here), "-p", self.there)
        return self.git.ids(1, *words, data=message, extra=identity(DEFAULT_AUTHOR, self.when))[0]

    def _move(self, state: str, commit: str, changes: Changes) -> Synced:
        """Move the branch, if it is still where it was, and show the files."""
        if not move(self.git, self.here, commit, changes):
            raise ArchiveError("Nothing was synced: the archive changed meanwhile.", "Try again.")
        warnings = finish(self.git, changes, self._stage, durable=False)
        return Synced(state, commit, tuple(sorted(changes)), warnings=warnings)

    def _stage(self, _: str, blob: str) -> Path:
        place = journal.stage_folder(self.git) / blob
        place.write_bytes(self._blob(blob))
        return place


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    return {
        path: (old.get(path), new.get(path))
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    }


def _load(data: bytes, name: str) -> list[dict[str, Any]]:
    plain: Any = tomlkit.parse(data.decode("utf-8")).unwrap()
    return [dict(entry) for entry in plain.get(name, [])]
