"""Importing sources: each file read, cut into documents, held against what is there, saved whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from gazette import collate, extract, segment
from gazette.errors import SourceError
from gazette.model.collation import Ruling
from gazette.model.document import Metadata, Policy, Segmentation, Witness, text_of
from gazette.model.report import Imported
from gazette.model.source import Extraction, Source
from gazette.store import catalogue, records
from gazette.store.ids import number_id, policy_path
from gazette.store.ids import policy_id as policy_id_of
from gazette.text.fold import fold
from gazette.text.numbers import Number, parse_number
from gazette.workflow.desk import OpenDesk
from gazette.workflow.editions import base_id, edition_id
from gazette.workflow.settle import settle


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of one policy."""

    witnesses: tuple[Witness, ...]
    sources: Mapping[str, Source]
    policy: Policy | None


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
    files: dict[str, bytes | None] = {}
    policies, new = [], []
    for policy_id, witnesses in _by_policy(open_desk, found.witnesses, target).items():
        held = load_held(open_desk, policy_id)
        policy, changed = _with_witnesses(open_desk, policy_id, held, source, witnesses)
        files.update(changed)
        policies.append(policy)
        if held.policy is None:
            new.append(policy_id)
    ids = tuple(policy.id for policy in policies)
    record = records.SourceRecord(source, ids, found.furniture, found.contents, found.flags)
    files.update(_source_files(open_desk, data, record))
    saved = open_desk.archive.save(
        files,
        message=f"Import {source.name}",
        when=when,
        trailers=(("Source", source.sha256), *(("Policy", policy_id) for policy_id in ids)),
    )
    return Imported(
        source=source,
        policies=tuple(policies),
        new=tuple(new),
        furniture=len(found.furniture),
        commit=saved.commit,
        warnings=(*extraction.warnings, *saved.warnings),
    )


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
        under.setdefault(target or identify(open_desk, witness), []).append(witness)
    return under


def identify(open_desk: OpenDesk, witness: Witness) -> str:
    """Return the id of the policy that `witness` is a copy of, held already or new.

    A number decides; without one, a held policy of the same title or date and the same text does.
    """
    archive = open_desk.archive
    if witness.meta.number is None:
        for summary in catalogue.summaries(archive):
            if not _may_be(witness.meta, summary.meta):
                continue
            held = records.load_witnesses(archive, summary.id)
            if any(collate.same_document(witness, other) for other in held):
                return summary.id
    return policy_id_of(witness.meta, fold(text_of(witness.parts)))


def _may_be(one: Metadata, other: Metadata) -> bool:
    """Tell cheaply whether two documents may be copies of one; the texts decide."""
    same_title = bool(one.title and other.title and fold(one.title) == fold(other.title))
    same_day = one.issued is not None and one.issued == other.issued
    untitled = one.title is None or other.title is None
    return same_title or same_day or untitled


def load_held(open_desk: OpenDesk, policy_id: str) -> Held:
    """Return what the archive holds of a policy: nothing, where it is new."""
    archive = open_desk.archive
    witnesses = records.load_witnesses(archive, policy_id)
    sources = {w.source: records.load_source_record(archive, w.source).source for w in witnesses}
    held = archive.exists(policy_path(policy_id))
    policy = records.load_policy(archive, policy_id) if held else None
    return Held(witnesses, sources, policy)


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
    rulings = records.rulings_of(open_desk.archive, policy_id)
    files = dict(records.witness_files(policy_id, witnesses))
    if held.policy is not None and edited_by_hand(open_desk, held, rulings):
        return held.policy, files
    policy, _ = settle(policy_id, (*others, *witnesses), sources, rulings, open_desk.desk)
    return policy, files | records.policy_file(policy)


def edited_by_hand(open_desk: OpenDesk, held: Held, rulings: Sequence[Ruling]) -> bool:
    """Tell whether the text kept differs from what its witnesses and rulings give."""
    if held.policy is None or not held.witnesses:
        return False
    derived, _ = settle(held.policy.id, held.witnesses, held.sources, rulings, open_desk.desk)
    return derived.parts != held.policy.parts
