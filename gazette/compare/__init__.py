"""Two texts to a comparison, provision by provision, matched by words and place, not by number."""

from gazette.compare.check import check_table
from gazette.compare.engine import compare
from gazette.compare.provisions import provisions
from gazette.compare.shape import as_json, unchanged

__all__ = ["as_json", "check_table", "compare", "provisions", "unchanged"]
