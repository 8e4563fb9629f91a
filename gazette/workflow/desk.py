"""Making a desk, and opening the one there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gazette.config import CONFIG_NAME, Desk, data_text, load_desk
from gazette.errors import DeskError
from gazette.store.archive import Archive

README = """\
# A gazette's desk

`gazette.toml` says whose gazette this is. Running orders lie in `issues/`, policies in the git
repository `archive/`, and what is published in `public/`. `gazette --help` lists what can be done.
"""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk with its archive open; what every act of an editor is done on."""

    desk: Desk
    archive: Archive


def init_desk(root: Path) -> tuple[Path, ...]:
    """Make a desk at `root`: what is missing is made, what is there stays as it is.

    Args:
        root: The folder; made if it is missing.

    Returns:
        The files and folders that were made.

    Raises:
        DeskError: The folder cannot be made or written.
    """
    made: list[Path] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        texts = {root / CONFIG_NAME: data_text("desk.toml"), root / "README.md": README}
        for path, text in texts.items():
            if not path.exists():
                path.write_text(text, encoding="utf-8")
                made.append(path)
        issues = root / "issues"
        if not issues.is_dir():
            issues.mkdir()
            made.append(issues)
    except OSError as error:
        raise DeskError(
            f"No desk can be made at {root}: {error.strerror}.",
            "Choose a folder you may write to.",
        ) from error
    desk = load_desk(root)
    if not desk.archive.exists():
        Archive.create(desk.archive).close()
        made.append(desk.archive)
    return tuple(made)


@contextmanager
def open_desk(root: Path) -> Iterator[OpenDesk]:
    """Open the desk at `root` and its archive.

    Raises:
        DeskError: The configuration cannot be read.
        ArchiveError: The archive cannot be opened as it is.
    """
    desk = load_desk(root)
    with Archive.open(desk.archive) as archive:
        yield OpenDesk(desk, archive)
