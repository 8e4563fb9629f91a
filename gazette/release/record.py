"""The manifest of a release: what was published, from what, by which tools, against which doubts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gazette.release.verifier import canonical

FORMAT = "gazette-release/1"


@dataclass(frozen=True, slots=True)
class Text:
    """A policy as it was released."""

    id: str
    title: str | None
    sha256: str
    """Of its file in the archive at `commit`."""
    commit: str | None
    """The commit that last changed it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that a policy was read from."""

    sha256: str
    name: str
    medium: str


@dataclass(frozen=True, slots=True)
class File:
    """A published file of the issue."""

    path: str
    """Below the published folder."""
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open flag of a policy."""

    policy: str
    code: str
    message: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Override:
    """Why the issue was released although something speaks against it."""

    reason: str
    overruled: tuple[tuple[str, str], ...]
    """Policy, and what speaks against it."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The release before, and why there is another."""

    manifest: str
    """SHA-256 of its manifest."""
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """What is signed."""

    issue: str
    release: int
    """1 for the first release of the issue, 2 for the one that replaces it …"""
    released: str
    """2023-11-15T08:00:00Z."""
    gazette: str
    commit: str | None
    """The newest commit of the archive."""
    policies: tuple[Text, ...]
    sources: tuple[Origin, ...]
    files: tuple[File, ...]
    tools: tuple[tuple[str, str | None], ...]
    """Name and version of what made the files; `None`: not known."""
    fonts: tuple[tuple[str, str], ...] | None
    """Name and SHA-256 of the font files; `None`: not known."""
    flags: tuple[Doubt, ...] = ()
    override: Override | None = None
    replaces: Replaced | None = None


def path(issue: str, number: int) -> str:
    """Return where a manifest lies below `releases/`; no release ever takes another's place."""
    return f"{issue}/manifest{'' if number == 1 else f'-{number}'}.json"


def dump(release: Release) -> bytes:
    """Write a manifest in canonical JSON: the same release, the same bytes."""
    plain: dict[str, Any] = asdict(release) | {"format": FORMAT}
    plain["archive"] = {"commit": plain.pop("commit")}
    plain["tools"] = dict(release.tools)
    plain["fonts"] = None if release.fonts is None else dict(release.fonts)
    if release.override:
        plain["override"]["overruled"] = [
            {"policy": policy, "message": message}
            for policy, message in release.override.overruled
        ]
    return canonical(plain)


def distinct(origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """Return each source once, ordered by SHA-256."""
    return tuple({each.sha256: each for each in sorted(origins, key=lambda o: o.sha256)}.values())
