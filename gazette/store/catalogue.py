"""The list of policies, and the policy that a name means."""

import difflib
from dataclasses import replace

from gazette import markdown
from gazette.errors import GazetteError, UnknownError
from gazette.model.document import Flag, Metadata, Policy
from gazette.store.archive import Archive
from gazette.store.ids import id_of, number_id
from gazette.store.memo import Kept, recall, safely
from gazette.store.paths import is_safe
from gazette.text.fold import fold
from gazette.text.numbers import parse_number

UNREADABLE = "unreadable"
"""Flag of a policy whose file cannot be read; it stands in for its text."""
_BLOBS = "SELECT path, blob FROM files WHERE path >= ? AND path < ? ORDER BY path"
_NEWEST = """
SELECT path, id FROM commits JOIN (
    SELECT path, max(seq) AS seq FROM changes
    WHERE path >= 'policies/' AND path < 'policies0' GROUP BY path) USING (seq)
"""
_SUMMARIES = Kept("summaries", Policy, ("markdown", "text", "structure.py"))
_SUGGESTIONS = 3


def summaries(archive: Archive) -> tuple[Policy, ...]:
    """Return every policy without its parts, ordered by id; files are read once, when they change.

    A file that cannot be read is listed too, with the grave flag `unreadable`.
    """
    held = blobs(archive)
    found = recall(
        archive,
        _SUMMARIES,
        held,
        lambda policy: _summary(archive, policy, held[policy]),
        lambda _, summary: is_readable(summary),
    )
    return tuple(found.values())


def is_readable(policy: Policy) -> bool:
    """Tell a policy from what stands in for one whose file cannot be read."""
    return all(flag.code != UNREADABLE for flag in policy.flags)


def blobs(archive: Archive) -> dict[str, str]:
    """Return for the id of every policy the blob of its file, ordered by id."""
    listed = files(archive, "policies/")
    return {policy: blob for path, blob in listed.items() if (policy := id_of(path))}


def files(archive: Archive, folder: str) -> dict[str, str]:
    """Return the blob of every file below a folder, of which the stroke is given, by its path."""
    bounds = (folder, f"{folder}\U0010ffff")
    return dict(safely(archive, lambda base: base.execute(_BLOBS, bounds).fetchall()))


def newest(archive: Archive) -> dict[str, str]:
    """Return for the id of every policy the newest commit that touched its file."""
    rows = safely(archive, lambda base: base.execute(_NEWEST).fetchall())
    return {policy: commit for path, commit in rows if (policy := id_of(path))}


def _summary(archive: Archive, policy: str, blob: str) -> Policy:
    try:
        text = archive.blob(blob).decode("utf-8")
        return replace(markdown.load_summary(text), id=policy)
    except (GazetteError, UnicodeDecodeError) as error:
        flag = Flag(UNREADABLE, f"policies/{policy}.md: {error}", grave=True)
        return Policy(policy, Metadata(), (), flags=(flag,))


def find(archive: Archive, name: str) -> str:
    """Return the id of the policy that `name` means: an id, a number in any brackets, or a title.

    Raises:
        UnknownError: No policy is called so, or more than one.
    """
    name = name.strip()
    number = parse_number(name) or parse_number(f"{name}号")
    wanted = number_id(number) if number else id_of(name) or name
    path = f"policies/{wanted}.md"
    if is_safe(path) and archive.exists(path):
        return wanted
    printed, title = str(number) if number else name, fold(name)
    found = [
        each.id
        for each in summaries(archive)
        if each.meta.number == printed or (each.meta.title and fold(each.meta.title) == title)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownError(
            f"{name[:80]!r} means more than one policy.", "Name one by its id: " + ", ".join(found)
        )
    raise UnknownError(f"The archive holds no policy {name[:80]!r}.", _hint(archive, wanted))


def _hint(archive: Archive, wanted: str) -> str:
    """Suggest ids that are written nearly so, or numbered by the same code."""
    code = wanted.partition("/")[0]
    paths = list(files(archive, f"policies/{code}/"))[:2000]
    ids = [policy for path in paths if (policy := id_of(path))]
    near = difflib.get_close_matches(wanted[:200], ids, _SUGGESTIONS, 0.6)
    return f"Did you mean {' or '.join(near)}?" if near else "`gazette list` shows what is held."
