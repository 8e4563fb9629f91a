"""Build a DOCX with automatic Chinese numbering, as word processors save it.

For tests that need a real DOCX whose text is known: `from tests.extract.make_docx import ...`.
"""

from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

OUTLINE = (
    ("chineseCountingThousand", "%1、", "nothing"),
    ("chineseCountingThousand", "（%2）", "nothing"),
    ("decimal", "%3.", "space"),
    ("decimal", "（%4）", "nothing"),
)
ARTICLES = (
    ("chineseCountingThousand", "第%1章", "space"),
    ("chineseCountingThousand", "第%2条", "space"),
)


def saved(document: Any) -> bytes:
    """Return the bytes of a python-docx document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_list(
    document: Any, levels: tuple[tuple[str, str, str], ...], *, number: int, extra: str = ""
) -> None:
    """Define list `number` with `levels` of (format, text, suffix); `extra` goes into the last."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/>{extra if i == len(levels) - 1 else ""}</w:lvl>'
        for i, (form, text, suffix) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    add_num(document, number=number, abstract=number)


def add_num(document: Any, *, number: int, abstract: int, restart: int | None = None) -> None:
    """Let `number` name the abstract list, from the start anew when `restart` is given."""
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>'
        if restart
        else ""
    )
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    )


def numbered(document: Any, text: str, *, number: int, level: int = 0) -> Any:
    """Add a paragraph that is counted by list `number`."""
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    place = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        place.append(element)
    properties.append(place)
    return paragraph


def blank() -> Any:
    """Return an empty document."""
    return docx.Document()
