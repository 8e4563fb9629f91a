"""Typeset a plain text as a PDF with running heads, in one column or two.

For tests that need a real PDF whose text is known: `from tests.extract.make_pdf import typeset`.
"""

from html import escape

_BASE = """
@page { size: A4; margin: 24mm 20mm }
html { font: 11pt/1.6 "Noto Serif CJK SC", "Noto Sans CJK SC", serif }
p { margin: 0; text-indent: 2em; text-align: justify; orphans: 1; widows: 1 }
h1, h2 { text-align: center; font-size: 18pt; margin: 8pt 0 }
"""
_PAGE = """
@page {{
  @top-center {{ content: {head}; font-size: 9pt }}
  @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }} }}
@page :left {{ @top-center {{ content: {even} }} }}
.text {{ columns: {columns}; column-gap: 9mm }}
"""


def typeset(
    text: str,
    *,
    columns: int = 1,
    title: str = "",
    head: str = "吉林省人民政府公报",
    even: str | None = None,
) -> bytes:
    """Return a PDF of `text`, one paragraph a line.

    Args:
        text: The paragraphs; blank lines are skipped.
        columns: One or two.
        title: A heading over the full width, before the columns.
        head: The running head.
        even: The running head of even pages, where it differs.
    """
    style = _PAGE.format(head=_quoted(head), even=_quoted(even or head), columns=columns)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    return typeset_html(f'{heading}<div class="text">{paragraphs}</div>', style)


def typeset_html(body: str, css: str = "") -> bytes:
    """Return a PDF of an HTML body on A4 pages."""
    import weasyprint  # noqa: PLC0415 - slow to import, and not every test needs it

    page = f'<html lang="zh-CN"><style>{_BASE}{css}</style>{body}'
    pdf: bytes = weasyprint.HTML(string=page).write_pdf()
    return pdf


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
