"""The Merkle tree of RFC 6962: proof that a later log only adds to an earlier one."""

import hashlib
from collections.abc import Sequence

from gazette.release.verifier import root_hash


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def consistency(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Return the proof that the first `earlier` leaves are still the first (section 2.1.2).

    Args:
        leaves: Hashes of all entries.
        earlier: Size of the earlier log, from 0 to the size of this one.
    """
    if earlier in (0, len(leaves)):
        return ()
    return _subproof(leaves, earlier, whole=True)


def _subproof(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> tuple[bytes, ...]:
    if earlier == len(leaves):
        return () if whole else (root_hash(list(leaves)),)
    cut = _split(len(leaves))
    left, right = leaves[:cut], leaves[cut:]
    if earlier <= cut:
        return (*_subproof(left, earlier, whole=whole), root_hash(list(right)))
    return (*_subproof(right, earlier - cut, whole=False), root_hash(list(left)))


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that the new log begins with the old one (RFC 9162, 2.1.4.2).

    Args:
        old: Size and root of the earlier log.
        new: Size and root of the later one.
        proof: What `consistency` gave.
    """
    (first, old_root), (second, new_root) = old, new
    if first in (0, second):
        return not proof and (first == 0 or old_root == new_root)
    if first > second or not proof:
        return False
    path = [old_root, *proof] if first & (first - 1) == 0 else list(proof)
    one, two = first - 1, second - 1
    while one & 1:
        one, two = one >> 1, two >> 1
    before = after = path[0]
    for node in path[1:]:
        if two == 0:
            return False
        if one & 1 or one == two:
            before, after = _join(node, before), _join(node, after)
            while one and not one & 1:
                one, two = one >> 1, two >> 1
        else:
            after = _join(after, node)
        one, two = one >> 1, two >> 1
    return two == 0 and (before, after) == (old_root, new_root)
