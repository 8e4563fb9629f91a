"""Ids of variants: made of what they say, so that they outlast every new import."""

import hashlib
from collections.abc import Iterable


def variant_id(readings: Iterable[str], before: str, after: str) -> str:
    """Return an id made of the folded readings and the folded letters around them."""
    said = "\x1f".join((*sorted(set(readings)), before[-8:], after[:8]))
    return hashlib.sha256(said.encode()).hexdigest()[:8]
