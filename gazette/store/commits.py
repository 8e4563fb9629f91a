"""What goes into a commit: author, time, message with trailers; and reading it back."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from gazette.errors import ArchiveError
from gazette.model.store import Revision

Trailers = Sequence[tuple[str, str]]

_AUTHOR = re.compile(r"([^<>\n\r\0]{1,200}) <([^<>\s\0]{1,200})>")
_KEY = re.compile(r"[A-Z][A-Za-z0-9-]{0,60}")
_TRAILER = re.compile(r"([A-Z][A-Za-z0-9-]{0,60}): (.{1,4000})")
_WHO = re.compile(r"^(.{0,500}) (-?\d{1,12}) ([+-]\d{4})")


def identity(author: str, when: datetime) -> Mapping[str, str]:
    """Return the variables that give a commit its author and time.

    Raises:
        ArchiveError: The author is not `Name <address>`, or the time lies before 1970.
        ValueError: The time has no zone.
    """
    match = _AUTHOR.fullmatch(author)
    if match is None:
        raise ArchiveError(f"{author!r} is no author.", "Write it as: Name <name@example.org>")
    if when.tzinfo is None:
        raise ValueError("the time of a save needs its time zone")
    seconds = int(when.timestamp())
    if seconds < 0:
        raise ArchiveError(f"A save cannot be dated {when.isoformat()}: before 1970.")
    name, address, date = match[1], match[2], f"@{seconds} {when.strftime('%z')[:5]}"
    roles = ("AUTHOR", "COMMITTER")
    return {
        f"GIT_{role}_{key}": value
        for role in roles
        for key, value in (("NAME", name), ("EMAIL", address), ("DATE", date))
    }


def compose(message: str, trailers: Trailers) -> str:
    """Write a commit message: what was done, a blank line, one trailer a line.

    Raises:
        ArchiveError: There is no message, or a trailer's name is none.
    """
    text = message.replace("\0", "").strip()
    if not text:
        raise ArchiveError("A save needs a message.", "Say in a few words what was done.")
    lines = [_trailer(key, value) for key, value in trailers]
    return "\n".join([text, "", *lines] if lines else [text]) + "\n"


def _trailer(key: str, value: str) -> str:
    if not _KEY.fullmatch(key):
        raise ArchiveError(
            f"{key!r} cannot name a trailer.", "Use words like Source or Renamed-From."
        )
    return f"{key}: {' '.join(value.replace(chr(0), '').split())}"


def parse(commit: str, data: bytes, path: str) -> Revision:
    """Read a raw commit object as a revision of `path`."""
    head, _, body = data.decode("utf-8", "replace").partition("\n\n")
    fields = dict(line.partition(" ")[::2] for line in head.split("\n"))
    who = _WHO.fullmatch(fields.get("author", ""))
    message, trailers = take_trailers(body.rstrip("\n"))
    return Revision(
        commit=commit,
        path=path,
        when=datetime.fromtimestamp(int(who[2]) if who else 0, UTC),
        author=who[1] if who else "",
        message=message,
        trailers=trailers,
    )


def take_trailers(body: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Part a message from its last paragraph, if that is made of trailers alone."""
    text, _, last = body.rpartition("\n\n")
    found = [_TRAILER.fullmatch(line) for line in last.split("\n")]
    if not text or not all(found):
        return body, ()
    return text, tuple((match[1], match[2]) for match in found if match)
