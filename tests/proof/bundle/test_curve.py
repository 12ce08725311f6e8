"""Ed25519 in plain Python: the vectors of RFC 8032, agreement with the library, and nothing but the one signature taken."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.proof.bundle.offline.curve import ORDER, signed_by

# RFC 8032, 7.1: secret, public, message, signature of TEST 1, 2, 3 and SHA(abc).
VECTORS = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
]  # fmt: skip


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(secret, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    copied = key.public_key().public_bytes_raw().hex(), key.sign(bytes.fromhex(message)).hex()
    assert copied == (public, signature), "the vector is copied right"
    given = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert signed_by(*given)
    assert not signed_by(given[0], given[1] + b"x", given[2])
    assert not signed_by(given[0], given[1], given[2][:32] + (int.from_bytes(given[2][32:], "little") + ORDER).to_bytes(32, "little"))


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511), st.integers(0, 95))
def test_it_takes_what_the_library_takes_and_nothing_else(secret, message, bit, place):
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert signed_by(public, message, signature)
    flipped = bytearray(public + signature)
    flipped[place] ^= 1 << (bit % 8)
    assert signed_by(bytes(flipped[:32]), message, bytes(flipped[32:])) == taken(bytes(flipped[:32]), message, bytes(flipped[32:]))


def taken(public, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(
    "public", [b"\xff" * 32, (2**255 - 19).to_bytes(32, "little"), (1 | 1 << 255).to_bytes(32, "little"), b"\x02" + bytes(31), b""]
)
def test_what_is_no_point_is_no_key(public):
    assert not signed_by(public, b"", bytes(64))
