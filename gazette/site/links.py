"""What goes with what: the issues that carried a policy, the comparisons it is in, files of issues."""

import hashlib
from dataclasses import dataclass

from gazette.site import paths
from gazette.site.library import Edition, Library


@dataclass(frozen=True, slots=True)
class File:
    """A file of an issue, with what is needed to check it."""

    name: str
    path: str
    size: int
    sha256: str

    @property
    def kind(self) -> str:
        """Its ending: html or pdf."""
        return self.name.rpartition(".")[2]


def files(edition: Edition) -> list[File]:
    """Return the files of an issue as they are published."""
    issue_id = edition.issue.manifest.id
    return [
        File(name, paths.issue_file(issue_id, name), len(data), hashlib.sha256(data).hexdigest())
        for name, data in edition.files
    ]


def carriers(library: Library) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each policy the issues that carried it: id of the issue, anchor of the item."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for edition in library.issues:
        for item in edition.issue.items:
            if item.entry.policy:
                place = (edition.issue.manifest.id, item.anchor)
                found[item.entry.policy] = (*found.get(item.entry.policy, ()), place)
    return found


def comparisons_of(library: Library) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each policy the comparisons it is a side of: the old id and the new one."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for each in library.comparisons:
        for side in (each.old, each.new):
            found[side] = (*found.get(side, ()), (each.old, each.new))
    return found
