"""Where policies went that were given another id: what the commits record, nothing guessed."""

import json

from gazette.store.archive import Archive
from gazette.store.history import RENAMED
from gazette.store.ids import id_of
from gazette.store.memo import safely

_RECORDED = "SELECT trailers FROM commits WHERE instr(trailers, ?) > 0 ORDER BY seq"
_ARROW = " => "


def moved(archive: Archive) -> dict[str, str]:
    """Return, for each id a policy no longer has, the id under which it is held now.

    A policy that moved more than once is followed to its last id; one that was given up since, or
    whose old id is in use again, is not among them.
    """
    went: dict[str, str] = {}
    rows = safely(archive, lambda base: base.execute(_RECORDED, (RENAMED,)).fetchall())
    for (trailers,) in rows:
        for key, value in json.loads(trailers):
            was, arrow, now = value.partition(_ARROW)
            old, new = id_of(was), id_of(now)
            if key == RENAMED and arrow and old and new and old != new:
                went.pop(new, None)  # it is in use again, so no circle can close
                went[old] = new
    held = {id_of(path) for path in archive.list("policies")} if went else set()
    last = {old: _last(went, old) for old in went if old not in held}
    return {old: new for old, new in last.items() if new in held}


def _last(went: dict[str, str], old: str) -> str:
    """Follow an id to the last one."""
    now = went[old]
    while now in went:
        now = went[now]
    return now
