"""No two names in the archive that a careless file system takes for one."""

from collections.abc import Iterator

from gazette.errors import ArchiveError
from gazette.store import trees
from gazette.store.objects import Objects
from gazette.store.paths import check_path, folded


class Names:
    """The names at a commit, read folder by folder, and those admitted since."""

    def __init__(self, objects: Objects, head: str | None) -> None:
        self._objects = objects
        self._head = head
        self._folders: dict[str, dict[str, tuple[str, bool]]] = {}

    def admit(self, path: str) -> None:
        """Take a new file's name.

        Raises:
            ArchiveError: It is unsafe, or a name beside it differs in letter case or form only.
        """
        names = check_path(path).split("/")
        for depth, name in enumerate(names):
            is_folder = depth < len(names) - 1
            beside = self._folder("/".join(names[:depth]))
            known, known_is_folder = beside.setdefault(folded(name), (name, is_folder))
            if known != name or known_is_folder != is_folder:
                what = "folder" if known_is_folder else "file"
                raise ArchiveError(
                    f"The archive cannot hold {path!r} beside the {what} {known!r}.",
                    "Some systems take these names for one; choose another.",
                )

    def _folder(self, folder: str) -> dict[str, tuple[str, bool]]:
        if folder not in self._folders:
            found = self._objects.get(f"{self._head}:{folder}") if self._head else None
            data = found.data if found and found.type == "tree" else b""
            self._folders[folder] = dict(_named(trees.parse(data)))
        return self._folders[folder]


def _named(entries: trees.Entries) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Give each name under its folded form, and whether it is a folder's."""
    for raw, entry in entries.items():
        name = raw.decode("utf-8", "surrogateescape")
        yield folded(name), (name, entry.is_folder)
