"""The list of policies, and the policy that a name means."""

import difflib
import sqlite3
from dataclasses import replace

from gazette import markdown
from gazette.errors import GazetteError, UnknownError
from gazette.model.document import Flag, Metadata, Policy
from gazette.store.archive import Archive
from gazette.store.codec import dump_json, load_json
from gazette.store.ids import id_of, number_id
from gazette.store.paths import is_safe
from gazette.text.fold import fold
from gazette.text.numbers import parse_number

_NEW = """
SELECT files.path, files.blob FROM files LEFT JOIN summaries USING (path)
WHERE files.path >= 'policies/' AND files.path < 'policies0'
AND summaries.blob IS NOT files.blob
"""
_GONE = "DELETE FROM summaries WHERE path NOT IN (SELECT path FROM files)"
_SUGGESTIONS = 3


def summaries(archive: Archive) -> tuple[Policy, ...]:
    """Return every policy without its parts, ordered by id; files are read once, when they change.

    A file that cannot be read is listed too, with the grave flag `unreadable`.
    """
    base = _summarised(archive)
    rows = base.execute("SELECT path, summary FROM summaries ORDER BY path")
    return tuple(load_json(summary, Policy, path) for path, summary in rows)


def _summarised(archive: Archive) -> sqlite3.Connection:
    """Bring the summaries in the derived index up to the newest commit."""
    base = archive.derived()
    new = [(path, blob) for path, blob in base.execute(_NEW) if id_of(path)]
    with base:
        base.execute("BEGIN")
        base.execute(_GONE)
        for path, blob in new:
            policy = _summary(archive, path, blob)
            title = fold(policy.meta.title) if policy.meta.title else None
            row = (path, blob, policy.meta.number, title, dump_json(policy))
            base.execute("INSERT OR REPLACE INTO summaries VALUES (?, ?, ?, ?, ?)", row)
    return base


def _summary(archive: Archive, path: str, blob: str) -> Policy:
    policy = id_of(path) or path
    try:
        text = archive.blob(blob).decode("utf-8")
        return replace(markdown.load_summary(text), id=policy)
    except (GazetteError, UnicodeDecodeError) as error:
        flag = Flag("unreadable", f"{path}: {error}", grave=True)
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
    rows = _summarised(archive).execute(
        "SELECT path FROM summaries WHERE number = ? OR title = ? LIMIT 9",
        (str(number) if number else name, fold(name)),
    )
    found = sorted(id_of(path) or path for (path,) in rows)
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
    start = f"policies/{code}/"
    rows = archive.derived().execute(
        "SELECT path FROM files WHERE path >= ? AND path < ? LIMIT 2000",
        (start, f"{start}\U0010ffff"),
    )
    ids = [policy for (path,) in rows if (policy := id_of(path))]
    near = difflib.get_close_matches(wanted[:200], ids, _SUGGESTIONS, 0.6)
    return f"Did you mean {' or '.join(near)}?" if near else "`gazette list` shows what is held."
