"""Which medium a file is, by its content; its name only breaks a tie."""

import re
from pathlib import PurePath

from gazette.errors import SourceError
from gazette.model.source import Medium

_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "an image or a recording"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
)
_PICTURE_HINT = (
    "Hand in the text itself; for a picture of a page, run `tesseract -l chi_sim` first."
)
_ARCHIVE_HINT = "Unpack it and hand in the documents one by one."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_SAVE_AS = "Open it in a word processor and save it as DOCX or PDF."

_PLAIN_NAMES = frozenset((".txt", ".md", ".markdown", ".text"))
_HTML_NAMES = frozenset((".html", ".htm", ".xhtml", ".shtml", ".jsp", ".asp", ".aspx", ".php"))
_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]|<\?xml\s", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:div|p|table|span|td|tr|br|h[1-6]|ul|li|a|section|article|font|center|meta|title|pre)[\s>/]",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.{0,500}?-->", re.DOTALL)


def medium(data: bytes, name: str) -> Medium:
    """Tell the medium of a file.

    Args:
        data: The whole file.
        name: Its name; asked only where the content leaves both text and HTML open.

    Raises:
        SourceError: The file is empty, or of a kind gazette does not read.
    """
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise SourceError(f"{name} is empty.", "Check that the download or the copy was complete.")
    if b"%PDF-" in data[:1024]:
        return Medium.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name)
    _refuse_foreign(data, name)
    return Medium.HTML if _is_markup(_ascii(data), name) else Medium.PLAIN


def _package(data: bytes, name: str) -> Medium:
    """Tell what kind of zip package a file is by the names of its members.

    The names stand uncompressed in the file, so nothing is inflated here.
    """
    if b"word/document" in data:
        return Medium.DOCX
    if b"OFD.xml" in data:
        return Medium.OFD
    for mark, what in ((b"xl/workbook", "a spreadsheet"), (b"ppt/", "a set of slides")):
        if mark in data:
            raise SourceError(f"{name} is {what}, which gazette does not read.", _SAVE_AS)
    raise SourceError(f"{name} is a zip archive, not a document.", _ARCHIVE_HINT)


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        raise SourceError(f"{name} is a Word or WPS file of the old kind.", _SAVE_AS)
    if data.startswith(_RTF):
        raise SourceError(f"{name} is an RTF file, which gazette does not read.", _SAVE_AS)
    for mark, what in _FOREIGN:
        if data.startswith(mark) and (len(mark) > 2 or b"\0" in data[:64]):
            hint = _ARCHIVE_HINT if "archive" in what else _PICTURE_HINT
            raise SourceError(f"{name} is {what}, not a document.", hint)


def _ascii(data: bytes) -> bytes:
    """Return the head of a file with the NULs of UTF-16 and a byte order mark dropped."""
    return data[:16384].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def _is_markup(head: bytes, name: str) -> bool:
    """Tell HTML and XML from text that merely mentions a tag."""
    suffix = PurePath(name).suffix.lower()
    start = _COMMENT.sub(b"", head).lstrip()
    if _ROOT.match(start):
        return True
    if suffix in _PLAIN_NAMES:
        return False
    if suffix in _HTML_NAMES:
        return bool(_TAG.search(head) or _ROOT.search(head))
    return start.startswith(b"<") and len(_TAG.findall(head)) >= 3
