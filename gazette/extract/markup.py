"""How deep and how wide markup is, told without parsing it.

HTML parsers take quadratic time on thousands of open elements or attributes.  A scan of the tags
tells tame pages, which are read at once, from wild ones, which are read in a child process, and
from absurd ones, which are refused.
"""

import re

from gazette.extract.limits import MAX_DEPTH, MAX_TAG, MIB

_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})")
_UNCOUNTED = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"
    b" p li dt dd tr td th tbody thead option o:p".split()
)
"""Void elements, and those that the next of their kind closes."""
_TAME_SIZE = 4 * MIB


def depth(data: bytes) -> int:
    """Return an upper bound on how many elements are open at once."""
    depth = most = 0
    for match in _TAG.finditer(data):
        if match[2].lower() in _UNCOUNTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        most = max(most, depth)
    return most


def is_tame(data: bytes) -> bool:
    """Tell whether markup is small, shallow and free of endless tags."""
    if len(data) > _TAME_SIZE or b"\0" in data:
        return False
    closed_by = (data.find(b">", m.end(), m.end() + MAX_TAG) for m in _TAG.finditer(data))
    return all(place >= 0 for place in closed_by) and depth(data) <= MAX_DEPTH
