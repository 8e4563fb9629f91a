"""Releasing an issue: built, recorded, logged, signed; and sealing the folder that is published."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from typing import Any

from gazette.errors import DeskError
from gazette.model.document import Policy
from gazette.model.issue import Item, Manifest
from gazette.release import log, record, signing, sums, tools, verifier
from gazette.render import fonts, html
from gazette.render.templates import shipped
from gazette.store import lock
from gazette.store.ids import policy_path
from gazette.workflow.attesting import NONE, Extras, attest, check, forget
from gazette.workflow.building import Built, build
from gazette.workflow.desk import OpenDesk
from gazette.workflow.files import write_whole


@dataclass(frozen=True, slots=True)
class Request:
    """What an editor asks for."""

    keys: tuple[Path, ...] = ()
    """Keys to sign with; none: nothing is signed yet."""
    by: str | None = None
    """Who signs; must be whom the keys belong to."""
    override: str | None = None
    """Why it is released although something speaks against it."""
    replace: str | None = None
    """Why there is another release of an issue that was released before."""
    extras: Extras = NONE
    """A certificate to sign the PDF with, a time stamp."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was done."""

    issue: str
    manifest: Path
    sha256: str
    new: bool
    """Whether it was released now; else it was there, and was signed at most."""
    signed: tuple[str, ...]
    """Everyone whose signature lies beside the manifest."""
    threshold: int
    moved: tuple[str, ...] = ()
    """Policies whose text has changed in the archive since the release."""
    beside: tuple[str, ...] = ()
    """What else was put beside the manifest now, in words."""


def threshold(open_desk: OpenDesk) -> int:
    """Return how many editors must sign: `threshold` in `[release]` of gazette.toml.

    Raises:
        DeskError: It is no number from 1.
    """
    table = open_desk.desk.extra.get("release", {})
    value = table.get("threshold", 1) if isinstance(table, dict) else None
    if type(value) is not int or value < 1:
        raise DeskError("gazette.toml: `threshold` in [release] must be a number from 1.", "")
    return value


def release(open_desk: OpenDesk, issue_id: str, request: Request, when: datetime) -> Released:
    """Release an issue, or sign the release there is.

    Args:
        open_desk: The desk.
        issue_id: Name of the running order.
        request: Who signs, and what is overruled.
        when: The time of the release, which the signatures bear.

    Raises:
        DeskError: Something speaks against the issue and no reason overrules it; it was released
            before and no reason replaces it; a key is nobody's; or the log is damaged.
    """
    who = _owners(open_desk, request)
    check(request.extras)
    with _alone(open_desk):
        leaves = log.load(_log(open_desk))
        done = [leaf for leaf in leaves if leaf.issue == issue_id]
        if not done or request.replace:
            _check_last_signed(open_desk, leaves)
            manifest = _release(open_desk, issue_id, request, leaves, when)
        else:
            manifest = _releases(open_desk) / done[-1].path
            _check_pages(open_desk, manifest)
        _sign(manifest, verifier.ISSUE, who)
        if manifest == _releases(open_desk) / log.load(_log(open_desk))[-1].path:
            _sign(_log(open_desk) / "head", verifier.HEAD, who)
        beside = _attested(open_desk, manifest, request.extras, who, when)
    return Released(
        issue_id,
        manifest,
        verifier.sha256(manifest),
        new=not done or bool(request.replace),
        signed=_signed(manifest),
        threshold=threshold(open_desk),
        moved=tuple(_moved(open_desk, manifest)),
        beside=beside,
    )


def _attested(
    open_desk: OpenDesk, manifest: Path, extras: Extras, who: dict[str, Path], when: datetime
) -> tuple[str, ...]:
    """Put beside a release what was handed in; the release stands, and is sealed, whatever becomes of it."""
    try:
        return attest(open_desk.desk.public, manifest, extras, when)
    finally:
        _seal(open_desk, who, when)


def seal_site(open_desk: OpenDesk, request: Request, when: datetime) -> Path:
    """List all files of the published folder anew, and sign the list.

    Raises:
        DeskError: A key is nobody's, or a file cannot be written.
    """
    who = _owners(open_desk, request)
    with _alone(open_desk):
        return _seal(open_desk, who, when)


def _alone(open_desk: OpenDesk) -> Any:
    """Keep other releases out meanwhile."""
    place = open_desk.desk.root / ".cache"
    place.mkdir(exist_ok=True)
    return lock.locked(place / "release.lock")


def _releases(open_desk: OpenDesk) -> Path:
    return open_desk.desk.public / "releases"


def _log(open_desk: OpenDesk) -> Path:
    return open_desk.desk.public / verifier.LOG


def _owners(open_desk: OpenDesk, request: Request) -> dict[str, Path]:
    """Return who signs with which key."""
    if not request.keys:
        return {}
    signers = open_desk.desk.root / "signers"
    if not signers.is_file():
        raise DeskError(
            f"There is no file of signers: {signers}.",
            'One line each: NAME namespaces="gazette-*" ssh-ed25519 AAAA…; docs/release.md tells.',
        )
    found = {signing.owner(key, signers): key for key in request.keys}
    if request.by and set(found) != {request.by}:
        raise DeskError(
            f"The keys belong to {', '.join(sorted(found))}, not to {request.by}.",
            "Name your own key with --key.",
        )
    return found


def _check_last_signed(open_desk: OpenDesk, leaves: Sequence[log.Leaf]) -> None:
    """Refuse to put a release on top of one that too few have signed."""
    if not leaves:
        return
    last = leaves[-1]
    have, need = len(_signed(_releases(open_desk) / last.path)), threshold(open_desk)
    if have < need:
        raise DeskError(
            f"The release of {last.issue} has {have} of {need} signatures.",
            f"Sign it first: gazette release {last.issue} --key KEY",
        )


def _signed(path: Path) -> tuple[str, ...]:
    names = (each.name for each in path.parent.glob(f"{path.name}.*.sig"))
    return tuple(sorted(name[len(path.name) + 1 : -len(".sig")] for name in names))


def _release(
    open_desk: OpenDesk,
    issue_id: str,
    request: Request,
    leaves: Sequence[log.Leaf],
    when: datetime,
) -> Path:
    """Build, record and log; the head of the log, written last, is the moment of the release."""
    before = [leaf for leaf in leaves if leaf.issue == issue_id]
    built = build(open_desk, issue_id, override=request.override)
    if built.pdf is None:
        raise DeskError(f"{issue_id} is not released without its PDF: {built.warning}", "")
    date = f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    replaced = _replaced(open_desk, before, request)
    made = _record(open_desk, built, request.override, date, len(before) + 1, replaced)
    path = record.path(issue_id, len(before) + 1)
    data = record.dump(made)
    manifest = write_whole(_releases(open_desk) / path, data)
    for stale in [*manifest.parent.glob(f"{manifest.name}.*.sig"), *_log(open_desk).glob("*.sig")]:
        stale.unlink()
    forget(manifest)
    for name, content in log.appended(leaves, path, data, date).items():
        write_whole(_log(open_desk) / name, content)
    return manifest


def _replaced(
    open_desk: OpenDesk, before: Sequence[log.Leaf], request: Request
) -> record.Replaced | None:
    if not before:
        return None
    old = _releases(open_desk) / before[-1].path
    return record.Replaced(verifier.sha256(old), request.replace or "")


def _record(
    open_desk: OpenDesk,
    built: Built,
    reason: str | None,
    date: str,
    number: int,
    replaces: record.Replaced | None,
) -> record.Release:
    items = [(item, item.policy) for item in built.issue.items if item.policy]
    policies = [policy for _, policy in items]
    over = tuple((each.policy, each.message) for each in built.overruled)
    return record.Release(
        issue=built.issue.manifest.id,
        release=number,
        released=date,
        gazette=built.issue.manifest.name,
        commit=open_desk.archive.head,
        policies=tuple(_text(open_desk, item, policy) for item, policy in items),
        sources=record.distinct([each for policy in policies for each in _origins(policy)]),
        files=tuple(_file(open_desk, path) for path in (built.html, built.pdf) if path),
        tools=tools.versions(),
        fonts=tools.fonts(_font_files(open_desk, built.issue.manifest)),
        flags=tuple(flag for policy in policies for flag in _doubts(policy)),
        override=record.Override(reason, over) if reason and over else None,
        replaces=replaces,
    )


def _font_files(open_desk: OpenDesk, order: Manifest) -> tuple[Path, ...] | None:
    """Return the files of all families that the layout of an issue names."""
    desk = open_desk.desk
    own = desk.templates if desk.templates.is_dir() else None
    look = html.look(order, desk.extra.get("layout", {}), desk.language, own)
    return fonts.files(look.profile.families)


def _text(open_desk: OpenDesk, item: Item, policy: Policy) -> record.Text:
    at = item.entry.revision
    path = policy_path(policy.id)
    data = open_desk.archive.read(path, at or "HEAD")
    history = open_desk.archive.history(path)
    commit = open_desk.archive.resolve(at) if at else history[0].commit
    return record.Text(policy.id, item.title, hashlib.sha256(data).hexdigest(), commit)


def _origins(policy: Policy) -> Iterator[record.Origin]:
    for ref in policy.sources:
        yield record.Origin(ref.sha256, ref.name, ref.medium)


def _doubts(policy: Policy) -> Iterator[record.Doubt]:
    for flag in policy.flags:
        yield record.Doubt(policy.id, flag.code, flag.message, flag.grave)


def _file(open_desk: OpenDesk, path: Path) -> record.File:
    name = path.relative_to(open_desk.desk.public).as_posix()
    return record.File(name, verifier.sha256(path), path.stat().st_size)


def _check_pages(open_desk: OpenDesk, manifest: Path) -> None:
    """Refuse to sign a release whose pages are not those that were released."""
    plain = json.loads(manifest.read_bytes())
    public = open_desk.desk.public
    wrong = [
        f["path"] for f in plain["files"] if verifier.sha256(public / f["path"]) != f["sha256"]
    ]
    if wrong:
        raise DeskError(
            f"{wrong[0]} is not as {plain['issue']} was released on {plain['released'][:10]}.",
            'Release it again and say why: --replace "reason"; or bring the pages back.',
        )


def _moved(open_desk: OpenDesk, manifest: Path) -> Iterator[str]:
    """Yield the policies that read otherwise in the archive now."""
    for text in json.loads(manifest.read_bytes())["policies"]:
        path = policy_path(text["id"])
        held = open_desk.archive.exists(path)
        if not held or hashlib.sha256(open_desk.archive.read(path)).hexdigest() != text["sha256"]:
            yield text["id"]


def _sign(path: Path, purpose: str, who: dict[str, Path]) -> None:
    for name, key in who.items():
        signing.sign(path, purpose, key, name)


def _seal(open_desk: OpenDesk, who: dict[str, Path], when: datetime) -> Path:
    """Put beside the releases what a reader needs to check them; list all files, sign the list."""
    public, desk = open_desk.desk.public, open_desk.desk
    guide = Template((shipped() / "release" / "README.txt").read_text(encoding="utf-8"))
    words = {"gazette": desk.gazette or "the gazette", "threshold": str(threshold(open_desk))}
    write_whole(public / "releases" / "README.txt", guide.substitute(words).encode())
    write_whole(public / "releases" / "verify.py", Path(verifier.__file__).read_bytes())
    if (desk.root / "signers").is_file():
        write_whole(public / "releases" / "signers", (desk.root / "signers").read_bytes())
    listed = sums.listing(public)
    write_whole(public / verifier.SUMS, listed)
    card = public / verifier.CARD
    if card.is_file():
        write_whole(card, sums.card(card.read_bytes(), listed))
    return _write_seal(public, who, when)


def _write_seal(public: Path, who: dict[str, Path], when: datetime) -> Path:
    """Keep the seal while the lists are the same, so that several can sign it one after another."""
    path = public / verifier.SEAL
    new = sums.seal(public, f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    if verifier.read(path).splitlines()[1:] != new.splitlines()[1:]:
        write_whole(path, new)
        for stale in public.glob(f"{verifier.SEAL}.*.sig"):
            stale.unlink()
    _sign(path, verifier.SITE, who)
    return path
