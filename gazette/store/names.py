"""No two names in the archive that a careless file system takes for one."""

from gazette.errors import ArchiveError
from gazette.store.objects import Objects
from gazette.store.paths import check_path, folded

_TREE = "40000"


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
            self._folders[folder] = {
                folded(name): (name, is_folder) for name, is_folder in _entries(data)
            }
        return self._folders[folder]


def _entries(tree: bytes) -> list[tuple[str, bool]]:
    """Read a raw tree: mode, name, NUL, twenty bytes of id."""
    entries = []
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].decode("utf-8", "surrogateescape").partition(" ")
        entries.append((name, mode == _TREE))
        at = end + 21
    return entries
