"""Where each page lies, and how one page names another: relative, so that the site can be moved.

A policy and its other formats differ in the ending alone: policies/吉民发/2023/27.html, .json, .xml
and .txt.
"""

import hashlib
import re
from urllib.parse import quote

_COMMIT = 12
"""Digits of a commit that stand in an address."""
_KEPT = 40
"""Most characters of a name that becomes a file's."""
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, turns of direction, halves of characters, and no characters at all."""


def policy(policy_id: str, ending: str = "html") -> str:
    """Return where a policy lies."""
    return f"policies/{policy_id}.{ending}"


def issue(issue_id: str, ending: str = "html") -> str:
    """Return where the page of an issue lies; the issue as a whole lies beside it."""
    return f"issues/{name(issue_id)}/index.{ending}"


def annual(year: int) -> str:
    """Return where the annual index of a year lies."""
    return f"issues/{year}.html"


def issue_file(issue_id: str, file: str) -> str:
    """Return where a file of an issue lies."""
    return f"issues/{name(issue_id)}/{file}"


def comparison(old: str, new: str, ending: str = "html") -> str:
    """Return where a comparison lies: below the new text, named after the old one."""
    return f"comparisons/{new}/{name(old.replace('/', '.'))}.{ending}"


def rewording(policy_id: str, old: str, new: str, ending: str = "html") -> str:
    """Return where it lies what a save changed in the words of a policy."""
    return f"revisions/{policy_id}/{old[:_COMMIT]}-{new[:_COMMIT]}.{ending}"


def earlier(policy_id: str, commit: str) -> str:
    """Return where an earlier text of a policy lies, as JSON."""
    return f"revisions/{policy_id}/{commit[:_COMMIT]}.json"


def listing(kind: str, value: str, number: int = 1) -> str:
    """Return where a page of a catalogue lies; of what has no value, where no value's page lies."""
    return (
        f"{kind}/{name(value) if value else 'none/all'}{'' if number == 1 else f'.{number}'}.html"
    )


def name(text: str) -> str:
    """Return a name for a file: what no system could hold is left out and marked by a digest."""
    kept = "".join(char for char in text if char.isalnum() or char in "-_.@")[:_KEPT].strip(".")
    if text and kept == text:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept}-{digest}" if kept else digest


def url(path: str) -> str:
    """Return a path as an address writes it."""
    return quote(path, safe="/@")


def root(path: str) -> str:
    """Return the way from a page up to the home page: ../../."""
    return "../" * path.count("/")


def text(value: str) -> str:
    """Return a title or a name without control characters, on one line.

    Characters that turn the direction of writing would reach beyond the name that holds them.
    """
    return " ".join(_UNSAFE.sub("", value).split())


def feed(kind: str, value: str, ending: str) -> str:
    """Return where the feed of an issuer or a subject lies; of all, where there is no value."""
    return f"feeds/{kind}/{name(value)}.{ending}" if value else f"feeds/all.{ending}"
