"""Importing sources: each file read, cut into documents, held against what is there, saved whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from gazette import extract, segment
from gazette.errors import SourceError
from gazette.model.collation import Ruling
from gazette.model.document import Policy, Segmentation, Witness
from gazette.model.report import Imported
from gazette.model.source import Extraction, Source
from gazette.model.trust import single_source
from gazette.store import catalogue, records
from gazette.store.ids import number_id, policy_path
from gazette.text.numbers import Number, parse_number
from gazette.workflow import identity
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import base_id, edition_id
from gazette.workflow.settle import settle


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of one policy."""

    witnesses: tuple[Witness, ...]
    sources: Mapping[str, Source]
    policy: Policy | None
    rulings: tuple[Ruling, ...] = ()
    earlier: str | None = None
    """The id it was held under until now, where a copy prints its number at last."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What an editor knows of a file that the file does not say."""

    edition: str | None = None
    carrier: str | None = None
    url: str | None = None
    retrieved: date | None = None


def import_file(
    open_desk: OpenDesk,
    path: Path,
    when: datetime,
    origin: Origin | None = None,
    target: str | None = None,
) -> Imported:
    """Read one file into the archive, in one commit.

    Args:
        open_desk: The desk to import into.
        path: The file.
        when: The time of the import; dates the commit, says nothing about the documents.
        origin: What the editor knows of the file.
        target: Id of the policy whose text the file is, when the editor says so.

    Raises:
        SourceError: The file cannot be read, or holds no document.
        ArchiveError: The archive cannot be written.
    """
    origin = origin or Origin()
    data = extract.read_file(path)
    extraction = extract.read_bytes(
        data, path.name, edition=origin.edition, url=origin.url, retrieved=origin.retrieved
    )
    if origin.carrier:
        source = replace(extraction.source, carrier=origin.carrier)
        extraction = replace(extraction, source=source)
    found = segment.segment(extraction, open_desk.desk.register)
    if not found.witnesses:
        raise SourceError(
            f"{path.name} holds no document that could be told from page furniture.",
            "Look at it; if it is one document, name it: gazette import --for NUMBER FILE.",
        )
    if target is not None:
        found = replace(found, witnesses=(_named(_only_one(path, found.witnesses), target),))
    return _save(open_desk, data, extraction, found, when, target)


def target_id(open_desk: OpenDesk, name: str, held_from: date | None = None) -> str:
    """Return the id of the policy an editor names as the one a file is the text of.

    It need not be held yet: a number makes its id. With `held_from`, it is the edition of the
    policy that holds from that day.

    Raises:
        UnknownError: It is neither held nor a document number.
    """
    number = parse_number(name)
    policy_id = number_id(number) if number else catalogue.find(open_desk.archive, name)
    return edition_id(policy_id, held_from) if held_from else policy_id


def _only_one(path: Path, witnesses: Sequence[Witness]) -> Witness:
    if len(witnesses) > 1:
        raise SourceError(
            f"{path.name} holds {len(witnesses)} documents, not the text of one policy.",
            "Import it without --for, or cut out the one that is meant.",
        )
    return witnesses[0]


def _named(witness: Witness, target: str) -> Witness:
    """Give a text the number it is imported for, where it does not print one itself."""
    parts = base_id(target).split("/")
    if witness.meta.number or len(parts) != 3 or not (parts[1] + parts[2]).isdecimal():
        return witness
    number = str(Number(parts[0], int(parts[1]), int(parts[2])))
    return replace(witness, meta=replace(witness.meta, number=number))


def _save(
    open_desk: OpenDesk,
    data: bytes,
    extraction: Extraction,
    found: Segmentation,
    when: datetime,
    target: str | None,
) -> Imported:
    source = extraction.source
    files: identity.Files = {}
    policies, new, moves = [], [], []
    told: list[str] = []
    for policy_id, witnesses in _by_policy(open_desk, found.witnesses, target).items():
        held = _held_for(open_desk, policy_id, witnesses, target)
        if held.earlier:
            files |= identity.moved(open_desk.archive, held.earlier, policy_id)
            moves.append((held.earlier, policy_id))
        policy, changed = _with_witnesses(open_desk, policy_id, held, source, witnesses)
        files |= changed
        policies.append(policy)
        told += _marks(open_desk, policy, held, source)
        if held.policy is None:
            new.append(policy_id)
    ids = tuple(policy.id for policy in policies)
    record = records.SourceRecord(source, ids, found.furniture, found.contents, found.flags)
    files |= _source_files(open_desk, data, record)
    saved = open_desk.archive.save(
        files,
        message=f"Import {source.name}",
        when=when,
        trailers=(
            ("Source", source.sha256),
            *(("Policy", policy_id) for policy_id in ids),
            *(identity.trailer(*move) for move in moves),
        ),
    )
    told += [f"{old} has a number now and is kept as {id_}." for old, id_ in moves]
    return Imported(
        source=source,
        policies=tuple(policies),
        new=tuple(new),
        furniture=len(found.furniture),
        commit=saved.commit,
        warnings=(*extraction.warnings, *told, *_page_doubts(found), *saved.warnings),
        moved=tuple(moves),
    )


def _marks(open_desk: OpenDesk, policy: Policy, held: Held, source: Source) -> list[str]:
    """Say so where no believed copy vouches for a policy."""
    known = held.sources.get(source.sha256)
    sources = {**held.sources, source.sha256: _joined(known, source) if known else source}
    copies = [sources[ref.sha256] for ref in policy.sources if ref.sha256 in sources]
    mark = single_source(copies, open_desk.desk.trust)
    return [f"{policy.id}: {mark.message}"] if mark else []


def _page_doubts(found: Segmentation) -> tuple[str, ...]:
    """Say what speaks against the page as a whole: links hung on it, characters that deceive."""
    flags = (flag for flag in found.flags if flag.code != "contents-without-body")
    return tuple(f"{flag.code}: {flag.message}" for flag in flags)


def _held_for(
    open_desk: OpenDesk, policy_id: str, witnesses: Sequence[Witness], target: str | None
) -> Held:
    """Return what is held of a policy, also under the id it had before its number was known."""
    archive = open_desk.archive
    earlier = None if target else identity.earlier_id(archive, policy_id, witnesses[0])
    if earlier is None:
        return load_held(open_desk, policy_id)
    held = load_held(open_desk, earlier)
    policy = replace(held.policy, id=policy_id) if held.policy else None
    return replace(held, policy=policy, earlier=earlier)


def _source_files(
    open_desk: OpenDesk, data: bytes, record: records.SourceRecord
) -> dict[str, bytes]:
    """Return the files of a source; what is known of one that is held already stays known."""
    archive = open_desk.archive
    path = records.source_path(record.source.sha256)
    if archive.exists(path):
        old = records.load_source_record(archive, record.source.sha256).source
        record = replace(record, source=_joined(old, record.source))
    return records.source_files(data, record)


def _joined(old: Source, new: Source) -> Source:
    """Return what two imports of the same bytes tell of them; the first one's word holds."""
    return replace(
        old,
        edition=old.edition or new.edition,
        url=old.url or new.url,
        retrieved=old.retrieved or new.retrieved,
    )


def _by_policy(
    open_desk: OpenDesk, witnesses: Sequence[Witness], target: str | None
) -> dict[str, list[Witness]]:
    """Sort the witnesses of a source under the ids of the policies they are copies of."""
    under: dict[str, list[Witness]] = {}
    for witness in witnesses:
        under.setdefault(target or identity.identify(open_desk.archive, witness), []).append(
            witness
        )
    return under


def load_held(open_desk: OpenDesk, policy_id: str) -> Held:
    """Return what the archive holds of a policy: nothing, where it is new."""
    archive = open_desk.archive
    witnesses = records.load_witnesses(archive, policy_id)
    sources = {w.source: records.load_source_record(archive, w.source).source for w in witnesses}
    held = archive.exists(policy_path(policy_id))
    policy = records.load_policy(archive, policy_id) if held else None
    return Held(witnesses, sources, policy, tuple(records.rulings_of(archive, policy_id)))


def _with_witnesses(
    open_desk: OpenDesk,
    policy_id: str,
    held: Held,
    source: Source,
    witnesses: Sequence[Witness],
) -> tuple[Policy, dict[str, bytes]]:
    """Settle a policy anew with the witnesses of one more source.

    Text that an editor changed by hand is never overwritten: it stays, and the new witness is
    kept beside it for `reconcile` to show.
    """
    others = tuple(w for w in held.witnesses if w.source != source.sha256)
    known = held.sources.get(source.sha256)
    sources = {**held.sources, source.sha256: _joined(known, source) if known else source}
    kept = others if held.earlier else ()
    files = records.witness_files(policy_id, (*kept, *witnesses))
    if held.policy is not None and edited_by_hand(open_desk, held, held.rulings):
        return held.policy, files | (records.policy_file(held.policy) if held.earlier else {})
    policy, _ = settle(policy_id, (*others, *witnesses), sources, held.rulings, open_desk.desk)
    return policy, files | records.policy_file(policy)


def edited_by_hand(open_desk: OpenDesk, held: Held, rulings: Sequence[Ruling]) -> bool:
    """Tell whether the text kept differs from what its witnesses and rulings give."""
    if held.policy is None or not held.witnesses:
        return False
    derived, _ = settle(held.policy.id, held.witnesses, held.sources, rulings, open_desk.desk)
    return derived.parts != held.policy.parts
