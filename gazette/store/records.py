"""What lies where in the archive, and how each kind of file is written and read.

```
policies/<id>.md                 the policy as the editor keeps it
witnesses/<id>/<sha256>.json     the document as one source reads it, trace by trace
rulings/<id>.toml                the editor's decisions
sources/<aa>/<sha256>            the bytes handed in, never changed
sources/<aa>/<sha256>.json       what they are, and what in them belongs to no document
```
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gazette import markdown
from gazette.errors import ArchiveError, GazetteError
from gazette.model.collation import Ruling
from gazette.model.document import ContentsEntry, Flag, Furniture, Policy, Witness
from gazette.model.source import Source
from gazette.store.archive import Archive
from gazette.store.codec import dump_json, dump_rulings, load_json, load_rulings
from gazette.store.ids import check_id, id_of, policy_path

_NOT_EDITED = ("sources/", "witnesses/")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is known of a source beside its bytes."""

    source: Source
    policies: tuple[str, ...] = ()
    """Ids of the documents read from it, in its order."""
    furniture: tuple[Furniture, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    flags: tuple[Flag, ...] = ()


def policy_file(policy: Policy) -> dict[str, bytes]:
    """Write a policy; give its path and bytes, as `Archive.save` takes them.

    Raises:
        GazetteError: The policy cannot be kept exactly; nothing would be lost silently.
    """
    text = markdown.dump(policy)
    if markdown.load(text) != policy:
        raise ArchiveError(
            f"{policy.id} would not read back the same: its blocks are not outlined.",
            "Put the blocks of every part through gazette.structure.outline.",
        )
    return {policy_path(policy.id): text.encode()}


def read_policy(data: bytes, path: str) -> Policy:
    """Read a policy's file.

    Raises:
        ArchiveError: It is not of the format; the message names file and line.
    """
    try:
        return markdown.load(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArchiveError(
            f"{path} is not UTF-8: byte {error.start}.", "Save it as UTF-8."
        ) from None
    except GazetteError as error:
        raise ArchiveError(f"{path}: {error.message}", error.hint) from error


def load_policy(archive: Archive, policy: str, revision: str = "HEAD") -> Policy:
    """Return a policy as of a revision.

    Raises:
        UnknownError: The revision has no such policy.
        ArchiveError: Its file is damaged.
    """
    path = policy_path(policy)
    return read_policy(archive.read(path, revision), path)


def witness_folder(policy: str) -> str:
    """Return where a policy's witnesses are kept."""
    return f"witnesses/{check_id(policy)}"


def witness_files(policy: str, witnesses: Iterable[Witness]) -> dict[str, bytes]:
    """Write a policy's witnesses, one file for each source."""
    by_source: defaultdict[str, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        by_source[_sha256(witness.source)].append(witness)
    return {
        f"{witness_folder(policy)}/{source}.json": dump_json(found)
        for source, found in by_source.items()
    }


def load_witnesses(archive: Archive, policy: str, revision: str = "HEAD") -> tuple[Witness, ...]:
    """Return a policy's witnesses, ordered by source; none are no error."""
    found: list[Witness] = []
    for path in archive.list(witness_folder(policy), revision):
        if _SHA256.fullmatch(path.rpartition("/")[2].removesuffix(".json")):
            found += load_json(archive.read(path, revision), list[Witness], path)
    return tuple(found)


def rulings_path(policy: str) -> str:
    """Return where the rulings on a policy are kept."""
    return f"rulings/{check_id(policy)}.toml"


def rulings_file(archive: Archive, policy: str, rulings: tuple[Ruling, ...]) -> dict[str, bytes]:
    """Write the rulings on a policy; comments an editor put into the file stay."""
    path = rulings_path(policy)
    old = archive.read(path).decode("utf-8") if archive.exists(path) else ""
    return {path: dump_rulings(rulings, old).encode()}


def rulings_of(archive: Archive, policy: str, revision: str = "HEAD") -> tuple[Ruling, ...]:
    """Return the rulings on a policy; none are no error."""
    path = rulings_path(policy)
    if not archive.exists(path, revision):
        return ()
    data = archive.read(path, revision)
    return load_rulings(data.decode("utf-8", "replace"), path)


def source_path(sha256: str) -> str:
    """Return where a source's bytes are kept."""
    return f"sources/{_sha256(sha256)[:2]}/{sha256}"


def source_files(data: bytes, record: SourceRecord) -> dict[str, bytes]:
    """Write a source: its bytes as they are, and its record beside them.

    Raises:
        ArchiveError: The bytes are not those the record speaks of.
    """
    path = source_path(record.source.sha256)
    if hashlib.sha256(data).hexdigest() != record.source.sha256:
        raise ArchiveError(f"The bytes of {record.source.name} are not those of its record.")
    return {path: data, f"{path}.json": dump_json(record)}


def load_source(archive: Archive, sha256: str, revision: str = "HEAD") -> bytes:
    """Return a source's bytes, checked against its name.

    Raises:
        UnknownError: There is no such source.
        ArchiveError: The bytes were changed.
    """
    data = archive.read(source_path(sha256), revision)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ArchiveError(
            f"The source {sha256[:12]} was changed after it was handed in.", "Restore a backup."
        )
    return data


def load_source_record(archive: Archive, sha256: str, revision: str = "HEAD") -> SourceRecord:
    """Return what is known of a source.

    Raises:
        UnknownError: There is no such source.
        ArchiveError: The record is damaged.
    """
    path = f"{source_path(sha256)}.json"
    return load_json(archive.read(path, revision), SourceRecord, path)


def source_ids(archive: Archive, revision: str = "HEAD") -> tuple[str, ...]:
    """Return the SHA-256 of every source held."""
    names = (path.rpartition("/")[2] for path in archive.list("sources", revision))
    return tuple(name for name in names if _SHA256.fullmatch(name))


def check_file(path: str, data: bytes) -> None:
    """Read a file as what its place in the archive says it is; other places may hold anything.

    Raises:
        GazetteError: It is not of its format.
    """
    folder = path.partition("/")[0]
    check = _CHECKS.get(folder)
    if check:
        check(path, data)


def _check_policy(path: str, data: bytes) -> None:
    policy = read_policy(data, path)
    if policy.id != id_of(path):
        raise GazetteError(
            f"{path} says it is {policy.id}.", "Its `id` must be its place below policies/."
        )


def _check_witness(path: str, data: bytes) -> None:
    load_json(data, list[Witness], path)


def _check_rulings(path: str, data: bytes) -> None:
    found = load_rulings(data.decode("utf-8", "replace"), path)
    for ruling in found:
        if not ruling.reason.strip():
            raise GazetteError(f"A ruling in {path} gives no reason.", "Say why in `reason`.")


def _check_source(path: str, data: bytes) -> None:
    name = path.rpartition("/")[2]
    if name.endswith(".json"):
        load_json(data, SourceRecord, path)
    elif hashlib.sha256(data).hexdigest() != name:
        raise GazetteError(f"{path} was changed after it was handed in.", "Restore a backup.")


_CHECKS: dict[str, Callable[[str, bytes], None]] = {
    "policies": _check_policy,
    "witnesses": _check_witness,
    "rulings": _check_rulings,
    "sources": _check_source,
}


def check_edit(path: str, data: bytes | None) -> None:
    """Look at a file edited by hand before it is committed.

    Raises:
        GazetteError: It is not of its format, or of a kind that nobody edits.
    """
    if path.startswith(_NOT_EDITED):
        raise ArchiveError(
            f"{path} was edited by hand, but sources and witnesses stay as they were read.",
            "Undo the edit with `git restore`; correct the policy, or rule on the variant.",
        )
    if data is not None:
        check_file(path, data)


def _sha256(name: str) -> str:
    if not _SHA256.fullmatch(name):
        raise ArchiveError(f"{name[:80]!r} is no SHA-256 of a source.")
    return name
