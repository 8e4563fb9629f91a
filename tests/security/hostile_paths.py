"""Names that try to lead elsewhere, put in every place where a command takes a text or a path.

A place for names (`Ground`) has an office's desk, a folder beside it that no command has any
business in, and files of every kind.  A run is watched: what changed on disk, what was said, how
long it took.
"""

import contextlib
import io
import os
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FrameType

import click

from gazette import cli
from gazette.cli import COMMANDS
from gazette.cli.issue import COMMANDS as ISSUE_COMMANDS

CANARY = "CANARY-5f3a"
POLICY = "吉民发〔2023〕27号"
OTHER = "吉民发〔2023〕35号"
MOST = 30
"""Seconds by the clock after which a command hangs."""

NAMES: dict[str, str] = {
    "up": "..",
    "far up": "../../../../../../../../etc",
    "beside": "../outside/secret",
    "beside, with its ending": "../outside/secret.toml",
    "beside, through a folder": "issues/../../outside/secret",
    "absolute": "{outside}/secret",
    "absolute, with its ending": "{outside}/secret.toml",
    "root": "/",
    "nothing": "",
    "here": ".",
    "home": "~",
    "somebody's home": "~root/secret",
    "a variable": "$HOME/$(touch canary)`touch canary`",
    "a command": "x;touch canary|touch canary&touch canary",
    "NUL": "2023-21\0../../outside/secret",
    "FIFO": "{work}/fifo",
    "device": "{work}/device",
    "socket": "{work}/socket",
    "link to a file": "{work}/link",
    "link to a folder": "{work}/folder-link",
    "through a link": "{work}/folder-link/secret",
    "loop of links": "{work}/loop",
    "link to nothing": "{work}/dangling",
    "other case": "GAZETTE.TOML",
    "long": "长" * 300,
    "very long": "a/" * 3000,
    "Windows device": "CON",
    "Windows device with ending": "NUL.toml",
    "Windows drive": "C:\\outside\\secret",
    "Windows up": "..\\..\\outside\\secret",
    "option": "--output=canary",
    "short option": "-ocanary",
    "magic pathspec": ":(top,glob)**",
    "pathspec but": ":!archive",
    "decomposed": "e\u0301/../../outside/secret",
    "wide stops": "．．／outside／secret",
    "ends in a stop": "2023-21.",
    "ends in a space": "2023-21 ",
    "turned": "2023-21\u202etoml",
    "two lines": "2023-21\n[core]\n\thooksPath = ../outside",
    "half a character": "2023-21\udcff",
    "address of a file": "file://{outside}/secret.toml",
    "address that runs": "ext::sh -c touch%20canary",
    "address as option": "--upload-pack=touch canary",
    "host as option": "ssh://-oProxyCommand=touch%20canary/x",
    "git's own": ".git/config",
    "git's own below": "../archive/.git/config",
    "as addresses write it": "%2e%2e%2foutside%2fsecret",
    "any": "*",
}  # fmt: skip

OUTPUTS = {
    "init folder", "show --docx", "reconcile --report", "reconcile --tei", "compare --html",
    "compare --pdf", "compare --docx", "status --out", "graph --out", "build --out",
    "backup folder", "restore folder", "publish out",
}  # fmt: skip
"""Where an editor says where to write: there, and below, something may come to be."""
INPUTS = {
    "import files", "compare old", "compare new", "verify folder", "verify --signers", "verify --head",
    "restore backup", "release --key", "sync remote",
}  # fmt: skip
"""Where an editor says what to read: it may be anywhere."""

_GIVEN = {
    "policy": POLICY, "policies": POLICY, "old": POLICY, "new": OTHER, "query": "社区",
    "variant": "1", "event": "repealed", "issue": "2023-21", "issues": "2023-21", "section": "新",
    "entry": POLICY, "name": "新", "stage": "checked", "folder": "{work}/new", "out": "{work}/site",
    "files": "{work}/paper.txt", "remote": "{work}/remote", "backup": "{work}/backup",
    "--reason": "reason", "--by": "王", "--find": "社区", "--replace": "小区", "--text": "字",
}  # fmt: skip
"""What stands in the other places of a command."""
_ALSO = {
    "show": ("--json",),
    "status --out": ("--format", "md"),
    "import --for": (),
    "judge": ("--reason", "reason"),
    "rule --take": ("--reason", "reason", "--by", "王"),
    "rule": ("--text", "字", "--reason", "reason", "--by", "王"),
    "sync --take": ("--reason", "reason"),
    "release": ("--key", "{work}/paper.txt", "--by", "王"),
    "restore": (),
}
"""Options a command needs to come as far as the place that is tried."""


_WRITING = frozenset(("--out", "--html", "--pdf", "--docx", "--report", "--tei"))
"""Options of any command, of a new one too, that say where to write: never tried off the ground."""


@dataclass(frozen=True)
class Slot:
    """One place of a command where a name can stand."""

    words: tuple[str, ...]
    """The command."""
    place: str
    """The option, or the name of the argument."""

    @property
    def name(self) -> str:
        return f"{' '.join(self.words)} {self.place}"

    @property
    def writes(self) -> bool:
        return self.name in OUTPUTS or self.place in _WRITING

    @property
    def reads(self) -> bool:
        return self.name in INPUTS


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    tables = (((), COMMANDS), (("issue",), ISSUE_COMMANDS))
    for before, table in tables:
        for name, (module, _) in table.items():
            found = getattr(import_module(module), module.rpartition(".")[2])
            if not isinstance(found, click.Group):
                yield (*before, name), found


def slots() -> list[Slot]:
    """Return every place that takes a text or a path."""
    found = [Slot((), "--home")]
    for words, command in commands():
        found += [Slot(words, param.opts[-1]) for param in command.params if _takes_names(param)]
    return found


def _takes_names(param: click.Parameter) -> bool:
    plain = isinstance(param.type, (click.Path, click.types.StringParamType))
    return plain and not getattr(param, "is_flag", False)


def line(slot: Slot, hostile: str, ground: "Ground") -> list[str]:
    """Return a command line with a name in one place, and what is right in the others."""
    if not slot.words:
        return ["--home", hostile, "list"]
    command = next(command for words, command in commands() if words == slot.words)
    options, arguments = _others(slot, command)
    shown = [*options, *_ALSO.get(slot.name, _ALSO.get(slot.words[0], ()))]
    given = [ground.named(each) for each in shown]
    if slot.place.startswith("-"):
        given = [*_without(given, slot.place), slot.place, hostile]
    words = [hostile if each is None else ground.named(each) for each in arguments]
    return ["--home", str(ground.desk), *slot.words, *given, "--", *words]


def _others(slot: Slot, command: click.Command) -> tuple[list[str], list[str | None]]:
    options: list[str] = []
    arguments: list[str | None] = []
    for param in command.params:
        name = param.opts[-1]
        if name == slot.place:
            arguments += [] if name.startswith("-") else [None]
        elif isinstance(param, click.Argument) and (param.required or param.name in _GIVEN):
            arguments.append(_GIVEN.get(name, "2023"))
        elif param.required:
            options += [name, _GIVEN.get(name, "x")]
    return options, arguments


def _without(given: list[str], option: str) -> list[str]:
    if option not in given:
        return given
    at = given.index(option)
    return given[:at] + given[at + 2 :]


@dataclass(frozen=True)
class Ground:
    """A desk, a folder beside it, and a folder with files of every kind, where commands run."""

    root: Path

    @classmethod
    def make(cls, root: Path, desk: Path) -> "Ground":
        """Lay out a ground below `root` with a copy of a desk."""
        made = cls(root)
        shutil.copytree(desk, made.desk, symlinks=True)
        made.outside.mkdir()
        for ending in ("", ".toml", ".md", ".json", ".bundle"):
            (made.outside / f"secret{ending}").write_text(f'title = "{CANARY}"\n', "utf-8")
        made.work.mkdir()
        made.fill()
        return made

    @property
    def desk(self) -> Path:
        return self.root / "desk"

    @property
    def outside(self) -> Path:
        return self.root / "outside"

    @property
    def work(self) -> Path:
        return self.root / "work"

    def fill(self) -> None:
        """Put into the folder of work what the names name; what is left of a run is taken away."""
        shutil.rmtree(self.work)
        self.work.mkdir()
        (self.work / "paper.txt").write_text("关于试点的通知\n\n各县：\n\n现予公布。\n", "utf-8")
        os.mkfifo(self.work / "fifo")
        self._device()
        with socket.socket(socket.AF_UNIX) as made:
            here = Path.cwd()
            os.chdir(self.work)  # the address of a socket is short
            made.bind("socket")
            os.chdir(here)
        for name, target in {
            "link": "../outside/secret.toml",
            "folder-link": "../outside",
            "loop": "loop",
            "dangling": "../outside/new",
        }.items():
            (self.work / name).symlink_to(target)

    def _device(self) -> None:
        """Make an endless device, or for want of the right to, a link to one."""
        try:
            os.mknod(self.work / "device", stat.S_IFCHR | 0o600, os.makedev(1, 5))
        except OSError:
            (self.work / "device").symlink_to("/dev/zero")

    def named(self, text: str) -> str:
        """Fill in where things lie."""
        return text.replace("{work}", str(self.work)).replace("{outside}", str(self.outside))

    def state(self) -> dict[str, str]:
        """Return every file of the ground but the desk's own with what it is or holds."""
        return {
            str(path.relative_to(self.root)): _what(path)
            for top in (self.outside, self.work)
            for path in sorted(top.rglob("*"))
        } | {each.name: "" for each in self.root.iterdir()}


def _what(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"-> {path.readlink()}"
    return path.read_text("utf-8", "replace") if stat.S_ISREG(mode) else oct(stat.S_IFMT(mode))


class HangsError(BaseException):
    """A command did not come back."""


@dataclass
class Told:
    """What a run did."""

    line: list[str]
    status: int | None = None
    """None: it hung."""
    out: str = ""
    err: str = ""
    changed: list[str] = field(default_factory=list)


def tries(ground: Ground) -> Iterator[tuple[Slot, str]]:
    """Yield every place with every name, but no place to write that is not on the ground."""
    for slot in slots():
        for what, name in NAMES.items():
            if not slot.writes or _on_ground(ground, ground.named(name)):
                yield slot, what


def _on_ground(ground: Ground, name: str) -> bool:
    where = Path(os.path.normpath(ground.work / name))
    return where.is_relative_to(ground.root) and where != ground.root


def run(ground: Ground, slot: Slot, hostile: str) -> Told:
    """Run a command with a name in a place and watch it."""
    name = ground.named(hostile)
    told = Told(line(slot, name, ground))
    before = ground.state()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_at(ground.work))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(contextlib.suppress(HangsError))
        stack.enter_context(_bounded())
        told.status = cli.run(told.line)
    told.out, told.err = out.getvalue(), err.getvalue()
    after = ground.state()
    allowed = _allowed(ground, slot, name)
    told.changed = [
        path
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path) and not _below(ground.root / path, allowed)
    ]
    if before != after:
        _restore(ground)
    return told


def _allowed(ground: Ground, slot: Slot, name: str) -> list[Path]:
    places = [ground.work / each for each in ("new", "site", "remote")]
    if slot.writes and "\0" not in name:
        with contextlib.suppress(OSError, RuntimeError):
            places.append((ground.work / name).resolve())
        places += [ground.work / os.path.normpath(name), ground.work / name.partition("/")[0]]
    return places


def _below(path: Path, places: list[Path]) -> bool:
    """Tell whether a path is one of the places, below one, or a folder on the way to one."""
    return any(path == p or p in path.parents or path in p.parents for p in places)


def _restore(ground: Ground) -> None:
    for path in ground.root.iterdir():
        if path.name != "desk":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    ground.outside.mkdir()
    for ending in ("", ".toml", ".md", ".json", ".bundle"):
        (ground.outside / f"secret{ending}").write_text(f'title = "{CANARY}"\n', "utf-8")
    ground.work.mkdir()
    ground.fill()


@contextlib.contextmanager
def _at(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise HangsError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def faults(slot: Slot, told: Told) -> list[str]:
    """Return what is wrong with how a command took a name."""
    found = []
    if told.status is None:
        found.append("hangs")
    elif told.status not in (0, 1, 2, 4):
        found.append(f"ends with {told.status}: {told.err.strip()[-300:]}")
    if told.changed:
        found.append(f"changes {told.changed}")
    if CANARY in told.out + told.err and not slot.reads:
        found.append("tells what stands elsewhere")
    if told.status == 1:
        found += _wording(told.err, alone=slot.words != ("review",))
    return found


def _wording(err: str, alone: bool) -> list[str]:
    """An error is one sentence on one line, and a hint on another; `review` has said more before."""
    lines = [each for each in err.split("\n") if each.startswith("Error: ")]
    rest = [
        each
        for each in err.rstrip("\n").split("\n")
        if each and not each.startswith(("Error: ", "Hint: "))
    ]
    if len(lines) != 1 or (rest and alone):
        return [f"is not one sentence: {err!r}"]
    if len(lines[0]) > 600 or not lines[0].endswith((".", "?", "。")):
        return [f"is no sentence: {lines[0][:700]!r}"]
    return []
