"""The table of states: each is handled or refused, with the right exit status, from the command line.

In every state two edits by hand lie in the working copy; whatever happens, they are there afterwards,
byte for byte.  docs/archive.md lists the same states by the same names.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gazette import cli
from gazette.store import Archive
from gazette.store.git import Git
from gazette.store.journal import Journal, write
from tests.conftest import ROOT

Make = Callable[[Path], object]
NEW = "policies/吉民发/2023/31.md"
"""What the import in each state is about to save."""
OLD = "policies/吉民发/2023/27.md"
EDITS = {OLD: b"edited by hand\n", "notes/新.md": b"added by hand\n"}
TEXT = """吉林省民政厅关于开展{what}的通知
吉民发〔2023〕{number}号

各市（州）民政局：
为做好有关工作，现将有关事项通知如下。
一、加强组织领导。各地要高度重视，落实责任。

吉林省民政厅
2023年5月30日
"""
HOLD = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, 2); print(flush=True); time.sleep(60)"
DOCS = ROOT / "docs" / "archive.md"


@dataclass(frozen=True)
class State:
    """A state, how it comes about, and what an import then says; refused: exit status 1."""

    name: str
    make: Make
    said: str = ""
    refused: bool = True


WHO = ("-c", "user.name=x", "-c", "user.email=x@y")
"""Whose commits they are: a machine may know nobody."""


def output(*words: object) -> str:
    done = subprocess.run([*map(str, words)], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def run(*words: str) -> Make:
    return lambda root: output("git", "-C", root, *WHO, *words)


def put(path: str, data: bytes = b"") -> Make:
    def do(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return do


def drop(path: str) -> Make:
    def do(root: Path) -> None:
        place = root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    return do


def both(*makes: Make) -> Make:
    return lambda root: [make(root) for make in makes]


def away(root: Path) -> None:
    root.rename(root.with_name("elsewhere"))


def git_away(root: Path) -> None:
    (root / ".git").rename(root.with_name("git"))


def bare(root: Path) -> None:
    git_away(root)
    output("git", "clone", "-q", "--bare", root.with_name("git"), root / "x")
    for path in (root / "x").iterdir():
        path.rename(root / path.name)


def link_to_it(root: Path) -> None:
    away(root)
    root.symlink_to(root.with_name("elsewhere"))


def dangling(root: Path) -> None:
    away(root)
    root.symlink_to(root.with_name("nowhere"))


def shallow(root: Path) -> None:
    put(".git/shallow", output("git", "-C", root, "rev-parse", "HEAD").encode())(root)


def commit_gone(root: Path) -> None:
    head = output("git", "-C", root, "rev-parse", "HEAD")
    (root / ".git/objects" / head[:2] / head[2:]).unlink()


def tree_gone(root: Path) -> None:
    tree = output("git", "-C", root, "rev-parse", "HEAD:policies")
    (root / ".git/objects" / tree[:2] / tree[2:]).unlink()


def given_away(root: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    os.chown(root / ".git", 12345, 12345)


def in_the_way(make: Callable[[Path, Path], object]) -> Make:
    """Put something where the new policy's file is to be; what it leads to must stay as it is."""

    def do(root: Path) -> None:
        outside = root.with_name("outside")
        outside.mkdir()
        (outside / "31.md").write_bytes(b"theirs")
        (root / NEW).parent.mkdir(parents=True, exist_ok=True)
        make(root / NEW, outside)

    return do


def linked_folder(path: Path, outside: Path) -> None:
    path = path.parents[1] / "2023"
    shutil.copytree(path, outside, dirs_exist_ok=True)
    shutil.rmtree(path)
    path.symlink_to(outside)


def busy(root: Path) -> None:
    words = [sys.executable, "-c", HOLD, str(root / ".git/gazette/lock")]
    holder = subprocess.Popen(words, stdout=subprocess.PIPE)
    assert holder.stdout
    holder.stdout.readline()
    HOLDERS.append(holder)


HOLDERS: list["subprocess.Popen[bytes]"] = []


def killed_before_the_move(root: Path) -> None:
    """A save died with its journal written, its lock on the branch taken, and a file staged."""
    new = output("git", "-C", root, *WHO, "commit-tree", "-m", "x", "HEAD^{tree}")
    blob = output("git", "-C", root, "rev-parse", f"HEAD:{OLD}")
    write(Git(root), Journal("refs/heads/main", new, {"x": (None, blob)}))
    put(".git/refs/heads/main.lock", new.encode() + b"\n")(root)
    put(".git/gazette/stage/0", b"half a fi")(root)


def killed_after_the_move(root: Path) -> None:
    """A save died with the branch moved, and nothing shown in the working copy."""
    (root / "saved").write_bytes(b"saved\n")
    run("add", "saved")(root)
    run("commit", "-qm", "x", "saved")(root)
    blob = output("git", "-C", root, "rev-parse", "HEAD:saved")
    head = output("git", "-C", root, "rev-parse", "HEAD")
    run("rm", "-q", "--cached", "saved")(root)
    (root / "saved").unlink()
    write(Git(root), Journal("refs/heads/main", head, {"saved": (None, blob)}))


def hooks(root: Path) -> None:
    for name in ("pre-commit", "reference-transaction", "post-index-change", "post-update"):
        put(f".git/hooks/{name}", b"#!/bin/sh\ntouch ../sprung; exit 1\n")(root)
        (root / ".git/hooks" / name).chmod(0o755)
    for name in (
        "core.fsmonitor",
        "filter.x.clean",
        "diff.external",
        "gpg.program",
        "core.editor",
    ):
        run("config", name, "touch ../sprung; false")(root)
    for name in ("commit.gpgSign", "core.autocrlf", "core.ignoreCase"):
        run("config", name, "true")(root)


STATES = (
    State("no folder", away, "There is no archive"),
    State("a dangling link", dangling, "There is no archive"),
    State("a file instead of the folder", both(away, lambda root: root.write_bytes(b"")), "not a folder"),
    State("no `.git`", git_away, "no .git folder"),
    State("bare repository", bare, "bare repository"),
    State("`.git` a file", both(git_away, put(".git", b"gitdir: ../git\n")), "link or file"),
    State("`.git` a link", both(git_away, lambda root: (root / ".git").symlink_to(root.with_name("git"))), "link or file"),
    State("of another user", given_away, "another user"),
    State("shallow", shallow, "shallow clone"),
    State("objects borrowed", put(".git/objects/info/alternates", b"/nowhere\n"), "borrows"),
    State("objects gone", drop(".git/objects"), "not a git repository"),
    State("SHA-256 names", both(git_away, lambda root: output("git", "init", "-q", "--object-format=sha256", root)), "sha256"),
    State("a future format", run("config", "core.repositoryformatversion", "99"), "version"),
    State("detached HEAD", run("checkout", "-q", "--detach"), "detached HEAD"),
    State("HEAD missing", drop(".git/HEAD"), "cannot be read"),
    State("HEAD empty", put(".git/HEAD"), "names no branch"),
    State("HEAD noise", put(".git/HEAD", b"\0\1"), "names no branch"),
    State("HEAD leading out", put(".git/HEAD", b"ref: ../../x"), "names no branch"),
    State("branch empty", put(".git/refs/heads/main"), "names no commit"),
    State("branch noise", put(".git/refs/heads/main", b"\xff\xfe"), "names no commit"),
    State("branch naming a commit that is gone", put(".git/refs/heads/main", b"1" * 40 + b"\n"), "names no commit"),
    State("branch naming a file", lambda root: put(".git/refs/heads/main", output("git", "-C", root, "rev-parse", f"HEAD:{OLD}").encode())(root), "names no commit"),
    State("newest commit gone", commit_gone, "names no commit"),
    State("a folder of the newest commit gone", tree_gone, "unable to read tree"),
    State("configuration broken", put(".git/config", b"[core\n"), "config"),
    State("half a merge", put(".git/MERGE_HEAD", b"1" * 40), "middle of a merge."),
    State("half a cherry-pick", put(".git/CHERRY_PICK_HEAD", b"1" * 40), "middle of a cherry-pick."),
    State("half a revert", put(".git/REVERT_HEAD", b"1" * 40), "middle of a revert."),
    State("half a rebase", put(".git/rebase-merge/x"), "middle of a rebase."),
    State("half an am", put(".git/rebase-apply/x"), "middle of a rebase."),
    State("bisecting", put(".git/BISECT_LOG"), "middle of a bisection."),
    State("branch locked by another git", put(".git/refs/heads/main.lock"), "main.lock"),
    State("another process saving", busy, "is saving"),
    State("the very file added by hand", put(NEW, b"by hand"), "edited by hand"),
    State("the very file staged by hand", both(put(NEW, b"by hand"), run("add", NEW), drop(NEW)), "edited by hand"),
    State("a link in its place", in_the_way(lambda path, out: path.symlink_to(out / "31.md")), "31.md"),
    State("a dangling link in its place", in_the_way(lambda path, out: path.symlink_to(out / "none")), "31.md"),
    State("a pipe in its place", in_the_way(lambda path, _: os.mkfifo(path)), "31.md"),
    State("a folder in its place", in_the_way(lambda path, _: path.mkdir()), "31.md"),
    State("a linked folder on the way", in_the_way(linked_folder), "31.md"),
    State("a link to the archive", link_to_it, refused=False),
    State("`core.bare` set although the files are there", run("config", "core.bare", "true"), refused=False),
    State("another branch than `main`", run("checkout", "-qb", "draft"), refused=False),
    State("a tag called `main`", run("tag", "main"), refused=False),
    State("replaced objects", lambda root: run("replace", "HEAD", output("git", "-C", root, *WHO, "commit-tree", "-m", "x", "HEAD^{tree}"))(root), refused=False),
    State("index lost", drop(".git/index"), refused=False),
    State("index empty", put(".git/index"), refused=False),
    State("index noise", put(".git/index", b"\0" * 5000), refused=False),
    State("index cut short", lambda root: os.truncate(root / ".git/index", 200), refused=False),
    State("index of the compressed form", run("update-index", "--index-version", "4"), refused=False),
    State("index in two files", run("update-index", "--split-index"), refused=False),
    State("index locked by another git", put(".git/index.lock"), "index.lock", refused=False),
    State("HEAD locked by another git", put(".git/HEAD.lock"), refused=False),
    State("something else staged by hand", both(put("other", b"x"), run("add", "other")), refused=False),
    State("everything staged for deletion", run("rm", "-rq", "--cached", "."), refused=False),
    State("commits made by hand", both(put("other", b"x"), run("add", "other"), run("commit", "-qm", "x", "other")), refused=False),
    State("a merge made by hand", both(run("checkout", "-qb", "side"), run("commit", "-q", "--allow-empty", "-m", "x"), run("checkout", "-q", "main"), run("merge", "-q", "--no-ff", "-m", "x", "side")), refused=False),
    State("packed references and objects", both(run("pack-refs", "--all"), run("gc", "-q")), refused=False),
    State("no log of references", drop(".git/logs"), refused=False),
    State("hooks, filters and helpers configured", hooks, refused=False),
    State("`.gitattributes` that change bytes", both(drop(".git/info"), put(".gitattributes", b"* text=auto ident filter=x\n")), refused=False),
    State("`.gitignore` that hides all", put(".gitignore", b"*\n"), refused=False),
    State("killed before the move", killed_before_the_move, refused=False),
    State("killed after the move", killed_after_the_move, refused=False),
    State("a journal that is none", put(".git/gazette/journal.json", b"{"), refused=False),
    State("a note of a lock that nobody holds", put(".git/gazette/lock", b"4194399 elsewhere\n"), refused=False),
    State("derived index noise", put(".git/gazette/index.sqlite", b"no database" * 999), refused=False),
    State("our own folder gone", drop(".git/gazette"), refused=False),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one policy, made on the command line."""
    root = tmp_path_factory.mktemp("states") / "desk"
    first = root.with_name("first.txt")
    first.write_text(TEXT.format(what="社区建设", number=27), encoding="utf-8")
    assert cli.run(["init", str(root)]) == 0
    assert cli.run(["--home", str(root), "import", str(first)]) == 0
    return root


@pytest.fixture
def root(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The archive of a copy of that desk; processes that a state starts end with the test."""
    monkeypatch.setitem(Archive.open.__func__.__kwdefaults__, "wait", 0.2)  # type: ignore[attr-defined]
    yield Path(shutil.copytree(desk, tmp_path / "desk", symlinks=True)) / "archive"
    while HOLDERS:
        holder = HOLDERS.pop()
        holder.kill()
        holder.wait()
        if holder.stdout:
            holder.stdout.close()


def edits(home: Path) -> dict[str, bytes]:
    """Find the edits by hand again, wherever a state has moved the archive to."""
    for place in ("archive", "elsewhere"):
        if (home / place / "notes").exists():
            return {path: (home / place / path).read_bytes() for path in EDITS}
    return {}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_state_is_refused_or_handled(
    root: Path, tmp_path: Path, state: State, capsys: pytest.CaptureFixture[str]
) -> None:
    home = root.parent
    state.make(root)
    place = root if (root / "policies").is_dir() else home / "elsewhere"
    for path, data in EDITS.items():
        put(path, data)(place)
    text = tmp_path / "second.txt"
    text.write_text(TEXT.format(what="检查", number=31), encoding="utf-8")
    capsys.readouterr()
    status = cli.run(["--home", str(home), "import", str(text)])
    told = capsys.readouterr()
    assert status == (1 if state.refused else 0), told.err
    assert "Traceback" not in told.err
    assert state.said in told.err
    assert edits(home) == EDITS
    assert not (home / "sprung").exists()
    if state.refused:
        assert "Hint" in told.err
        assert not held(root)
    else:
        assert held(root), told.err
        assert cli.run(["--home", str(home), "list"]) == 0
    outside = home / "outside" / "31.md"
    assert not outside.exists() or outside.read_bytes() == b"theirs"


def held(root: Path) -> bool:
    """Tell whether the newest commit has the new policy, as far as git can tell."""
    words = ["git", "-C", str(root), "cat-file", "-e", f"HEAD:{NEW}"]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def test_the_documentation_lists_every_state() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    for state in STATES:
        found = [row for row in rows if row.startswith(f"| {state.name} |")]
        assert len(found) == 1, state.name
        assert ("| refused" in found[0]) == state.refused, state.name
