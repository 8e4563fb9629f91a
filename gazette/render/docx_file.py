"""What every DOCX needs: characters XML can write, faces of all scripts, and the same bytes each time.

Import this module only when a DOCX is wanted: python-docx is slow to load.
"""

import io
import re
import zipfile
from datetime import date, datetime

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no way to write."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = RELATIONSHIP_TYPE.THUMBNAIL
_FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def clean(text: str) -> str:
    """Return `text` with U+FFFD for what XML cannot write."""
    return _FORBIDDEN.sub("\ufffd", text)


def set_face(properties: BaseOxmlElement, family: str | None) -> None:
    """Give run properties one face for every script, whatever the theme says.

    The hint makes a word processor set marks that both scripts have (“ ” — …) in the Chinese face.

    Args:
        properties: Of a run or a style.
        family: The face; `None` leaves it to the style.
    """
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in _THEMES:
        fonts.attrib.pop(qn(name), "")
    for name in _FACES if family else ():
        fonts.set(qn(name), family or "")
    fonts.set(qn("w:hint"), "eastAsia")


def describe(
    document: Docx, *, title: str, author: str, subject: str = "", day: date | None = None
) -> None:
    """Say in the file what it is; no clock takes part, and nothing of the library's template stays.

    Args:
        document: The file to be.
        title: Of the document.
        author: Who issued it.
        subject: Its number.
        day: The day it was issued; `None` where that is not known.
    """
    core = document.core_properties
    core.title, core.author, core.subject = (clean(t)[:255] for t in (title, author, subject))
    core.comments = core.keywords = core.category = core.last_modified_by = ""
    core.language, core.revision = "zh-CN", 1
    if day is None:
        for name in ("dcterms:created", "dcterms:modified"):
            for found in core._element.findall(qn(name)):
                core._element.remove(found)
    else:
        core.created = core.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - written as UTC
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == _THUMBNAIL:
            del package.rels[key]


def packed(document: Docx) -> bytes:
    """Return the file with every date in its package set to one day."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return file.getvalue()
