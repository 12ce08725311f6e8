"""Killed between seal, sign and publish, again and again: nothing is lost, nothing doubled, and the next run ends what was begun."""

import multiprocessing
import signal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import close_all_sessions

from procflow.engine import note
from procflow.models import AuditLeaf, AuditPending, LogNote
from procflow.proof.check import verify
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer
from tests.proof import killed

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["__main__", "tests.proof.killed"])
DEATHS = ("before_commit:0", "after_commit:0", "before_commit:3", "after_commit:2", "after_state", "before_note", "before_state")


def test_a_sealer_that_is_killed_at_any_moment_leaves_a_log_that_goes_on(session, engine_url, tmp_path):
    signer = Signer(tmp_path / "signer")
    signer.make("test/log")
    for dies in DEATHS:
        note(session, kind="test", actor="M01", data={})
        session.rollback()
        process = FRESH.Process(target=killed.run, args=(engine_url, str(signer.folder), dies))
        process.start()
        process.join(timeout=60)
        assert process.exitcode == -signal.SIGKILL, dies
        report = verify(session, signer=signer.state)
        assert report.findings == (), dies
        session.rollback()
    seal(session)
    publish(session, signer)
    report = verify(session, signer=signer.state)
    assert (report.findings, report.counts["sealed"]) == ((), 51 + len(DEATHS))
    assert session.scalar(select(func.count()).select_from(AuditPending)) == 0
    assert session.scalar(select(func.max(AuditLeaf.leaf_index))) == 50 + len(DEATHS)
    assert session.scalar(select(func.max(LogNote.tree_size))) == signer.state.now.size
    close_all_sessions()


@pytest.mark.parametrize("dies", ["after_commit:1", "after_state"])
def test_of_two_sealers_at_once_one_dies_and_the_other_ends_the_work(session, engine_url, tmp_path, dies):
    """They meet at the same inbox, the same tree and the same signer: whoever is left finishes, and no place is given twice."""
    signer = Signer(tmp_path / "signer")
    signer.make("test/log")
    session.rollback()
    both = [FRESH.Process(target=killed.run, args=(engine_url, str(signer.folder), each)) for each in (dies, "never")]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    # Who has nothing left to do when its moment comes lives to the end.
    assert both[0].exitcode in (-signal.SIGKILL, 0)
    assert both[1].exitcode == 0
    seal(session)
    publish(session, signer)
    report = verify(session, signer=signer.state)
    assert (report.findings, report.counts["sealed"]) == ((), 51)
    assert session.scalar(select(func.max(AuditLeaf.leaf_index))) == 50
    assert session.scalar(select(func.max(LogNote.tree_size))) == signer.state.now.size == 51
    close_all_sessions()
