"""The one place where an archive talks to another: fetched from, pushed to, never opened.

Only a folder, https or ssh; no program named in an address is run, and every object is checked.
"""

from pathlib import Path

from gazette.errors import ArchiveError
from gazette.store import foreign, states
from gazette.store.archive import Archive
from gazette.store.git import Git, GitError

THEIRS = "refs/gazette/theirs"
PROTOCOLS = "file:https:ssh"
"""What a remote may be reached by; never a program named in an address."""


def address(remote: str) -> str:
    """Return a remote as git takes it; a folder that is a desk stands for its archive.

    Raises:
        ArchiveError: It is an option, or names a program.
    """
    if remote.startswith("-") or "::" in remote:
        raise ArchiveError(f"{remote!r} is no address of an archive.", "A folder, https or ssh.")
    path = Path(remote)
    if (path / "archive" / ".git").is_dir():
        path /= "archive"
    return str(path.resolve()) if path.exists() else remote


def fetch(archive: Archive, where: str, agent: str | None) -> str:
    """Fetch the newest commit of the archive at the address `where` and return its id.

    Args:
        archive: Ours; only objects and one reference of our own are added to it.
        where: What `address` gave.
        agent: Socket of the SSH agent that holds the keys.

    Raises:
        ArchiveError: It cannot be reached, or an object of it is damaged or out of all bounds.
    """
    git = Git(archive.root)
    quiet = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
    try:
        git.run("fetch", *quiet, "--", where, f"+HEAD:{THEIRS}", extra=_network(agent))
    except GitError as error:
        raise ArchiveError(
            f"{where} cannot be fetched: {_said(error)}",
            "Is it an archive, and may you read it?",
        ) from error
    commit = git.ids(1, "rev-parse", "--verify", "--end-of-options", f"{THEIRS}^{{commit}}")[0]
    foreign.check(git, commit, [archive.head] if archive.head else [])
    return commit


def push(archive: Archive, where: str, agent: str | None) -> None:
    """Give the archive at the address `where` our newest commit; nothing is forced.

    Raises:
        ArchiveError: It has commits that we have not, or may not be written.
    """
    git = Git(archive.root)
    branch = states.branch(git)
    try:
        git.run("push", "--quiet", "--", where, f"{branch}:{branch}", extra=_network(agent))
    except GitError as error:
        raise ArchiveError(
            f"Merged here, but not pushed: {_said(error)}",
            "Sync again if others pushed meanwhile; a folder must be a bare repository to push to.",
        ) from error


def _network(agent: str | None) -> dict[str, str]:
    words = {"GIT_ALLOW_PROTOCOL": PROTOCOLS, "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}
    return words | ({"SSH_AUTH_SOCK": agent} if agent else {})


def _said(error: GitError) -> str:
    lines = [line for line in error.stderr.strip().splitlines() if line.strip()]
    return lines[0][:300] if lines else "git did not say why"
