"""Writing what changed: the same bytes as a full build, and the old site if anything fails."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gazette.errors import RenderError
from gazette.site.page import Page, Sheaf

_STATE = 1
"""Version of the file that says what was written."""


class Known(NamedTuple):
    """What is known of one file that was written."""

    key: str
    sha256: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did."""

    files: dict[str, str]
    """Every file of the site with its SHA-256, in order of path."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(slots=True)
class _State:
    files: dict[str, Known] = field(default_factory=dict)
    sheaves: dict[str, tuple[str, dict[str, str], list[str]]] = field(default_factory=dict)
    """By name: the key, what it was made from, its paths."""


def write(planned: Iterable[Page | Sheaf], out: Path, state: Path) -> Written:
    """Bring the folder `out` to what is planned.

    Everything is made in a folder beside it first; only then are files moved into place, so that
    a page that cannot be made leaves the old site as it was.

    Args:
        planned: The pages.
        out: The folder of the site; files in it that the last build wrote and that are no longer
            planned are removed, any other file stays.
        state: A file that keeps what was written; lost, the site is made anew.

    Raises:
        RenderError: Two pages would lie at one place, or a file cannot be written.
    """
    staging = state.parent / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        return _Build(out, staging, state).run(planned)
    except OSError as error:
        raise RenderError(
            f"The site cannot be written: {error.filename or out}: {error.strerror}.",
            "Check the disk, and your rights on the folder.",
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Build:
    """One build: what was there, and what is to be there."""

    def __init__(self, out: Path, staging: Path, state: Path) -> None:
        self.out, self.staging, self.state_file = out, staging, state
        self.before = _load(state, out)
        self.after = _State()
        self.staged: list[str] = []

    def run(self, planned: Iterable[Page | Sheaf]) -> Written:
        for each in planned:
            if isinstance(each, Page):
                self._page(each)
            else:
                self._sheaf(each)
        gone = sorted(self.before.files.keys() - self.after.files.keys())
        self._swap(gone)
        files = {path: known.sha256 for path, known in sorted(self.after.files.items())}
        return Written(files, tuple(sorted(self.staged)), tuple(gone))

    def _page(self, page: Page) -> None:
        known = self.before.files.get(page.path)
        if known and known.key == page.key and self._stands(page.path, known):
            self._enter(page.path, known)
        else:
            self._stage(page.path, page.key, page.render())

    def _sheaf(self, sheaf: Sheaf) -> None:
        key, state, paths = self.before.sheaves.get(sheaf.name, ("", {}, []))
        known = [(path, self.before.files.get(path)) for path in paths]
        whole = bool(paths) and all(k and self._stands(path, k) for path, k in known)
        if whole and key == sheaf.key and state == sheaf.state:
            made: dict[str, bytes | None] = dict.fromkeys(paths)
        else:
            made = sheaf.make(state if whole and key == sheaf.key else None, self._read)
        for path, data in made.items():
            if data is None:
                self._enter(path, self.before.files[path])
            else:
                self._stage(path, sheaf.key, data)
        self.after.sheaves[sheaf.name] = (sheaf.key, sheaf.state, list(made))

    def _read(self, path: str) -> bytes | None:
        known = self.before.files.get(path)
        return (self.out / path).read_bytes() if known and self._stands(path, known) else None

    def _stands(self, path: str, known: Known) -> bool:
        """Tell whether a file is still as it was written."""
        try:
            found = os.stat(f"{self.out}/{path}", follow_symlinks=False)  # noqa: PTH116 - ten times as fast
        except OSError:
            return False
        return found.st_size == known.size and found.st_mtime_ns == known.mtime

    def _enter(self, path: str, known: Known) -> None:
        if path in self.after.files:
            raise RenderError(f"Two pages would lie at {path}.", "Rename one of the policies.")
        self.after.files[path] = known

    def _stage(self, path: str, key: str, data: bytes) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        before = self.before.files.get(path)
        if before and before.sha256 == sha256 and self._stands(path, before):
            self._enter(path, Known(key, sha256, before.size, before.mtime))
            return
        draft = self.staging / path
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        self._enter(path, Known(key, sha256, len(data), draft.stat().st_mtime_ns))
        self.staged.append(path)

    def _swap(self, gone: Iterable[str]) -> None:
        """Move what was made into place; a build that is killed here is mended by the next one."""
        for path in gone:
            (self.out / path).unlink(missing_ok=True)
            _drop_empty(self.out, (self.out / path).parent)
        for path in self.staged:
            target = self.out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / path).replace(target)
        if self.after != self.before:
            _save(self.state_file, self.out, self.after)


def _drop_empty(top: Path, folder: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _load(path: Path, out: Path) -> _State:
    try:
        read = json.loads(path.read_text("utf-8"))
        if read["version"] != _STATE or read["out"] != str(out.resolve()):
            return _State()
        files = {name: Known(*row) for name, row in read["files"].items()}
        sheaves = {name: (row[0], row[1], row[2]) for name, row in read["sheaves"].items()}
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return _State()
    return _State(files, sheaves)


def _save(path: Path, out: Path, state: _State) -> None:
    rows = {name: [*known] for name, known in state.files.items()}
    kept = {
        "version": _STATE,
        "out": str(out.resolve()),
        "files": rows,
        "sheaves": state.sheaves,
    }
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    draft.replace(path)


def tree(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, in order."""
    yield from sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
