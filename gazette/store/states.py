"""The states a repository can be in, and which of them are refused.

The table in docs/archive.md lists them; each check here is one row of it.
"""

import os
import re
from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store.git import Git, GitError, run

BRANCH = "main"
_ID = re.compile(r"[0-9a-f]{40}")
_BRANCH = re.compile(r"ref: (refs/heads/[^\s\0]{1,200})\s{0,3}")
_ATTRIBUTES = b"* -text -filter -diff -merge -ident -working-tree-encoding\n"
"""Stronger than any .gitattributes: what is stored is what was written, byte for byte."""
_EXCLUDE = "*~\n.*.swp\n.*.swx\n#*#\n.#*\n.DS_Store\nThumbs.db\n~$*\n"
"""What editing programs and desktops leave about; not for the archive."""
_HALF_DONE = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisection",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}


def make(root: Path) -> None:
    """Make an empty repository in `root`.

    Raises:
        ArchiveError: The folder is not empty, or cannot be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise ArchiveError(
                f"{root} is not empty, so no archive is made there.",
                "Name an empty or new folder, or open the archive that is there.",
            )
        _init(root.resolve())
    except FileExistsError:
        raise ArchiveError(f"{root} is not a folder.", "Name an empty or new folder.") from None
    except OSError as error:
        raise ArchiveError(f"No archive can be made in {root}: {error.strerror}.") from error


def _init(root: Path) -> None:
    git = Git(root)
    words = ["git", "init", "--quiet", "--template=", f"--initial-branch={BRANCH}"]
    done = run([*words, "--", str(root)], b"", {"GIT_DEFAULT_HASH": "sha1"}, cwd=root)
    if done.returncode:
        raise GitError("init", done.returncode, done.stderr.decode("utf-8", "replace"))
    set_attributes(git)
    (git.folder / "info" / "exclude").write_text(_EXCLUDE, encoding="utf-8")


def set_attributes(git: Git) -> None:
    """See to it that no .gitattributes makes git change bytes or run a filter."""
    place = git.folder / "info" / "attributes"
    if not place.exists() or place.read_bytes() != _ATTRIBUTES:
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(_ATTRIBUTES)


def checked_root(root: Path) -> Path:
    """Return the real folder of an archive; a link to it is followed once, here.

    Raises:
        ArchiveError: There is no archive of ours in `root`.
    """
    if not root.exists():
        raise ArchiveError(f"There is no archive in {root}.", "Run `gazette init` to make one.")
    if not root.is_dir():
        raise ArchiveError(f"{root} is not a folder.", "Name the folder of the archive.")
    root = root.resolve()
    folder = root / ".git"
    if not os.path.lexists(folder):
        bare = (root / "HEAD").is_file() and (root / "objects").is_dir()
        raise ArchiveError(
            f"{root} is a bare repository, without the files themselves."
            if bare
            else f"{root} is no archive: it has no .git folder.",
            "Clone it: git clone FOLDER archive"
            if bare
            else "Run `gazette init`, or restore a backup.",
        )
    if folder.is_symlink() or not folder.is_dir():
        raise ArchiveError(
            f"{folder} is a link or file, so the repository lies elsewhere.",
            "Use a whole repository; worktrees and submodules are not archives.",
        )
    _check_owner(folder)
    return root


def _check_owner(folder: Path) -> None:
    for place in (folder.parent, folder):
        if place.stat().st_uid != os.geteuid():
            raise ArchiveError(
                f"{place} belongs to another user; its settings could run programs as you.",
                "Clone it into a folder of your own, or have it given to you (chown -R).",
            )


def check(git: Git) -> None:
    """Refuse a repository in which a save could lose or mix something.

    Raises:
        ArchiveError: It is; the message names the state and the hint the way out.
    """
    for name, what in _HALF_DONE.items():
        if (git.folder / name).exists():
            raise ArchiveError(
                f"The archive is in the middle of a {what}.",
                f"Finish or abort it with git in {git.root} (git status tells how).",
            )
    branch(git)
    _check_kind(git)
    if tip(git) is not None:
        _check_tip(git)


def _check_kind(git: Git) -> None:
    words = ("--is-shallow-repository", "--show-object-format")
    shallow, _, form = git.line("rev-parse", *words).partition("\n")
    if shallow not in ("true", "false"):
        raise ArchiveError("git gave no full answer about the archive.", "Check the disk.")
    if shallow == "true":
        raise ArchiveError(
            "The archive is a shallow clone: its history is cut off.",
            f"Run: git -C {git.root} fetch --unshallow",
        )
    if form != "sha1":
        raise ArchiveError(
            f"The archive names its objects by {form}, which is not supported.",
            "Make a new archive with `gazette init` and import the sources into it.",
        )
    if (git.folder / "objects/info/alternates").exists():
        raise ArchiveError(
            "The archive borrows objects from another repository.",
            f"Run: git -C {git.root} repack -a -d, and remove .git/objects/info/alternates.",
        )


def branch(git: Git) -> str:
    """Return the full name of the branch that saves go to.

    Raises:
        ArchiveError: HEAD is detached, missing or damaged.
    """
    try:
        head = (git.folder / "HEAD").read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ArchiveError(
            f"The archive is damaged: .git/HEAD cannot be read ({error.strerror}).",
            f"Write into it: ref: refs/heads/{BRANCH}",
        ) from error
    match = _BRANCH.fullmatch(head)
    if match:
        return match[1]
    if _ID.fullmatch(head.strip()):
        raise ArchiveError(
            "The archive shows an old commit (detached HEAD); saves would be lost.",
            f"Run: git -C {git.root} switch {BRANCH}",
        )
    raise ArchiveError(
        "The archive is damaged: .git/HEAD names no branch.",
        f"Write into it: ref: refs/heads/{BRANCH}",
    )


def tip(git: Git) -> str | None:
    """Return the full id of the newest commit; `None` while there is none.

    Raises:
        ArchiveError: The branch is damaged.
    """
    name = branch(git)
    try:
        loose = (git.folder / name).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        found = git.run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", name, accept=(0, 1)
        )
        return found.decode().strip() or None
    except (OSError, UnicodeDecodeError):
        loose = ""
    if _ID.fullmatch(loose):
        return loose
    raise _broken(git, name)


def _check_tip(git: Git) -> None:
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{tree}")
    if not git.run(*words, accept=(0, 1, 128)).strip():
        raise _broken(git, branch(git))


def _broken(git: Git, name: str) -> ArchiveError:
    return ArchiveError(
        f"The archive is damaged: {name} names no commit that is there.",
        f"`git -C {git.root} fsck --lost-found` lists what is whole; or restore a backup.",
    )
