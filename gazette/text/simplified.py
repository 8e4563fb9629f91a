"""Traditional characters and the simplified ones they are searched as.

A key for search, never for writing or comparing: 後 and 后 become one, and so do 乾 and 干.
"""

from functools import cache

from gazette.config import data_text

_FILE = "simplified.txt"


@cache
def groups() -> tuple[str, ...]:
    """Return the groups of the table: in each the first character stands for the rest."""
    lines = data_text(_FILE).splitlines()
    return tuple(group for line in lines if not line.startswith("#") for group in line.split())


@cache
def table() -> dict[int, str]:
    """Return the table for `str.translate`: what it gives is never replaced again."""
    return {ord(other): group[0] for group in groups() for other in group[1:]}
