"""The tree: the published vectors of RFC 6962, and every proof for every size up to 300; no mutation of one is believed."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.proof import merkle
from procflow.proof.merkle import Growing, Unproved, check_consistency, check_inclusion, consistency, hash_leaf, inclusion

BODIES = [
    bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_THE_FIRST = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
FROM_ONE_TO_EIGHT = PATH_OF_THE_FIRST
FROM_SIX_TO_EIGHT = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
MOST = 300
LEAVES = [hash_leaf(b"%d" % number) for number in range(MOST)]
SIZES = st.integers(1, MOST)


def known(leaves):
    """A node getter over leaves, and the root for each size, by the definition of RFC 6962 2.1."""
    kept = {(0, index): leaf for index, leaf in enumerate(leaves)}
    growing, roots = Growing(), [merkle.EMPTY]
    for leaf in leaves:
        kept |= {(level, index): made for level, index, made in growing.append(leaf)}
        roots.append(growing.root())
    return lambda level, index: kept[level, index], roots


NODE, ALL = known(LEAVES)


def defined(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + defined(leaves[:cut]) + defined(leaves[cut:])).digest()


def test_the_roots_are_the_published_ones():
    assert merkle.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    _, roots = known([hash_leaf(body) for body in BODIES])
    assert [made.hex() for made in roots[1:]] == ROOTS


def test_the_proofs_are_the_published_ones():
    node, _ = known([hash_leaf(body) for body in BODIES])
    assert [each.hex() for each in inclusion(node, 0, 8)] == PATH_OF_THE_FIRST
    assert [each.hex() for each in consistency(node, 1, 8)] == FROM_ONE_TO_EIGHT
    assert [each.hex() for each in consistency(node, 6, 8)] == FROM_SIX_TO_EIGHT


def test_every_size_has_the_root_that_the_definition_gives():
    assert [merkle.root(NODE, size) for size in range(MOST + 1)] == ALL
    assert [defined(LEAVES[:size]) for size in range(0, MOST + 1, 7)] == ALL[::7]


def test_a_tree_goes_on_from_its_peaks_alone():
    before = Growing()
    for leaf in LEAVES[:200]:
        list(before.append(leaf))
    after = Growing(before.size, list(before.peaks))
    for leaf in LEAVES[200:]:
        list(after.append(leaf))
    assert (after.root(), after.fits) == (ALL[MOST], True)
    assert not Growing(3, [merkle.EMPTY]).fits


@given(SIZES, st.data())
def test_each_leaf_is_proved_in_each_tree(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion(NODE, index, size)
    check_inclusion(LEAVES[index], index, size, proof, ALL[size])
    assert len(proof) <= (size - 1).bit_length()


@given(SIZES, st.data())
def test_each_tree_is_proved_to_begin_each_larger_one(size, data):
    old = data.draw(st.integers(0, size))
    check_consistency(old, ALL[old], size, ALL[size], consistency(NODE, old, size))


@given(SIZES, st.data())
def test_no_bit_of_an_inclusion_proof_may_be_another(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion(NODE, index, size)
    for other in mutated(proof):
        unproved(check_inclusion, LEAVES[index], index, size, other, ALL[size])
    unproved(check_inclusion, hash_leaf(b"other"), index, size, proof, ALL[size])
    unproved(check_inclusion, LEAVES[index], index, size, proof, merkle.EMPTY)
    for place in (-1, index + 1, size):
        unproved(check_inclusion, LEAVES[index], place, size, proof, ALL[size])


@given(SIZES, st.data())
def test_no_bit_of_a_consistency_proof_may_be_another(size, data):
    old = data.draw(st.integers(1, size))
    proof = consistency(NODE, old, size)
    for other in mutated(proof):
        unproved(check_consistency, old, ALL[old], size, ALL[size], other)
    unproved(check_consistency, old, hash_leaf(b"other"), size, ALL[size], proof)
    unproved(check_consistency, old, ALL[old], size, hash_leaf(b"other"), proof)
    unproved(check_consistency, size + 1, ALL[size], size, ALL[size], proof)


def test_every_single_bit_of_one_proof():
    proof = inclusion(NODE, 77, 299)
    for place, each in enumerate(proof):
        for bit in range(256):
            other = (int.from_bytes(each) ^ (1 << bit)).to_bytes(32)
            unproved(check_inclusion, LEAVES[77], 77, 299, [*proof[:place], other, *proof[place + 1 :]], ALL[299])


def test_nothing_is_proved_of_what_is_not_there():
    for asked in ((merkle.inclusion, 3, 3), (merkle.inclusion, -1, 3), (merkle.consistency, 4, 3), (merkle.consistency, -1, 3)):
        unproved(asked[0], NODE, *asked[1:])
    unproved(check_consistency, 0, hash_leaf(b"x"), 3, ALL[3], [])
    unproved(check_consistency, 0, merkle.EMPTY, 0, ALL[3], [])
    unproved(check_consistency, 3, ALL[3], 4, ALL[4], [])


def mutated(proof):
    """One bit flipped in each hash, one cut short, one left out, one too many, one twice, two changed about."""
    for place, each in enumerate(proof):
        yield [*proof[:place], bytes([each[0] ^ 1]) + each[1:], *proof[place + 1 :]]
        yield [*proof[:place], each[:31], *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], each, *proof[place:]]
    yield [*proof, merkle.EMPTY]
    if len(proof) > 1 and proof[0] != proof[1]:
        yield [proof[1], proof[0], *proof[2:]]


def unproved(check, *given):
    with pytest.raises(Unproved):
        check(*given)
