"""A page of the plan: where it lies, what it depends on, and how it is made."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site; made only when its key is not the one it was made with."""

    path: str
    """Below the folder of the site, with strokes."""
    key: str
    """A hash of all that the bytes depend on."""
    render: Callable[[], bytes]


Read = Callable[[str], bytes | None]
"""The bytes of the old site at a path; `None` where it is not as it was written."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Files that are made together, from what they were and what has changed."""

    name: str
    key: str
    state: dict[str, str]
    """What the files were made from, part by part: kept, and handed back at the next build."""
    make: Callable[[dict[str, str] | None, Read], dict[str, bytes | None]]
    """From the state before (`None`: make all) to every path, `None` for a file that stays."""


def key_of(parts: Iterable[object]) -> str:
    """Return a hash of values whose `repr` tells all there is to know of them."""
    told = repr(tuple(parts))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
