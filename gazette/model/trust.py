"""Whose copies are not believed alone: hosts, each with the days and the reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from gazette.model.document import Flag
from gazette.model.source import Source

_WITH_STROKES = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?//")


@dataclass(frozen=True, slots=True)
class Distrust:
    """A host whose copies are not believed alone, over some days or always."""

    host: str
    """Also meant are the hosts below it: `example.cn` is `www.example.cn` too."""
    reason: str
    since: date | None = None
    """The first day of retrieval that is meant; `None`: from ever."""
    until: date | None = None
    """The last one; `None`: to this day."""

    def covers(self, source: Source) -> bool:
        """Tell whether a source is meant; one of an unknown day is, for nothing clears it."""
        host = host_of(source.url)
        if host is None or not f".{host}".endswith(f".{_plain(self.host)}"):
            return False
        day = source.retrieved
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def host_of(url: str | None) -> str | None:
    """Return the host an address names, in one spelling; `None` where it names none."""
    if not url or not url.strip():
        return None
    # Strokes further on, as in a path or a question, must not pass for those before a host.
    address = url.strip() if _WITH_STROKES.match(url.strip()) else f"//{url.strip()}"
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return _plain(host) if host else None


def _plain(host: str) -> str:
    name = host.strip().strip(".").lower()
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def distrusted(source: Source, trust: Iterable[Distrust]) -> Distrust | None:
    """Return why a source is not believed alone; `None`: nothing speaks against it."""
    return next((each for each in trust if each.covers(source)), None)


def single_source(sources: Sequence[Source], trust: Sequence[Distrust]) -> Flag | None:
    """Return the mark of a document that no believed copy vouches for.

    A figure changed inside a text shows in a second copy only.  Where every copy comes from a
    distrusted host, or there is one alone, nothing can be told.
    """
    found = {source.sha256: distrusted(source, trust) for source in sources}
    if not found or not all(found.values()):
        return None
    why = dict.fromkeys(f"{each.host}: {each.reason}" for each in found.values() if each)
    many = f"All its {len(found)} copies come" if len(found) > 1 else "Its only copy comes"
    message = (
        f"{many} from a host that is not trusted alone ({'; '.join(why)}): "
        "a word or figure changed in it could not be told."
    )
    return Flag("single-source", message, sources[0].sha256, grave=True)
