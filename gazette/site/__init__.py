"""The static site: pages are planned, then what changed is written."""

from gazette.site.library import Compared, Copies, Edition, Library, Office
from gazette.site.page import Page, Sheaf
from gazette.site.plan import plan
from gazette.site.writing import Written, write

__all__ = [
    "Compared",
    "Copies",
    "Edition",
    "Library",
    "Office",
    "Page",
    "Sheaf",
    "Written",
    "plan",
    "write",
]
