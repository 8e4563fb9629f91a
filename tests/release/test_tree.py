"""The Merkle tree: known roots, and proofs that hold for true histories and no others."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.release.tree import consistency, is_consistent
from gazette.release.verifier import leaf_hash, root_hash

# The eight entries of the reference implementation of Certificate Transparency, and their roots.
ENTRIES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", ROOTS)
def test_roots_are_those_of_the_standard(size: int) -> None:
    assert root_hash([leaf_hash(entry) for entry in ENTRIES[:size]]).hex() == ROOTS[size]


def test_every_true_history_is_proved() -> None:
    for new in range(18):
        for old in range(new + 1):
            whole = leaves(new)
            one, two = (old, root_hash(whole[:old])), (new, root_hash(whole))
            assert is_consistent(one, two, consistency(whole, old)), (old, new)


@settings(deadline=None, max_examples=150)
@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_no_false_history_is_proved(one: int, two: int, data: st.DataObject) -> None:
    old, new = min(one, two), max(one, two)
    whole = leaves(new)
    changed = list(whole)
    changed[data.draw(st.integers(0, old - 1))] = hashlib.sha256(b"other").digest()
    proof = consistency(whole, old)
    truth = (old, root_hash(whole[:old]))
    assert not is_consistent((old, root_hash(changed[:old])), (new, root_hash(whole)), proof)
    assert not is_consistent(truth, (new, root_hash(changed)), proof)
    assert not is_consistent(truth, (new, root_hash(changed)), consistency(changed, old))


@settings(deadline=None, max_examples=80)
@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_a_proof_with_a_node_more_or_less_is_none(one: int, two: int, data: st.DataObject) -> None:
    old, new = min(one, two), max(one, two)
    whole = leaves(new)
    ends = (old, root_hash(whole[:old])), (new, root_hash(whole))
    proof = list(consistency(whole, old))
    assert not is_consistent(*ends, [*proof, whole[0]])
    if proof:
        del proof[data.draw(st.integers(0, len(proof) - 1))]
        assert not is_consistent(*ends, proof)


def test_a_log_does_not_shrink() -> None:
    whole = leaves(5)
    assert not is_consistent((5, root_hash(whole)), (3, root_hash(whole[:3])), whole)
    assert not is_consistent((3, root_hash(whole[:3])), (5, root_hash(whole)), ())
