"""A picture of a page of a PDF, so that an editor can see what a reading stands on."""

import io

from gazette.extract import sandbox

WIDTH = 1000
"""Pixels; enough to read 9 pt type."""


def page_png(data: bytes, page: int) -> bytes:
    """Draw a page in a child process, where a broken file can do no harm.

    Args:
        data: The PDF.
        page: Number of the page, counted from 1.

    Returns:
        A PNG.

    Raises:
        SourceError: The file cannot be drawn, has no such page, or asks for too much.
    """
    return sandbox.ask(__name__, page.to_bytes(4, "big") + data)


def reply(given: bytes) -> bytes:
    """Draw in this process: the number of the page in four bytes, then the PDF."""
    import pypdfium2  # noqa: PLC0415 - only the child needs it

    page = int.from_bytes(given[:4], "big")
    with pypdfium2.PdfDocument(given[4:]) as document:
        sheet = document[page - 1]
        picture = sheet.render(scale=WIDTH / sheet.get_width()).to_pil().convert("L")
    written = io.BytesIO()
    picture.quantize(16).save(written, "PNG", optimize=True)
    return written.getvalue()
