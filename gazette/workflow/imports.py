"""Importing sources: each file read, cut into documents, held against what is there, saved whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from gazette import collate, extract, markdown, segment
from gazette.errors import SourceError
from gazette.model.document import Policy, Segmentation, Witness
from gazette.model.report import Imported
from gazette.model.source import Extraction, Source
from gazette.store import records
from gazette.structure import outline
from gazette.text.fold import fold
from gazette.workflow.desk import OpenDesk
from gazette.workflow.settle import settle


@dataclass(frozen=True, slots=True)
class Origin:
    """What an editor knows of a file that the file does not say."""

    edition: str | None = None
    carrier: str | None = None
    url: str | None = None
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of one policy."""

    witnesses: tuple[Witness, ...]
    sources: Mapping[str, Source]
    policy: Policy | None


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
    data, extraction = extract.read_file(
        path, edition=origin.edition, url=origin.url, retrieved=origin.retrieved
    )
    if origin.carrier:
        extraction = replace(extraction, source=replace(extraction.source, carrier=origin.carrier))
    found = segment.segment(extraction, open_desk.desk.register)
    if target is not None:
        found = _assigned(extraction, found)
    if not found.witnesses:
        raise SourceError(
            f"{path.name} holds no document that could be told from page furniture.",
            "If the file is one document and nothing else, name it: gazette import --for NUMBER FILE.",
        )
    return _save(open_desk, data, extraction, found, when, target)


def _assigned(extraction: Extraction, found: Segmentation) -> Segmentation:
    """Take the file as the text of one policy: its one witness, or the whole text."""
    if len(found.witnesses) == 1:
        return found
    return segment.as_one_document(extraction)


def _save(
    open_desk: OpenDesk,
    data: bytes,
    extraction: Extraction,
    found: Segmentation,
    when: datetime,
    target: str | None,
) -> Imported:
    archive = open_desk.archive
    source = extraction.source
    files: dict[str, bytes | None] = dict(records.source_files(source, data, found))
    policies, new = [], []
    for policy_id, witnesses in _by_policy(open_desk, found.witnesses, target).items():
        held = load_held(open_desk, policy_id)
        policy, changed = _with_witnesses(open_desk, policy_id, held, source, witnesses)
        files.update(changed)
        policies.append(policy)
        if held.policy is None:
            new.append(policy_id)
    saved = archive.save(
        files,
        message=f"Import {source.name}",
        when=when,
        trailers=(("Source", source.sha256), *(("Policy", policy.id) for policy in policies)),
    )
    return Imported(
        source=source,
        policies=tuple(policies),
        new=tuple(new),
        furniture=len(found.furniture),
        commit=saved.commit,
        warnings=(*getattr(extraction, "warnings", ()), *saved.warnings),
    )


def _by_policy(
    open_desk: OpenDesk, witnesses: Sequence[Witness], target: str | None
) -> dict[str, list[Witness]]:
    """Sort the witnesses of a source under the ids of the policies they are copies of."""
    sorted_: dict[str, list[Witness]] = {}
    for witness in witnesses:
        policy_id = target or identify(open_desk, witness)
        sorted_.setdefault(policy_id, []).append(witness)
    return sorted_


def identify(open_desk: OpenDesk, witness: Witness) -> str:
    """Return the id of the policy that `witness` is a copy of, held already or new.

    A number decides; without one, a held policy of the same text does.
    """
    text = fold("".join(block.text for part in witness.parts for block in part.blocks))
    if witness.meta.number is None:
        for policy_id in records.candidates(open_desk.archive, witness.meta, text):
            held = records.load_witnesses(open_desk.archive, policy_id)
            if any(collate.same_document(witness, other) for other in held):
                return policy_id
    return records.policy_id(witness.meta, text)


def load_held(open_desk: OpenDesk, policy_id: str) -> Held:
    """Return what the archive holds of a policy: nothing, where it is new."""
    archive = open_desk.archive
    witnesses = records.load_witnesses(archive, policy_id)
    sources = {w.source: records.load_source(archive, w.source) for w in witnesses}
    path = records.policy_path(policy_id)
    policy = records.load_policy(archive, policy_id) if archive.exists(path) else None
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
    sources = {**held.sources, source.sha256: source}
    rulings = records.load_rulings(open_desk.archive, policy_id)
    policy, _ = settle(policy_id, (*others, *witnesses), sources, rulings, open_desk.desk)
    files = dict(records.witness_files(policy_id, witnesses))
    if held.policy is not None and _edited_by_hand(open_desk, held, rulings):
        return held.policy, files
    files[records.policy_path(policy_id)] = markdown.dump(policy).encode()
    return policy, files


def _edited_by_hand(open_desk: OpenDesk, held: Held, rulings: Sequence[object]) -> bool:
    """Tell whether the text kept differs from what its witnesses and rulings give."""
    if held.policy is None or not held.witnesses:
        return False
    derived, _ = settle(
        held.policy.id, held.witnesses, held.sources, rulings, open_desk.desk  # type: ignore[arg-type]
    )
    return derived.parts != held.policy.parts
