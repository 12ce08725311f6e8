"""What the worker does for the log: seals though nobody signs, tells a refusal once, and shows how the log stands (AU-5)."""

import logging

import pytest
from sqlalchemy import func, select, text

from procflow.config import Settings
from procflow.engine import note
from procflow.models import AuditEvent, AuditPending, Installation, Job, LogNote
from procflow.proof.check import verify
from procflow.proof.rounds import PUBLISH, REFUSED, SEAL, pressing, published, works
from procflow.proof.sealer import seal, some
from procflow.proof.signer import NoExtension, Signer
from procflow.proof.standing import standing
from procflow.queries.checkpoints import last_checkpoint
from procflow.worker import Outbox
from tests.proof.tamper import behind


@pytest.fixture
def signer(tmp_path):
    return Signer(tmp_path / "home" / "signer")


def done(outbox):
    while (task := outbox.queue.dequeue()) is not None:
        outbox.queue.execute(task)


def test_a_worker_seals_and_signs_what_waits_and_then_writes_nothing(session, engine_url, tmp_path, signer):
    outbox = Outbox(Settings(home=tmp_path / "home", database_url=engine_url), periodic={})
    for _ in range(3):
        outbox.feed()
        done(outbox)
    assert session.scalar(select(func.count()).select_from(AuditPending)) == 0
    assert last_checkpoint(session).size == signer.state.now.size == 51
    assert pressing(session) == []
    assert dict(session.execute(select(Job.kind, Job.state)).all()).items() >= {SEAL: "done", PUBLISH: "done"}.items()
    session.rollback()
    assert outbox.feed() == 0
    outbox.engine.dispose()
    outbox.queue.storage.close()


def test_a_refusal_is_said_loudly_and_recorded_once(session, engine_url, signer, caplog):
    caplog.set_level(logging.CRITICAL)
    some(session, 20)
    published(session, signer)
    assert standing(session, signer).ok
    session.rollback()
    with behind(engine_url) as door:
        for table in ("audit_leaf", "log_head", "log_note", "audit_pending"):
            door.run(f"DELETE FROM {table}")
        door.run("INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event ORDER BY case_id, case_seq")
    for _ in range(3):
        works(session.get_bind(), signer)[SEAL]({})
        with pytest.raises(NoExtension):
            published(session, signer)
    assert "does not go on from 20" in caplog.text
    assert session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.type == REFUSED)) == 1
    found = standing(session, signer)
    assert [each.sentence[:8] for each in found.alarms] == ["签名密钥拒绝签名"]
    assert (found.sealed, found.waiting, found.signed) == (52, 0, 0)
    assert verify(session).ok, "within the database everything fits: only what lies outside tells"
    assert verify(session, signer=signer.state).findings[0].kind == "signer"


def test_a_record_that_waits_too_long_is_an_alarm(session, signer):
    signer.make("test/log")
    seal(session)
    published(session, signer)
    session.execute(text("DELETE FROM installation WHERE name = 'now'"))
    session.commit()
    note(session, kind="test", actor="M01", data={})
    assert standing(session, signer).ok
    session.add(Installation(name="now", value="2024-03-11T01:00:00.000000Z"))
    session.commit()
    note(session, kind="test", actor="M02", data={})
    session.execute(text("DELETE FROM installation WHERE name = 'now'"))
    session.commit()
    found = standing(session, signer)
    assert (found.waiting, found.waited > 60, len(found.alarms)) == (2, True, 1)
    assert found.alarms[0].inputs["seconds"] == found.waited


def test_without_a_signer_or_its_state_that_is_said(session, signer):
    assert standing(session, signer).alarms[0].sentence.startswith("还没有签名密钥")
    assert last_checkpoint(session) is None
    seal(session)
    published(session, signer)
    (signer.folder / "state.json").write_text("{")
    assert standing(session, signer).alarms[0].sentence.startswith("签名状态文件")
    assert session.scalar(select(func.count()).select_from(LogNote)) == 1
