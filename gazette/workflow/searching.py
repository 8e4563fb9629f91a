"""Searching the policies of a desk."""

import hashlib
import sqlite3
from pathlib import Path

from gazette.store.ids import policy_path
from gazette.store.search import Hit, SearchIndex
from gazette.workflow.desk import OpenDesk
from gazette.workflow.shelf import read_all

_IN_MEMORY = Path(":memory:")


def search(open_desk: OpenDesk, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """Find the policies that hold every word of `query`, best first.

    The index lies beside the archive and is brought up to date first; lost, it is built again.
    Where none can be written, one in memory serves this once.
    """
    try:
        return _search(open_desk, open_desk.desk.root / ".cache" / "search.sqlite", query, limit)
    except (OSError, sqlite3.Error):
        return _search(open_desk, _IN_MEMORY, query, limit)


def _search(open_desk: OpenDesk, place: Path, query: str, limit: int) -> tuple[Hit, ...]:
    archive = open_desk.archive
    index = SearchIndex(place)
    try:
        index.update(
            (hashlib.sha256(archive.read(policy_path(i))).hexdigest(), policy)
            for i, policy in read_all(open_desk).items()
        )
        return index.search(query, limit)
    finally:
        index.close()
