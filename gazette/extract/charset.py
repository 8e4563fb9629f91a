"""Charsets by evidence: a mark, strict decoding, a declaration; never by statistics alone.

Frequency counts read a short GBK title as Korean.  Strict UTF-8 hardly ever accepts bytes that are
something else, so it goes before what a page declares; GB18030 accepts much, so it goes last.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from gazette.errors import SourceError
from gazette.text.fold import is_han

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf8": "utf-8",
    "unicode": "utf-16",
}
"""What a declared name stands for, as browsers read it: pages that say gb2312 mean GBK or more."""

_KNOWN = frozenset(
    ("utf-8", "gb18030", "big5hkscs", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "shift_jis",
     "euc-kr", "euc-jp")
)  # fmt: skip
_SAMPLE = 65536
_MAX_DAMAGE = 1000
"""One damaged character in so many may be read around; more is no text."""
_DAMAGE = re.compile("\ufffd{1,64}")
_RUN = re.compile(r"[^\x00-\x7f]{2,64}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_META = re.compile(
    rb"""<meta[^>]{0,300}charset\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
_XML = re.compile(rb"""<\?xml[^>]{0,100}encoding\s{0,4}=\s{0,4}["']([A-Za-z0-9_.:-]{1,40})""")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text, and in which charset."""

    text: str
    charset: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Evidence:
    data: bytes
    declared: str | None


def declaration(data: bytes) -> str | None:
    """Return the charset an HTML or XML file declares near its start, as a codec name."""
    head = data[:4096]
    match = _XML.search(head) or _META.search(head)
    if match is None:
        return None
    label = match[1].decode("ascii").lower()
    label = _LABELS.get(label, label)
    return label if label in _KNOWN else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data` by the first rule of `RULES` that has evidence.

    Args:
        data: The whole file.
        declared: What the file says of itself (see `declaration`), if it does.

    Raises:
        SourceError: No charset fits, or the bytes are no text.
    """
    evidence = _Evidence(data, declared)
    for rule in RULES:
        decoded = rule(evidence)
        if decoded is not None and _is_text(decoded.text):
            return decoded
    what = "holds NUL bytes and is no text" if b"\0" in data else "is in no charset gazette knows"
    raise SourceError(f"The file {what}.", "Open it in an editor and save it as UTF-8.")


def _by_mark(evidence: _Evidence) -> Decoded | None:
    """A byte order mark names the charset."""
    for mark, charset in _BOMS:
        if evidence.data.startswith(mark):
            return _strict(evidence.data[len(mark) :], charset)
    return None


def _by_nul(evidence: _Evidence) -> Decoded | None:
    """UTF-16 without a mark: every NUL byte stands at one parity, and the rest reads as text."""
    data = evidence.data
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if even and odd:
        return None
    decoded = _strict(data, "utf-16-be" if even else "utf-16-le")
    return decoded if decoded and _reads_well(decoded.text) else None


def _by_utf8(evidence: _Evidence) -> Decoded | None:
    """Strict UTF-8, unless no Chinese character speaks for it and something else does.

    That is a declaration, or a reading in GBK: 通知 in GBK happens to be valid UTF-8.
    """
    decoded = _strict(evidence.data, "utf-8")
    if decoded is None or decoded.text.isascii() or any(map(is_han, decoded.text)):
        return decoded
    if evidence.declared not in (None, "utf-8") or _is_jumble(decoded.text):
        return None
    return decoded


def _by_declaration(evidence: _Evidence) -> Decoded | None:
    """What the file declares, where its bytes bear it out."""
    return _strict(evidence.data, evidence.declared) if evidence.declared else None


def _by_gb18030(evidence: _Evidence) -> Decoded | None:
    """Strict GB18030, which holds GBK and GB2312."""
    return _strict(evidence.data, "gb18030")


def _by_repair(evidence: _Evidence) -> Decoded | None:
    """A few damaged bytes in a text that is otherwise sound: read around, and said so."""
    for charset in dict.fromkeys((evidence.declared or "utf-8", "utf-8", "gb18030")):
        text = evidence.data.decode(charset, errors="replace")
        damaged = len(_DAMAGE.findall(text))
        if damaged <= max(1, len(text) // _MAX_DAMAGE) and any(map(is_han, text[:_SAMPLE])):
            warning = f"{damaged} damaged place(s) of a text in {charset} are shown as U+FFFD."
            return Decoded(text, charset, (warning,))
    return None


RULES: tuple[Callable[[_Evidence], Decoded | None], ...] = (
    _by_mark,
    _by_nul,
    _by_utf8,
    _by_declaration,
    _by_gb18030,
    _by_repair,
)
"""Asked in this order; the first answer that is a text holds."""


def _is_jumble(text: str) -> bool:
    """Tell letters of several scripts side by side, as no language writes them."""
    return any(
        max(run) < "\u0800" and (len({ord(c) >> 8 for c in run}) > 1 or not run.isalpha())
        for run in _RUN.findall(text[:_SAMPLE])
    )


def _strict(data: bytes, charset: str) -> Decoded | None:
    try:
        return Decoded(data.decode(charset), charset)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    """Tell whether `text` is free of the control characters that only programs write."""
    found = _CONTROLS.search(text)
    return found is None or ("\0" not in text and len(_CONTROLS.findall(text)) * 1000 < len(text))


def _reads_well(text: str) -> bool:
    """Tell whether most of `text` is Chinese, ASCII or the punctuation of either."""
    sample = text[:_SAMPLE]
    good = sum(is_han(c) or " " <= c <= "~" or c.isspace() or "\u2010" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" for c in sample)  # fmt: skip
    return good >= 0.9 * len(sample)
