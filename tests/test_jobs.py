"""The outbox: a job is claimed by one worker at a time, survives whoever dies with it, and is done once it is done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import jobs
from procflow.models import Job

AT = "2025-03-01T08:00:00.000000Z"


def test_a_job_exists_exactly_if_the_act_does_that_wants_it(session):
    jobs.add(session, "ping", {"n": 1}, AT)
    session.rollback()
    assert jobs.waiting(session, AT) == []
    job = jobs.add(session, "ping", {"n": 1}, AT)
    session.commit()
    assert jobs.waiting(session, AT) == [job]


def test_a_job_is_done_once_with_its_payload(session):
    job, seen = added(session, {"n": 1}), []
    assert run(session, job, seen.append) is True
    assert run(session, job, seen.append) is False
    assert seen == [{"n": 1}]
    assert state(session, job) == ("done", 1, None)


def test_a_job_is_not_taken_before_its_time(session):
    job = added(session)
    assert jobs.waiting(session, after(-1)) == []
    assert run(session, job, print, at=after(-1)) is False


def test_whoever_holds_the_lease_is_not_disturbed_until_it_ends(session, engine):
    job, seen = added(session), []

    def meanwhile(_):
        with Session(engine) as other:
            seen.append(run(other, job, seen.append, at=after(59)))
            seen.append(jobs.waiting(other, after(59)))

    run(session, job, meanwhile)
    assert seen == [False, []]


def test_a_job_whose_worker_died_is_taken_up_when_the_lease_ends_and_the_dead_cannot_close_it(session, engine):
    job, seen = added(session), []

    def slow(_):
        with Session(engine) as other:
            assert jobs.waiting(other, after(61)) == [job]
            assert run(other, job, fails, at=after(61)) is True
            seen.append(state(other, job))

    run(session, job, slow)
    assert seen == [("queued", 2, "RuntimeError('no network')")]
    assert state(session, job) == seen[0], "the first worker's lease had ended: what it says is not written"


def test_of_eight_who_race_for_a_job_one_gets_it(session, engine):
    job, seen, start = added(session), [], Barrier(8)

    def race(_):
        with Session(engine) as own:
            start.wait(timeout=20)
            return run(own, job, seen.append)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(race, range(8))) == [False] * 7 + [True]
    assert seen == [{}]


def test_a_failure_is_kept_with_the_job_and_tried_again_later_each_time(session):
    job, at, waits = added(session), AT, []
    for _ in range(jobs.MOST_ATTEMPTS - 1):
        assert run(session, job, fails, at=at) is True
        assert run(session, job, fails, at=at) is False
        again = session.scalar(select(Job.run_at).where(Job.job_id == job))
        session.rollback()
        waits.append(again)
        at = again
    assert waits == [after(sum(2**n for n in range(1, k + 1))) for k in range(1, 8)]
    run(session, job, fails, at=at)
    assert state(session, job) == ("failed", 8, "RuntimeError('no network')")
    assert jobs.waiting(session, after(10**6)) == []


def test_a_job_of_an_unknown_kind_fails_and_says_so(session):
    job = added(session)
    assert jobs.run(session, job, {}, lambda: AT) is True
    assert state(session, job)[2] == "KeyError('ping')"


def test_a_periodic_job_is_one_row_however_many_renew_it(session, engine):
    def renew(_):
        with Session(engine) as own:
            return jobs.renew(own, "clock.sweep", 60)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(renew, range(4))) == [False, False, False, True]
    assert session.scalars(select(Job.job_id)).all() == ["clock.sweep"]


@pytest.mark.parametrize(("seconds", "due"), [(60, False), (0, True)])
def test_a_periodic_job_that_was_done_is_due_again_after_its_time(session, seconds, due):
    jobs.renew(session, "clock.sweep", seconds)
    assert jobs.run(session, "clock.sweep", {"clock.sweep": lambda _: None}, lambda: jobs.now(session)) is True
    assert jobs.renew(session, "clock.sweep", seconds) is due


def test_a_periodic_job_that_is_running_is_not_started_beside_itself(session, engine):
    def meanwhile(_):
        with Session(engine) as other:
            assert jobs.renew(other, "clock.sweep", 0) is False

    jobs.renew(session, "clock.sweep", 0)
    jobs.run(session, "clock.sweep", {"clock.sweep": meanwhile}, lambda: jobs.now(session))
    assert state(session, "clock.sweep") == ("done", 1, None)


def added(session, payload=None):
    job = jobs.add(session, "ping", payload or {}, AT)
    session.commit()
    return job


def run(session, job, work, at=AT):
    return jobs.run(session, job, {"ping": work}, lambda: at)


def fails(_):
    raise RuntimeError("no network")


def state(session, job):
    found = session.execute(select(Job.state, Job.attempts, Job.error).where(Job.job_id == job)).one()
    session.rollback()
    return tuple(found)


def after(seconds):
    return jobs.later(AT, timedelta(seconds=seconds))
