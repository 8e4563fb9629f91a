"""Ids of policies: code, year and serial where there is a number; else a slug that stays."""

import hashlib
import unicodedata

from gazette.errors import ArchiveError
from gazette.model.document import Metadata
from gazette.store.paths import MAX_NAME, check_path
from gazette.text.fold import fold
from gazette.text.numbers import Number, parse_number

UNNUMBERED = "unnumbered"
_SUFFIX = len(".md")


def policy_id(meta: Metadata, folded_text: str) -> str:
    """Return the id of a document: the same for every copy of it.

    Args:
        meta: What the document says about itself.
        folded_text: Its text, folded; it makes the id only where there is no title either.

    Returns:
        `吉民发/2023/27`, or `unnumbered/2023-10-17-吉林省人民政府任免人员`.
    """
    number = parse_number(meta.number) if meta.number else None
    if number:
        return number_id(number)
    day = meta.issued or meta.published
    date = day.isoformat() if day else "undated"
    words = _words((meta.number or "") + (meta.title or ""))
    if not words:
        words = hashlib.sha256(folded_text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{UNNUMBERED}/{_shortened(f'{date}-{words}', MAX_NAME - _SUFFIX)}"


def number_id(number: Number) -> str:
    """Return the id of the document with this number."""
    return f"{number.code}/{number.year}/{number.serial}"


def _words(text: str) -> str:
    """Keep letters, Chinese characters and digits: what no copy prints differently."""
    kept = (char for char in fold(text).casefold() if char.isalnum())
    return unicodedata.normalize("NFC", "".join(kept))


def _shortened(name: str, bound: int) -> str:
    """Cut a long name and mark it with a digest, so that it stays the only one of its kind."""
    whole = name.encode()
    if len(whole) <= bound:
        return name
    digest = hashlib.sha256(whole).hexdigest()[:10]
    return whole[: bound - len(digest) - 1].decode("utf-8", "ignore") + f"-{digest}"


def check_id(policy: str) -> str:
    """Return `policy` if it may be an id.

    Raises:
        ArchiveError: No file could be named so.
    """
    try:
        check_path(f"policies/{policy}.md")
    except ArchiveError as error:
        raise ArchiveError(f"{policy[:80]!r} is no id of a policy.", error.message) from None
    return policy


def policy_path(policy: str) -> str:
    """Return where a policy is kept."""
    return f"policies/{check_id(policy)}.md"


def id_of(path: str) -> str | None:
    """Return the id of the policy kept at `path`; `None` if no policy is."""
    if path.startswith("policies/") and path.endswith(".md"):
        return path[len("policies/") : -len(".md")]
    return None
