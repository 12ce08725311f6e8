"""The clock: neglect leads to what the table says, on the day it says, once; and a rehearsal's clock only moves forward."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import audit, clock, engine
from procflow.db import now
from procflow.errors import Invalid
from procflow.models import AuditEvent, Case, Task
from tests import branch, servers

LAST_MOMENT = "2024-03-18T15:59:59.999999Z"  # of 18 March in Beijing, the last of five working days
MIDNIGHT = "2024-03-18T16:00:00.000000Z"
FIRST, SECOND = "LH1-JL-2024-0001", "LH1-JL-2024-0002"


@pytest.fixture
def engine_url(database_kind, tmp_path):
    return servers.migrated_copy(database_kind, tmp_path, branch.with_returned_claims)


def test_a_claim_that_is_not_mended_lapses_when_its_last_day_has_ended_and_not_before(session):  # B31
    assert clock.forward(session, LAST_MOMENT) == 0
    assert states(session) == {FIRST: "returned", SECOND: "returned"}
    assert clock.forward(session, MIDNIGHT) == 1
    assert states(session) == {FIRST: "lapsed", SECOND: "returned"}


def test_each_timer_step_is_taken_at_the_moment_at_which_it_fell_due_however_far_the_clock_is_moved(session):
    clock.forward(session, "2025-06-01T00:00:00.000000Z")
    assert states(session) == {FIRST: "lapsed", SECOND: "lapsed"}
    lapses = [last_of(session, FIRST), last_of(session, SECOND)]
    assert [record["recorded_at"] for record in lapses] == [MIDNIGHT, "2024-03-19T16:00:00.000000Z"]
    assert {(each["transition"], each["actor"]["id"], each["actor"]["role"], each["clock"]) for each in lapses} == {
        ("lapse", "system", "timer", "rehearsal")
    }
    assert now(session) == "2025-06-01T00:00:00.000000Z"


def test_what_was_swept_is_not_swept_again(session):
    clock.forward(session, MIDNIGHT)
    before = records(session)
    assert clock.sweep(session) == 0
    assert records(session) == before


def test_sweeps_at_the_same_time_take_each_step_once(session, engine_url):
    engine.wind(session, MIDNIGHT)
    before, start = records(session), Barrier(4)

    def sweep(_):
        with Session(create_engine(engine_url, poolclass=NullPool), expire_on_commit=False) as own:
            start.wait(timeout=20)
            clock.sweep(own)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sweep, range(4)))
    assert states(session) == {FIRST: "lapsed", SECOND: "returned"}
    assert records(session) == before + 1


def test_a_timer_row_that_does_not_hold_is_no_attempt_and_may_hold_later(session):
    session.execute(text("UPDATE proc_case SET state = 'draft' WHERE no = :no"), {"no": FIRST})
    session.commit()
    engine.wind(session, MIDNIGHT)
    before = records(session)
    assert clock.sweep(session) == 0
    assert records(session) == before
    session.execute(text("UPDATE proc_case SET state = 'returned' WHERE no = :no"), {"no": FIRST})
    session.commit()
    assert clock.sweep(session) == 1


def test_a_case_that_cannot_be_read_holds_up_no_other(session, monkeypatch, caplog):
    monkeypatch.setattr(clock.tasks, "overdue", partial(clock.tasks.overdue, limit=1))
    session.execute(text("UPDATE proc_case SET taken = 'not JSON' WHERE no = :no"), {"no": FIRST})
    session.commit()
    engine.wind(session, "2024-03-20T00:00:00.000000Z")
    assert clock.sweep(session) == 1
    assert states(session) == {FIRST: "returned", SECOND: "lapsed"}
    assert FIRST in caplog.text


def test_a_timer_step_is_the_clocks_alone(session):
    task = session.scalar(select(Task.task_id).where(Task.overdue == "lapse"))
    session.rollback()
    with pytest.raises(engine.Refused) as refused:
        engine.advance(session, engine.Command(step="lapse", actor="Y01", key=f"{task}:lapse", case=FIRST))
    assert refused.value.code == "FORBIDDEN_ROLE"


def test_the_clock_does_not_go_back(session):
    clock.forward(session, MIDNIGHT)
    with pytest.raises(Invalid, match="不能往回拨"):
        clock.forward(session, LAST_MOMENT)
    assert now(session) == MIDNIGHT


def test_a_real_clock_cannot_be_moved(session):
    session.execute(text("DELETE FROM installation WHERE name = 'now'"))
    session.commit()
    with pytest.raises(Invalid, match="真实时间"):
        clock.forward(session, "2999-01-01T00:00:00.000000Z")


def states(session):
    found = dict(session.execute(select(Case.no, Case.state).where(Case.procedure == "bonus_claim")).all())
    session.rollback()
    return found


def records(session):
    count = session.scalar(select(func.count()).select_from(AuditEvent))
    session.rollback()
    return count


def last_of(session, no):
    chain = audit.chain(session, session.scalar(select(Case.case_id).where(Case.no == no)))
    session.rollback()
    return chain[-1].body
