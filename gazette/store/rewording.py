"""Which saves changed the words of a policy: each earlier text beside the one that followed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gazette import markdown
from gazette.errors import GazetteError
from gazette.markdown.lines import split
from gazette.model.store import Revision
from gazette.store.archive import Archive
from gazette.store.ids import id_of, policy_path
from gazette.store.memo import Kept, recall, safely

_OFTEN = """
SELECT path, id FROM commits JOIN (
    SELECT path, max(seq) AS seq FROM changes
    WHERE path >= 'policies/' AND path < 'policies0' GROUP BY path HAVING count(*) > 1) USING (seq)
"""
_KEPT = 10
"""Earlier texts of a policy that are told of; `gazette compare ID@COMMIT` reads any."""
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Rewording:
    """A save that changed the words of a policy."""

    old: str
    """The commit that saved the text before it."""
    new: str
    """The commit that saved the text after it."""
    old_day: date
    """When it was saved; says nothing about the dates of the policy."""
    new_day: date


_FACTS = Kept("rewordings", tuple[Rewording, ...], ("store/rewording.py", "markdown"))


def rewordings(archive: Archive) -> dict[str, tuple[Rewording, ...]]:
    """Return for the id of each policy whose words a save changed those saves, the newest first.

    Read once; a policy is looked at again only when a commit has touched it.
    """
    rows = safely(archive, lambda base: base.execute(_OFTEN).fetchall())
    newest = {policy: commit for path, commit in rows if (policy := id_of(path))}
    found = recall(archive, _FACTS, newest, lambda policy: _of(archive, policy))
    return {policy: facts for policy, facts in found.items() if facts}


def _of(archive: Archive, policy: str) -> tuple[Rewording, ...]:
    path = policy_path(policy)
    revisions = [r for r in archive.history(path)[:_LOOKED_AT] if r.path == path and r.blob]
    texts = [(each, _body(archive, each.blob or "")) for each in revisions]
    return tuple(_changes([(each, body) for each, body in texts if body is not None]))[:_KEPT]


def _changes(texts: list[tuple[Revision, list[str]]]) -> Iterator[Rewording]:
    for (new, after), (old, before) in pairwise(texts):
        if before != after:
            yield Rewording(old.commit, new.commit, old.when.date(), new.when.date())


def _body(archive: Archive, blob: str) -> list[str] | None:
    """Return the lines below the front matter; `None` where they are no text that can be shown."""
    try:
        text = archive.blob(blob).decode("utf-8")
        markdown.load(text)
        return split(text)[1]
    except (GazetteError, UnicodeDecodeError):
        return None
