"""From sealing to a signed checkpoint: each step may be killed and run again; a database that was set back is not signed for."""

import pytest
from sqlalchemy import func, select

from procflow.engine import note
from procflow.errors import Misconfigured
from procflow.models import LogNote
from procflow.proof.checkpoint import Proof, opened
from procflow.proof.merkle import inclusion
from procflow.proof.notes import Verifier
from procflow.proof.publishing import pressing, publish
from procflow.proof.sealer import seal, some
from procflow.proof.signer import NoExtension, Signer
from procflow.proof.stored import Nodes
from tests.proof.tamper import behind


@pytest.fixture
def signer(tmp_path):
    return Signer(tmp_path / "signer")


def kept(session):
    return session.scalar(select(func.count()).select_from(LogNote))


def test_a_head_is_published_once_and_proves_every_record(session, signer):
    assert publish(session, signer) == ""
    seal(session)
    text = publish(session, signer)
    assert publish(session, signer) == text
    assert kept(session) == 1
    key = Verifier.of(signer.state.now.vkeys[0])
    found, nodes = opened(text, key), Nodes(session.connection())
    assert (found.origin, found.size) == ("test/log", 51)
    for index in range(51):
        proof = str(Proof(index, tuple(inclusion(nodes, index, 51)), text))
        assert Proof.read(proof).check(nodes(0, index), key) == found


def test_it_is_pressing_until_all_is_sealed_and_signed(session, signer):
    assert pressing(session) == ["log.seal"]
    some(session, 20)
    assert pressing(session) == ["log.seal", "log.publish"]
    seal(session)
    assert pressing(session) == ["log.publish"]
    publish(session, signer)
    assert pressing(session) == []
    note(session, kind="test", actor="M01", data={})
    assert pressing(session) == ["log.seal"]


def test_signed_but_not_kept_is_signed_again_alike(session, signer, engine_url):
    seal(session)
    text = publish(session, signer)
    with behind(engine_url) as door:
        door.run("DELETE FROM log_note")
    assert publish(session, signer) == text


SET_BACK = ("DELETE FROM log_head WHERE tree_size > 30", "DELETE FROM audit_leaf WHERE leaf_index >= 30")


def test_a_log_that_was_cut_short_is_not_signed_for(session, signer, engine_url):
    while some(session, 10):
        publish(session, signer)
    with behind(engine_url) as door:
        for each in (*SET_BACK, "DELETE FROM log_note WHERE tree_size > 30"):
            door.run(each)
    with pytest.raises(NoExtension):
        publish(session, signer)
    note(session, kind="test", actor="M01", data={})
    seal(session)
    with pytest.raises(NoExtension):
        publish(session, signer)


def test_a_log_that_was_rewritten_and_sealed_anew_is_not_signed_for(session, signer, engine_url):
    seal(session)
    publish(session, signer)
    with behind(engine_url) as door:
        door.run("DELETE FROM log_head")
        door.run("DELETE FROM audit_leaf")
        door.run("DELETE FROM log_note")
        door.run("INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event ORDER BY id DESC")
    seal(session)
    with pytest.raises(NoExtension):
        publish(session, signer)
    note(session, kind="test", actor="M01", data={})
    seal(session)
    with pytest.raises(NoExtension):
        publish(session, signer)
    assert kept(session) == 0


def test_a_signer_that_was_lost_is_not_made_anew_where_something_was_signed(session, signer, tmp_path):
    seal(session)
    publish(session, signer)
    note(session, kind="test", actor="M01", data={})
    seal(session)
    with pytest.raises(Misconfigured):
        publish(session, Signer(tmp_path / "other"))


def test_a_log_that_was_emptied_is_not_a_new_one(session, signer, engine_url):
    seal(session)
    publish(session, signer)
    with behind(engine_url) as door:
        for each in ("DELETE FROM log_head", "DELETE FROM audit_leaf", "DELETE FROM log_note"):
            door.run(each)
    with pytest.raises(NoExtension):
        publish(session, signer)
