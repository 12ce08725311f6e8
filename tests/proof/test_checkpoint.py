"""Checkpoints and proofs as others read them: three lines, no more; one log's is never taken for another's."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from procflow.proof.checkpoint import Checkpoint, Proof, encoded, opened
from procflow.proof.merkle import Growing, Unproved, hash_leaf, inclusion
from procflow.proof.notes import Untrue, sign, verifier

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
ORIGIN = "procflow.example/log"
LOG = verifier(KEY, ORIGIN)
LEAVES = [hash_leaf(b"%d" % number) for number in range(5)]


def tree():
    kept, growing = {(0, index): leaf for index, leaf in enumerate(LEAVES)}, Growing()
    for leaf in LEAVES:
        kept |= {(level, index): made for level, index, made in growing.append(leaf)}
    return lambda level, index: kept[level, index], growing.root()


def note(origin=ORIGIN, name=ORIGIN, root=None):
    text = str(Checkpoint(origin, 5, root or tree()[1]))
    return f"{text}\n{sign(KEY, name, text)}"


def test_a_checkpoint_is_three_lines():
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert str(Checkpoint.read(text)) == text
    assert Checkpoint.read(text).size == 20852163
    for other in (
        text + "more\n",
        text[:-1],
        text.replace("2085", "02085"),
        text.replace("2I=", "2I"),
        "\n" + text,
        text.replace("CsUY", ""),
        text.replace("208", "-08"),
    ):
        with pytest.raises(Untrue):
            Checkpoint.read(other)


def test_a_proof_goes_from_one_machine_to_another_as_text():
    node, root = tree()
    text = str(Proof(2, tuple(inclusion(node, 2, 5)), note()))
    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 2\n")
    assert Proof.read(text).check(LEAVES[2], LOG) == Checkpoint(ORIGIN, 5, root)
    assert Proof.read(text.replace("index", "extra QUJD\nindex")).check(LEAVES[2], LOG).size == 5
    with pytest.raises(Unproved):
        Proof.read(text).check(LEAVES[3], LOG)
    with pytest.raises(Unproved):
        Proof.read(text.replace("index 2", "index 3")).check(LEAVES[2], LOG)


def test_a_tree_of_one_leaf_is_proved_by_nothing():
    text = str(Checkpoint(ORIGIN, 1, LEAVES[0]))
    proof = str(Proof(0, (), f"{text}\n{sign(KEY, ORIGIN, text)}"))
    assert proof.startswith("c2sp.org/tlog-proof@v1\nindex 0\n\nprocflow.example/log\n1\n")
    assert Proof.read(proof).check(LEAVES[0], LOG).size == 1


@pytest.mark.parametrize(
    "text",
    ["", "index 2\n\n", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 02\n\n", "c2sp.org/tlog-proof@v1\nindex 2\nAAAA\n\n"],
)
def test_what_is_no_proof_is_told(text):
    with pytest.raises(Untrue):
        Proof.read(text)


def test_more_hashes_than_any_tree_has_are_not_read():
    with pytest.raises(Untrue):
        Proof.read(f"c2sp.org/tlog-proof@v1\nindex 2\n{encoded([LEAVES[0]] * 64)}\n{note()}")


def test_the_checkpoint_of_another_log_is_not_believed_though_the_key_is_known():
    assert opened(note(), LOG).origin == ORIGIN
    for strange in (note(origin="other.example/log"), note(name="other.example/log")):
        with pytest.raises(Untrue):
            opened(strange, LOG)
