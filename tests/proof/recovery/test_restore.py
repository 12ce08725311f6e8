"""A backup restored on either database: whole, verified, and an older state signs on only as a new epoch (audit-ledger §5.5)."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.engine import note
from procflow.errors import Misconfigured
from procflow.evidence import intact
from procflow.models import AuditEvent, Base, LedgerEntry
from procflow.proof import epochs
from procflow.proof.check import verify
from procflow.proof.publishing import publish
from procflow.proof.recovery.backup import LEFT_OUT, backup
from procflow.proof.recovery.restore import restore
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension, Signer
from tests import servers
from tests.proof.sealed_world import goes_on
from tests.proof.world import PAPER

OWN = {"audit_event", "audit_pending", "event_outbox", "stream_head"}  # a restore puts itself on record


@pytest.fixture
def made(session, signer, papers, tmp_path):
    made = backup(session.get_bind(), papers, tmp_path / "b.zip", signer.state)
    session.rollback()
    return made


def opened(url):
    return Session(create_engine(url, poolclass=NullPool), expire_on_commit=False)


def rows(session, name):
    table = Base.metadata.tables[name]
    return session.execute(select(table).order_by(*table.primary_key.columns)).all()


def test_everything_comes_back_on_either_database(session, signer, papers, made, database_kind, tmp_path):
    for kind in ("sqlite", "postgresql") if database_kind == "postgresql" else ("sqlite",):
        url, there = servers.empty_database(kind, tmp_path), tmp_path / f"papers-{kind}"
        done = restore(tmp_path / "b.zip", url, there, signer, "1")
        assert (done.report.findings, done.epoch, done.files, done.aside) == ((), False, 1, "")
        assert intact(there, PAPER)
        with opened(url) as other:
            for name in Base.metadata.tables.keys() - LEFT_OUT - OWN:
                assert rows(other, name) == rows(session, name), name
            assert rows(other, "audit_event")[: len(rows(session, "audit_event"))] == rows(session, "audit_event")
            assert goes_on(other, Signer(Path(shutil.copytree(signer.folder, tmp_path / f"signer-{kind}"))))
            assert verify(other).ok
        session.rollback()


def test_an_older_state_is_signed_only_as_an_epoch_that_two_people_begin(session, engine_url, signer, papers, made, tmp_path):
    goes_on(session, signer)
    session.rollback()
    session.get_bind().dispose()
    done = restore(tmp_path / "b.zip", engine_url, papers, signer, "20240501", replacing=True)
    assert done.epoch
    assert done.aside
    with opened(engine_url) as back:
        note(back, kind="test", actor="M01", data={})
        seal(back)
        with pytest.raises(NoExtension):
            publish(back, signer)
        assert [each.kind for each in verify(back, signer=signer.state).findings] == ["signer"]
        epochs.ask(back, signer, "adm", "服务器故障，从备份恢复")
        assert epochs.approve(back, signer, "aud") == "test/log-2"
        assert goes_on(back, signer)
        assert verify(back, signer=signer.state).findings == ()


def test_where_the_signers_folder_is_lost_too_an_epoch_begins_from_what_the_backup_knows(
    session, signer, papers, made, database_kind, tmp_path
):
    url, lost = servers.empty_database(database_kind, tmp_path), Signer(tmp_path / "new-signer")
    assert restore(tmp_path / "b.zip", url, tmp_path / "p", lost, "1").epoch
    with opened(url) as back:
        note(back, kind="test", actor="M01", data={})
        seal(back)
        with pytest.raises(Misconfigured):
            publish(back, lost)
        epochs.ask(back, lost, "adm", "机房失火")
        assert epochs.approve(back, lost, "aud") == "test/log-2"
        assert goes_on(back, lost)
        assert verify(back, signer=lost.state).findings == ()  # what was signed before is checked with the keys of before


def test_a_living_system_stays_unless_told_and_what_was_there_is_kept(session, engine_url, signer, papers, made, tmp_path):
    with pytest.raises(Misconfigured):
        restore(tmp_path / "b.zip", engine_url, papers, signer, "1")
    assert session.scalar(select(func.count()).select_from(LedgerEntry)) == 1
    session.rollback()
    goes_on(session, signer)
    count = session.scalar(select(func.count()).select_from(AuditEvent))
    session.rollback()
    aside = restore(tmp_path / "b.zip", engine_url, papers, signer, "1", replacing=True).aside
    sqlite = engine_url.startswith("sqlite")
    with opened(f"sqlite:///{aside}" if sqlite else f"{engine_url}?options=-csearch_path%3D{aside}") as old:
        assert old.scalar(select(func.count()).select_from(AuditEvent)) == count


def test_a_backup_is_made_while_others_write(session, engine_url, signer, papers, tmp_path):
    with opened(engine_url) as writer:
        note(writer, kind="test", actor="M01", data={})
        before = session.scalar(select(func.count()).select_from(AuditEvent))
        session.rollback()
        writer.execute(AuditEvent.__table__.select())  # its transaction is open, with the write lock where there is one
        made = backup(session.get_bind(), papers, tmp_path / "b.zip", signer.state)
        writer.rollback()
    assert made.size == 53
    assert before == 54
