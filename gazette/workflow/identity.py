"""Which policy a witness is a copy of; and a policy moved to its number once a copy prints one.

So the order in which copies come in does not matter: a copy without a number joins the one that
has it, whichever of them is read first.
"""

from collections.abc import Iterator

from gazette import collate
from gazette.model.document import Metadata, Policy, Witness, text_of
from gazette.store import catalogue, corrections, editor, history, records, subjects
from gazette.store.archive import Archive
from gazette.store.ids import UNNUMBERED, policy_path
from gazette.store.ids import policy_id as policy_id_of
from gazette.text.fold import fold

Files = dict[str, bytes | None]


def identify(archive: Archive, witness: Witness) -> str:
    """Return the id of the policy that `witness` is a copy of, held already or new.

    A number decides; without one, a held policy of the same title or date and the same text does.
    """
    if witness.meta.number is None:
        found = next(_same(archive, witness, catalogue.summaries(archive)), None)
        if found is not None:
            return found
    return policy_id_of(witness.meta, fold(text_of(witness.parts)))


def earlier_id(archive: Archive, policy_id: str, witness: Witness) -> str | None:
    """Return the id under which a document is held whose number no copy printed until now.

    Args:
        archive: The archive.
        policy_id: The id its number gives it.
        witness: The copy that prints the number.
    """
    if witness.meta.number is None or archive.exists(policy_path(policy_id)):
        return None
    unnumbered = (s for s in catalogue.summaries(archive) if s.id.startswith(f"{UNNUMBERED}/"))
    return next(_same(archive, witness, tuple(unnumbered)), None)


def _same(archive: Archive, witness: Witness, held: tuple[Policy, ...]) -> Iterator[str]:
    """Yield the ids of the policies that `witness` is a copy of; the titles and days come first."""
    for summary in held:
        if _may_be(witness.meta, summary.meta):
            copies = records.load_witnesses(archive, summary.id)
            if any(collate.same_document(witness, other) for other in copies):
                yield summary.id


def _may_be(one: Metadata, other: Metadata) -> bool:
    """Tell cheaply whether two documents may be copies of one; the texts decide."""
    same_title = bool(one.title and other.title and fold(one.title) == fold(other.title))
    same_day = one.issued is not None and one.issued == other.issued
    untitled = one.title is None or other.title is None
    return same_title or same_day or untitled


def moved(archive: Archive, old: str, new: str) -> Files:
    """Return the files that move a policy to another id, with all that is kept beside it.

    Its text and its witnesses are settled anew under the new id; here they are taken away.
    """
    gone = [policy_path(old), *archive.list(records.witness_folder(old))]
    files: Files = dict.fromkeys(gone)
    for path_of in (records.rulings_path, corrections.path_of, subjects.path_of):
        if archive.exists(path_of(old)):
            files |= {path_of(old): None, path_of(new): archive.read(path_of(old))}
    events = editor.load(archive, old)
    if events:
        both = (*editor.load(archive, new), *events)
        files |= {editor.path_of(old): None, editor.path_of(new): editor.dump(both)}
    for witness in records.load_witnesses(archive, old):
        files |= _renamed_in(archive, witness.source, old, new)
    return files


def _renamed_in(archive: Archive, sha256: str, old: str, new: str) -> dict[str, bytes]:
    """Return the record of a source, with the policy under its new id."""
    record = records.load_source_record(archive, sha256)
    ids = tuple(new if each == old else each for each in record.policies)
    named = records.SourceRecord(
        record.source, ids, record.furniture, record.contents, record.flags
    )
    return records.source_files(records.load_source(archive, sha256), named)


def trailer(old: str, new: str) -> tuple[str, str]:
    """Return the trailer by which the history of the policy is followed past its new id."""
    return history.renamed(policy_path(old), policy_path(new))
