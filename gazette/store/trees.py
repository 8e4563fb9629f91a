"""Trees of git, written folder by folder: a save touches only the folders on the way to its files.

A tree's id follows from its bytes alone, so those of the folders below are known before anything
is stored, and one call of git stores them all.
"""

from dataclasses import dataclass

from gazette.errors import ArchiveError
from gazette.store import journal
from gazette.store.git import Git
from gazette.store.journal import Changes
from gazette.store.objects import Objects
from gazette.store.working import object_id

FOLDER = b"40000"
_FILE = b"100644"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder holds under one name."""

    mode: bytes
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder in turn."""
        return self.mode == FOLDER


Entries = dict[bytes, Entry]


def parse(data: bytes) -> Entries:
    """Read a raw tree: mode, name, NUL, twenty bytes of id."""
    found = {}
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        found[name] = Entry(mode, data[end + 1 : end + 21].hex())
        at = end + 21
    return found


def compose(entries: Entries) -> bytes:
    """Write a raw tree in git's order, in which the name of a folder ends with a slash."""
    ordered = sorted(entries.items(), key=lambda each: each[0] + b"/" * each[1].is_folder)
    return b"".join(
        b"%s %s\0%s" % (entry.mode, name, bytes.fromhex(entry.id)) for name, entry in ordered
    )


def write(git: Git, objects: Objects, head: str | None, changes: Changes) -> str:
    """Store the tree of `head` with `changes` and return its id.

    Args:
        git: The repository.
        objects: Its reader.
        head: The commit to start from; `None` for an empty archive.
        changes: For each path the blob before and after.

    Raises:
        ArchiveError: A folder of `head` cannot be read, or a file stands where one must be.
    """
    root = _Folder(objects, _tree_of(objects, head))
    for path, (_, new) in changes.items():
        root.set(path.encode("utf-8", "surrogateescape").split(b"/"), new)
    changed: dict[str, bytes] = {}
    tree = root.settle(changed)
    _store(git, changed)
    return tree


def _tree_of(objects: Objects, commit: str | None) -> str | None:
    if commit is None:
        return None
    found = objects.get(f"{commit}^{{tree}}")
    if found is None or found.type != "tree":
        raise _missing(commit)
    return found.id


def _missing(name: str) -> ArchiveError:
    return ArchiveError(f"The tree of {name} is missing.", "Restore a backup.")


class _Folder:
    """A folder that is being changed; those below it are read when they are entered."""

    def __init__(self, objects: Objects, tree: str | None) -> None:
        self._objects = objects
        self._entries = self._read(tree) if tree else {}
        self._below: dict[bytes, _Folder] = {}

    def _read(self, tree: str) -> Entries:
        found = self._objects.get(tree)
        if found is None or found.type != "tree":
            raise _missing(tree)
        return parse(found.data)

    def set(self, names: list[bytes], blob: str | None) -> None:
        """Put a blob under a path of names, or take away what is there."""
        name, *rest = names
        if rest:
            self._enter(name).set(rest, blob)
        elif blob is None:
            self._entries.pop(name, None)
        else:
            self._entries[name] = Entry(_FILE, blob)

    def _enter(self, name: bytes) -> "_Folder":
        if name not in self._below:
            known = self._entries.get(name)
            if known and not known.is_folder:
                shown = name.decode("utf-8", "replace")
                raise ArchiveError(f"A file {shown!r} stands where a folder must be.")
            self._below[name] = _Folder(self._objects, known.id if known else None)
        return self._below[name]

    def settle(self, changed: dict[str, bytes]) -> str:
        """Return the id, and add the bytes of every folder that was entered to `changed`.

        A folder that has become empty is left out, as git has none.
        """
        for name, folder in self._below.items():
            below = folder.settle(changed)
            if folder._entries:
                self._entries[name] = Entry(FOLDER, below)
            else:
                self._entries.pop(name, None)
        data = compose(self._entries)
        tree = object_id("tree", data)
        changed[tree] = data
        return tree


def _store(git: Git, trees: dict[str, bytes]) -> None:
    """Let git check and store trees, and make sure that it names them as we do."""
    place = journal.stage_folder(git)
    places = []
    for name, data in trees.items():
        (place / f"tree-{name}").write_bytes(data)
        places.append(f"{place / f'tree-{name}'}\n")
    words = ("hash-object", "-t", "tree", "-w", "--no-filters", "--stdin-paths")
    written = git.ids(len(trees), *words, data="".join(places).encode())
    if written != list(trees):
        raise ArchiveError("git stored other folders than it was given.", "Check the disk.")
