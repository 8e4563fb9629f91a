"""Copies of one document held against each other: every difference of words, and no noise."""

from gazette.collate.collation import collate
from gazette.collate.pairing import same_document, same_text
from gazette.collate.style import house_style

__all__ = ["collate", "house_style", "same_document", "same_text"]
