"""What a collation is shown as: a page for the editor, and TEI with a critical apparatus."""

from gazette.render.collation.report import report_page
from gazette.render.collation.tei import tei

__all__ = ["report_page", "tei"]
