"""The signer: signs what goes on from what it signed, on the disk before it answers; refuses a log that was set back or rewritten."""

import json
import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from procflow.errors import Misconfigured
from procflow.proof import keys
from procflow.proof.checkpoint import Checkpoint, opened
from procflow.proof.merkle import consistency
from procflow.proof.notes import Note, Untrue, Verifier
from procflow.proof.signer import NoExtension, Signer
from tests.proof.test_merkle import ALL, NODE

ORIGIN = "procflow.example/log"


@pytest.fixture
def signer(tmp_path):
    made = Signer(tmp_path / "signer")
    made.make(ORIGIN)
    return made


def at(size, origin=ORIGIN, root=b""):
    return Checkpoint(origin, size, root or ALL[size])


def sign(signer, size, known=None):
    return signer.sign(at(size), consistency(NODE, signer.state.now.size if known is None else known, size))


def verifiers(signer):
    return [Verifier.of(each) for each in signer.state.now.vkeys]


def test_what_goes_on_is_signed_and_remembered(signer):
    for size in (3, 7, 7, 200):
        assert opened(sign(signer, size), *verifiers(signer)) == at(size)
        assert (signer.state.now.size, signer.state.now.root) == (size, ALL[size].hex())


def test_the_same_head_is_signed_alike_however_often_it_is_asked_for(signer):
    assert sign(signer, 7) == sign(signer, 7)


@pytest.mark.parametrize(
    ("asked", "proof"),
    [
        (at(150), []),
        (at(250), []),
        (at(250), consistency(NODE, 199, 250)),
        (at(250, root=ALL[249]), consistency(NODE, 200, 250)),
        (at(200, root=ALL[199]), []),
        (at(250, origin="other.example/log"), consistency(NODE, 200, 250)),
        (at(0, root=ALL[0]), []),
    ],
)
def test_what_does_not_go_on_is_not_signed(signer, asked, proof):
    sign(signer, 200)
    before = signer.state
    with pytest.raises(NoExtension) as told:
        signer.sign(asked, proof)
    assert signer.state == before
    assert told.value.known.size == 200


def test_the_state_is_on_the_disk_before_anybody_has_the_signature(signer, monkeypatch):
    monkeypatch.setattr(
        "procflow.proof.notes.sign", lambda *_: pytest.fail("signed too early") if signer.state.now.size != 7 else "— a AAAAAAAAAAAA\n"
    )
    sign(signer, 7)


def test_a_state_that_could_not_be_written_leaves_the_old_one_and_no_signature(signer, monkeypatch):
    sign(signer, 7)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        sign(signer, 9)
    assert signer.state.now.size == 7


def test_keys_are_for_their_owner_alone(signer):
    path = signer.folder / "key-1.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(signer.folder.stat().st_mode) == 0o700
    path.chmod(0o440)
    with pytest.raises(Misconfigured):
        sign(signer, 3)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"now": {"origin": "a", "size": 1, "root": "xx", "vkeys": []}, "signing": [1], "closed": []}']
)
def test_without_its_state_it_signs_nothing(signer, content):
    (signer.folder / keys.STATE).write_text(content)
    with pytest.raises(Misconfigured):
        signer.sign(at(3), [])
    (signer.folder / keys.STATE).unlink()
    with pytest.raises(Misconfigured):
        signer.sign(at(3), [])


def test_a_key_that_is_none_of_ours_is_told(signer):
    path = signer.folder / "key-1.pem"
    other = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for content in (b"", other):
        path.chmod(0o600)
        path.write_bytes(content)
        path.chmod(0o400)
        with pytest.raises(Misconfigured):
            sign(signer, 3)


def test_after_a_rotation_both_keys_sign_until_the_old_one_is_retired(signer):
    first = sign(signer, 3)
    old, new = signer.rotate()
    both = Note.read(sign(signer, 7))
    assert [str(key) for key in both.check(*verifiers(signer))] == [old, new]
    with pytest.raises(Misconfigured):
        signer.rotate()
    assert signer.retire() == old
    assert [str(key) for key in Note.read(sign(signer, 9)).check(*verifiers(signer))] == [new]
    assert opened(first, Verifier.of(old)).size == 3
    with pytest.raises(Misconfigured):
        signer.retire()


def test_a_new_epoch_begins_from_nothing_and_the_old_one_stays_known(signer):
    sign(signer, 200)
    with pytest.raises(NoExtension):
        signer.sign(at(150), [])
    signer.begin(f"{ORIGIN}-2")
    note = signer.sign(at(150, f"{ORIGIN}-2"), [])
    assert opened(note, *verifiers(signer)).origin == f"{ORIGIN}-2"
    assert [(each.origin, each.size) for each in signer.state.closed] == [(ORIGIN, 200)]
    with pytest.raises(Untrue):
        opened(note, *(Verifier.of(each) for each in signer.state.vkeys[ORIGIN]))
    with pytest.raises(NoExtension):
        signer.sign(at(250), [])


def test_there_is_one_first_key(signer):
    with pytest.raises(Misconfigured):
        signer.make(ORIGIN)
    assert json.loads((signer.folder / keys.STATE).read_text())["signing"] == [1]
