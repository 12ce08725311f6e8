"""The worker: what waits in the database is done, whatever the queue loses or repeats; it starts and stops inside another program."""

import time

import pytest
from huey import PriorityRedisHuey, SqliteHuey
from sqlalchemy import select

from procflow import jobs, worker
from procflow.config import Settings
from procflow.models import Job
from procflow.worker import PERIODIC, Crew, Outbox


@pytest.fixture
def settings(engine_url, tmp_path):
    return Settings(home=tmp_path / "home", database_url=engine_url)


@pytest.fixture
def noted():
    return []


@pytest.fixture
def outbox(settings, noted):
    made = Outbox(settings, {"note": noted.append, "fail": fail}, periodic={})
    yield made
    made.engine.dispose()
    made.queue.storage.close()


def test_a_waiting_job_is_fed_carried_and_done(outbox, noted, session):
    ask(session, "note", {"n": 1})
    assert outbox.feed() == 1
    assert drain(outbox) == 1
    assert noted == [{"n": 1}]
    assert states(session) == ["done"]


def test_the_queue_carries_the_jobs_id_and_nothing_of_its_content(outbox, session):
    job = ask(session, "note", {"name": "secret"})
    outbox.feed()
    (message,) = outbox.queue.storage.enqueued_items()
    assert job.encode() in bytes(message)
    assert b"secret" not in bytes(message)


def test_what_lies_in_the_queue_already_is_not_put_in_again(outbox, session):
    ask(session, "note")
    assert (outbox.feed(), outbox.feed()) == (1, 0)


def test_a_job_that_the_queue_lost_is_fed_again(outbox, session):
    ask(session, "note")
    outbox.feed()
    outbox.queue.flush()
    assert outbox.feed() == 1


def test_a_job_that_the_queue_repeats_is_done_once(outbox, noted, session):
    job = ask(session, "note")
    outbox.carry(job)
    outbox.carry(job)
    assert drain(outbox) == 2
    assert noted == [{}]


def test_a_message_that_somebody_else_wrote_into_the_queue_is_not_run(outbox, settings, session):
    job = ask(session, "note")
    stranger = Outbox(Settings(home=settings.home.parent / "other", database_url=settings.database_url))
    stranger.carry(job)
    (forged,) = stranger.queue.storage.enqueued_items()
    outbox.queue.storage.enqueue(bytes(forged))
    with pytest.raises(ValueError, match="Signature"):
        outbox.queue.dequeue()
    stranger.engine.dispose()
    stranger.queue.storage.close()
    assert states(session) == ["queued"]


def test_a_job_that_fails_waits_in_the_database_with_its_reason(outbox, session):
    ask(session, "fail")
    outbox.feed()
    drain(outbox)
    assert session.execute(select(Job.state, Job.error)).one() == ("queued", "OSError('printer on fire')")


def test_every_installation_sweeps_its_clock_each_minute_and_answers_a_ping(settings, session):
    usual = Outbox(settings)
    ask(session, "ping")
    usual.feed()
    drain(usual)
    assert session.execute(select(Job.kind, Job.state).order_by(Job.kind)).all() == [(kind, "done") for kind in sorted([*PERIODIC, "ping"])]
    session.rollback()
    assert usual.feed() == 0, "the minute is not over"
    usual.engine.dispose()
    usual.queue.storage.close()


def test_the_queue_file_is_its_owners_alone(outbox, settings):
    assert isinstance(outbox.queue, SqliteHuey)
    assert (settings.home / "queue.db").stat().st_mode & 0o777 == 0o600


def test_the_queue_is_redis_where_the_settings_say_so(redis_url, tmp_path):
    made = worker.queue(Settings(home=tmp_path, database_url="sqlite://", queue="redis", redis_url=redis_url))
    assert isinstance(made, PriorityRedisHuey)
    assert made.pending_count() == 0
    made.storage.pool.disconnect()


@pytest.mark.loopback
def test_a_crew_inside_another_program_works_and_stops_without_touching_its_signals(outbox, noted, session):
    crew = Crew(outbox, pace=0.05)
    crew.start()
    ask(session, "note", {"n": 2})
    until(lambda: states(session) == ["done"])
    crew.stop(graceful=True)
    assert noted == [{"n": 2}]
    assert [thread.is_alive() for _, thread in crew.worker_threads] == [False]


@pytest.mark.loopback
def test_a_crew_outlives_a_database_that_is_away_for_a_while(outbox, session, monkeypatch, caplog):
    feed, away = outbox.feed, iter([OSError("connection refused")] * 2)

    def at_first_not():
        for problem in away:
            raise problem
        return feed()

    monkeypatch.setattr(outbox, "feed", at_first_not)
    ask(session, "note")
    crew = Crew(outbox, pace=0.02)
    crew.start()
    until(lambda: states(session) == ["done"])
    crew.stop(graceful=True)
    assert caplog.text.count("trying again") == 2


def fail(_):
    raise OSError("printer on fire")


def ask(session, kind, payload=None):
    job = jobs.add(session, kind, payload or {}, jobs.now(session))
    session.commit()
    return job


def drain(outbox):
    """Do what lies in the queue, as a consumer's thread would."""
    count = 0
    while (task := outbox.queue.dequeue()) is not None:
        outbox.queue.execute(task)
        count += 1
    return count


def states(session):
    session.connection(execution_options={"read_only": True})
    found = session.scalars(select(Job.state)).all()
    session.rollback()
    return list(found)


def until(holds, patience=60):
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)
