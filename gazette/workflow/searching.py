"""Searching the policies of a desk."""

import hashlib

from gazette.store import catalogue, records
from gazette.store.ids import policy_path
from gazette.store.search import Hit, SearchIndex
from gazette.workflow.desk import OpenDesk


def search(open_desk: OpenDesk, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """Find the policies that hold every word of `query`, best first.

    The index lies beside the archive and is brought up to date first; lost, it is built again.
    """
    archive = open_desk.archive
    index = SearchIndex(open_desk.desk.root / ".cache" / "search.sqlite")
    try:
        ids = [summary.id for summary in catalogue.summaries(archive)]
        index.update(
            (
                hashlib.sha256(archive.read(policy_path(i))).hexdigest(),
                records.load_policy(archive, i),
            )
            for i in ids
        )
        return index.search(query, limit)
    finally:
        index.close()
