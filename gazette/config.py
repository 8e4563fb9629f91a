"""The desk: where things lie, and what `gazette.toml` says about the office."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gazette.errors import DeskError
from gazette.model.register import Issuer, Register
from gazette.model.trust import Distrust, host_of

CONFIG_NAME = "gazette.toml"
_MAX_SIZE = 1_000_000
"""Bytes; a restored desk brings a configuration that somebody else wrote."""
_DISTRUST = frozenset({"reason", "since", "until"})
_MAX_DOTS = 64
"""Dots in one key; the deepest of our own has three."""
_BETWEEN = re.compile(r"[=,{}\[\]\n]")
LANGUAGES = ("zh", "en")
"""Languages that labels on pages are shipped in."""
_ANY: tuple[str, ...] = ()
"""For a table whose keys are an office's own: its classes of documents, hosts, numbers of a layout."""
_KEYS: dict[str, tuple[str, ...]] = {
    "office": ("gazette", "pinyin", "publisher", "language", "url", "sections"),
    "layout": ("profile", "numbers", "fonts"),
    "precedence": _ANY,
    "distrust": _ANY,
    "issuer": ("name", "short", "codes", "rank"),
    "release": ("threshold",),
}
"""All that `gazette.toml` may say: its tables, and the keys of each."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder an editor works in, and the office it belongs to."""

    root: Path
    publisher: str = ""
    gazette: str = ""
    """Name of the gazette: 吉林省人民政府公报."""
    pinyin: str = ""
    sections: tuple[str, ...] = ()
    """Names of the sections in the order they are printed."""
    profile: str = "gazette-jilin"
    language: str = "zh"
    url: str = ""
    """Where the site will be published; empty: links stay relative."""
    register: Register = field(default_factory=Register)
    precedence: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For a class of documents, the carriers whose reading holds by default, best first."""
    trust: tuple[Distrust, ...] = ()
    """Hosts whose copies are not trusted alone, each with the days and the reason."""
    extra: dict[str, Any] = field(default_factory=dict, hash=False)
    """Tables of `gazette.toml` that other rooms read: `[layout]` and `[release]`."""

    @property
    def archive(self) -> Path:
        """The git repository of policies, witnesses, rulings and sources."""
        return self.root / "archive"

    @property
    def issues(self) -> Path:
        """The folder of running orders."""
        return self.root / "issues"

    @property
    def public(self) -> Path:
        """The folder that is published."""
        return self.root / "public"

    @property
    def templates(self) -> Path:
        """The editor's own templates; a file here wins over the shipped one of the same name."""
        return self.root / "templates"


def data_text(name: str) -> str:
    """Return a data file shipped with the package, such as `issuers.toml`."""
    from importlib import resources  # noqa: PLC0415 - start-up stays quick

    return resources.files("gazette").joinpath("data", name).read_text(encoding="utf-8")


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML that somebody else may have written.

    The time and the memory that a dotted key takes grow with the square of its parts, so one of very
    many parts is refused before it is read.

    Raises:
        ValueError: It is no TOML, or nested too deep.
    """
    if any(piece.count(".") > _MAX_DOTS and _is_dotted(piece) for piece in _BETWEEN.split(text)):
        raise ValueError("a key of too many parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _is_dotted(piece: str) -> bool:
    """Tell a dotted key from a row of dots, as a line of contents has."""
    return sum(1 for part in piece.split(".") if part.strip()) > _MAX_DOTS


def find_desk(start: Path) -> Path:
    """Return the nearest folder from `start` upward that holds a `gazette.toml`.

    Raises:
        DeskError: There is none.
    """
    try:
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG_NAME).is_file():
                return folder
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError until 3.13
        raise DeskError(
            f"{start} is no folder a desk could be in.", "Name another with --home DIR."
        ) from error
    raise DeskError(
        f"No desk here: {start} and the folders above it hold no {CONFIG_NAME}.",
        "Run `gazette init` to make one here, or name a desk with --home DIR.",
    )


def load_desk(root: Path) -> Desk:
    """Read the configuration of the desk at `root`.

    Raises:
        DeskError: `gazette.toml` is missing, unreadable, or says something that is not known: a key,
            a language, a layout profile, a value of the wrong type.
    """
    path = root / CONFIG_NAME
    try:
        if path.stat().st_size > _MAX_SIZE:
            raise DeskError(f"{path} is too large: more than {_MAX_SIZE:,} bytes.")
        table = parse_toml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeskError(f"{path} is missing.", "Run `gazette init` to make a desk.") from None
    except (OSError, ValueError) as error:
        raise DeskError(f"{path} cannot be read: {error}.", "Mend the file by hand.") from error
    return _desk(root, path, table)


def _desk(root: Path, path: Path, table: dict[str, Any]) -> Desk:
    _check_keys(path, table)
    office = _table(path, table, "office")
    layout = _table(path, table, "layout")
    language = _text(path, office, "language") or "zh"
    _check_known(path, "office.language", language, LANGUAGES)
    profile = _text(path, layout, "profile") or "gazette-jilin"
    _check_known(path, "layout.profile", profile, _profiles(root))
    return Desk(
        root=root,
        publisher=_text(path, office, "publisher"),
        gazette=_text(path, office, "gazette"),
        pinyin=_text(path, office, "pinyin"),
        sections=_texts(path, office, "sections"),
        profile=profile,
        language=language,
        url=_text(path, office, "url"),
        register=_register(path, table),
        precedence=_precedence(path, table),
        trust=_trust(path, table),
        extra=table,
    )


def _check_keys(path: Path, table: dict[str, Any]) -> None:
    """Refuse what nobody would read: a key got wrong would pass for one that was obeyed."""
    for name, value in table.items():
        _check_known(path, "", name, tuple(_KEYS))
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict) and _KEYS[name]:
                for key in entry:
                    _check_known(path, name, key, _KEYS[name])


def _check_known(path: Path, where: str, word: str, known: Sequence[str]) -> None:
    if word in known:
        return
    from difflib import get_close_matches  # noqa: PLC0415 - start-up stays quick

    near = get_close_matches(word[:100], known, 1)
    place = f" in `{where}`" if where else ""
    hint = f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(known)}."
    raise DeskError(f"{path}: `{word[:100]}`{place} is not known.", hint)


def _profiles(root: Path) -> tuple[str, ...]:
    """Name the layout profiles there are: those that are shipped, and the desk's own."""
    from importlib import resources  # noqa: PLC0415 - start-up stays quick

    shipped = resources.files("gazette").joinpath("data", "profiles").iterdir()
    own = (root / "templates" / "profiles").glob("*.toml")
    names = (each.name for folder in (shipped, own) for each in folder)
    return tuple(sorted({name.removesuffix(".toml") for name in names if name.endswith(".toml")}))


def _precedence(path: Path, table: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = _table(path, table, "precedence")
    return tuple((name, _texts(path, read, name)) for name in read)


def _trust(path: Path, table: dict[str, Any]) -> tuple[Distrust, ...]:
    """Read hosts: each with a reason, or a table of reason and days, or several such tables."""
    read = _table(path, table, "distrust")
    return tuple(
        _distrust(path, host, each)
        for host, said in read.items()
        for each in (said if isinstance(said, list) else [said])
    )


def _distrust(path: Path, host: str, said: object) -> Distrust:
    entry = {"reason": said} if isinstance(said, str) else said
    if host_of(host) is None or not isinstance(entry, dict) or entry.keys() - _DISTRUST:
        raise _wrong(
            path, f"distrust.{host}", "a host with a reason, or with reason, since, until"
        )
    days = [entry.get(name) for name in ("since", "until")]
    if not all(day is None or type(day) is date for day in days):
        raise _wrong(path, f"distrust.{host}", "a host whose since and until are days: 2023-01-31")
    reason = _text(path, entry, "reason").strip()
    if not reason:
        raise _wrong(path, f"distrust.{host}", "a host with a reason: why is it not trusted?")
    return Distrust(host, reason, *days)


def _register(path: Path, table: dict[str, Any]) -> Register:
    """Join the office's own issuers, which come first, with those that are shipped."""
    shipped = tomllib.loads(data_text("issuers.toml")).get("issuer", [])
    own = table.get("issuer", [])
    if not isinstance(own, list):
        raise _wrong(path, "issuer", "a list of tables ([[issuer]])")
    return Register(tuple(_issuer(path, entry) for entry in [*own, *shipped]))


def _issuer(path: Path, entry: dict[str, Any]) -> Issuer:
    rank = entry.get("rank", 99)
    return Issuer(
        name=_text(path, entry, "name"),
        short=_texts(path, entry, "short"),
        codes=_texts(path, entry, "codes"),
        rank=rank if isinstance(rank, int) else 99,
    )


def _table(path: Path, table: dict[str, Any], name: str) -> dict[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(path, name, f"a table ([{name}])")
    return value


def _text(path: Path, table: dict[str, Any], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise _wrong(path, name, "a text")
    return value


def _texts(path: Path, table: dict[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _wrong(path, name, "a list of texts")
    return tuple(value)


def _wrong(path: Path, name: str, wanted: str) -> DeskError:
    return DeskError(f"{path}: `{name}` must be {wanted}.", "Mend the file by hand.")
