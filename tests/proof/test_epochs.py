"""Keys and epochs: on the log by whom and why; after a restore two people begin a new epoch, which quotes the last old checkpoint."""

import pytest
from sqlalchemy import select

from procflow.audit import read
from procflow.engine import note
from procflow.errors import Invalid, NotFound, Refused
from procflow.models import AuditEvent
from procflow.proof import epochs
from procflow.proof.check import verify
from procflow.proof.checkpoint import opened
from procflow.proof.notes import Note, Verifier
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension
from tests.proof.sealed_world import goes_on, sealed
from tests.proof.tamper import behind
from tests.proof.world import World


@pytest.fixture
def signer(session, tmp_path):
    world = World(session, unit="xz", keys=iter(range(2000, 3000)))
    world.file("person", "aud", name="审计")
    world.file("role", "aud", role="auditor")
    return sealed(session, tmp_path / "signer")[0]


def said(session, kind):
    return [read(body).body for body in session.scalars(select(AuditEvent.body).where(AuditEvent.type == kind).order_by(AuditEvent.id))]


def set_back(url):
    with behind(url) as door:
        door.run("DELETE FROM log_head WHERE tree_size > 20")
        door.run("DELETE FROM log_note WHERE tree_size > 20")
        door.run("DELETE FROM audit_leaf WHERE leaf_index >= 20")
        door.run(
            "INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event WHERE id NOT IN (SELECT event_pk FROM audit_leaf) ORDER BY case_id, case_seq"
        )


def test_after_a_restore_two_people_begin_an_epoch_that_quotes_the_old_one(session, signer, engine_url):
    before = signer.state.now
    set_back(engine_url)
    seal(session)
    with pytest.raises(NoExtension):
        publish(session, signer)
    asked = epochs.ask(session, signer, "adm", "服务器故障，从备份恢复")
    assert epochs.approve(session, signer, "aud") == "test/log-2"
    begun = said(session, epochs.BEGUN)[0]["form"]
    assert (begun["request"], begun["from"], begun["to"]) == (asked.event_id, "test/log", "test/log-2")
    assert (begun["size"], begun["root"]) == (before.size, before.root)
    note_ = goes_on(session, signer)
    assert opened(note_, Verifier.of(signer.state.now.vkeys[0])).origin == "test/log-2"
    assert signer.state.closed == (before,)
    assert verify(session, signer=signer.state).findings == ()
    with pytest.raises(NotFound):
        epochs.approve(session, signer, "aud")


def test_nobody_begins_an_epoch_alone_or_without_the_office(session, signer):
    with pytest.raises(Refused) as told:
        epochs.ask(session, signer, "M01", "因为")
    assert told.value.code == "FORBIDDEN_ROLE"
    with pytest.raises(NotFound):
        epochs.approve(session, signer, "aud")
    with pytest.raises(Invalid):
        epochs.ask(session, signer, "adm", " ")
    epochs.ask(session, signer, "adm", "因为")
    for other in ("adm", "M01"):
        with pytest.raises(Refused):
            epochs.approve(session, signer, other)
    assert [each["outcome"] for each in said(session, epochs.BEGUN)] == ["refused", "refused"]
    assert signer.state.now.origin == "test/log"


def test_the_reason_is_behind_a_commitment_and_the_second_epoch_gets_its_number(session, signer):
    for number in (2, 3):
        epochs.ask(session, signer, "adm", "因为服务器")
        assert epochs.approve(session, signer, "aud") == f"test/log-{number}"
    assert "服务器" not in repr(said(session, epochs.ASKED))


def test_a_new_key_is_on_the_log_and_both_sign_until_the_old_one_is_retired(session, signer):
    with pytest.raises(Refused):
        epochs.rotate(session, signer, "aud")
    old, new = epochs.rotate(session, signer, "adm")
    assert said(session, epochs.ROTATED)[-1]["form"] == {"origin": "test/log", "old": old, "new": new}
    keys = [Verifier.of(each) for each in (old, new)]
    assert set(Note.read(goes_on(session, signer)).check(*keys)) == set(keys)
    assert epochs.retire(session, signer, "adm") == old
    assert said(session, epochs.RETIRED)[-1]["form"]["old"] == old
    note(session, kind="test", actor="M02", data={})
    assert set(Note.read(goes_on(session, signer)).check(*keys)) == {keys[1]}
    assert verify(session, signer=signer.state).ok
