"""Killed at any moment, a web process and a worker lose nothing and double nothing: what was answered stands, what was not is whole or absent."""

import multiprocessing
import os
import random
import signal
import time

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import audit, canon, jobs
from procflow.config import Settings
from procflow.engine import advance
from procflow.models import AuditEvent, Base, Case, Job
from tests import crashing, servers

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["__main__", "tests.crashing"])
DEATHS = ("", "before_commit", "", "after_commit")


@pytest.fixture
def engine_url(database_kind, tmp_path):
    return servers.migrated_copy(database_kind, tmp_path, crashing.with_a_year_to_register)


@pytest.fixture
def undisturbed(database_kind, tmp_path):
    """What the same acts leave behind where nobody is killed."""
    made = create_engine(servers.migrated_copy(database_kind, tmp_path, crashing.with_a_year_to_register), poolclass=NullPool)
    with Session(made, expire_on_commit=False) as session:
        for command in crashing.acts():
            advance(session, command)
        return left_behind(session)


def test_acts_that_are_killed_and_asked_for_again_leave_what_undisturbed_ones_leave(engine_url, session, undisturbed, tmp_path):
    done, dice, killed, rounds = str(tmp_path / "answered"), random.Random(7), 0, 0
    while (before := crashing.answered(done)) < len(crashing.acts()):
        dies, more = DEATHS[rounds % len(DEATHS)], dice.randrange(3)
        process = FRESH.Process(target=crashing.serve, args=(engine_url, done, dies))
        process.start()
        if not dies:
            until(lambda before=before, more=more: crashing.answered(done) > min(before + more, len(crashing.acts()) - 1))
            process.join(dice.random() / 40)
            process.kill()
        process.join(timeout=60)
        killed += process.exitcode == -signal.SIGKILL
        rounds += 1
    assert killed >= 8
    assert left_behind(session) == undisturbed


@pytest.mark.parametrize(
    ("database_kind", "queue"),
    [("sqlite", "sqlite"), pytest.param("postgresql", "redis", marks=[pytest.mark.postgresql, pytest.mark.redis])],
)
def test_jobs_whose_workers_are_killed_are_all_done_and_none_is_done_twice(engine_url, session, queue, tmp_path):
    settings = Settings(home=tmp_path / "home", database_url=engine_url, queue=queue,
                        redis_url=servers.redis_server().empty() if queue == "redis" else "")  # fmt: skip
    done, dice = str(tmp_path / "begun"), random.Random(11)
    keys = [f"remark-{number}" for number in range(48)]
    for round_ in range(0, len(keys), 4):
        ask(session, keys[round_ : round_ + 4])
        before, more = crashing.answered(done), dice.randrange(4)
        process = FRESH.Process(target=crashing.work, args=(settings, done))
        process.start()
        until(lambda before=before, more=more: crashing.answered(done) > before + more or not open_jobs(session))
        process.join(dice.random() / 40)
        process.kill()
        process.join(timeout=60)
        assert process.exitcode == -signal.SIGKILL
    last = FRESH.Process(target=crashing.work, args=(settings, done))
    last.start()
    until(lambda: not open_jobs(session))
    last.kill()
    last.join(timeout=60)
    remarks = session.scalars(select(AuditEvent.command_id).where(AuditEvent.type == "bonus_claim.comment")).all()
    assert sorted(remarks) == sorted(audit.command_id("Y02", key) for key in keys)
    assert whole_chains(session)


def test_a_worker_that_is_told_to_stop_finishes_what_it_holds(engine_url, session, tmp_path):
    settings = Settings(home=tmp_path / "home", database_url=engine_url)
    done = str(tmp_path / "begun")
    ask(session, ["the one"])
    process = FRESH.Process(target=crashing.work, args=(settings, done))
    process.start()
    until(lambda: crashing.answered(done))
    os.kill(process.pid, signal.SIGTERM)
    process.join(timeout=60)
    assert process.exitcode == 0
    assert session.scalar(select(Job.state).where(Job.kind == crashing.KIND)) == "done"


def ask(session, keys):
    for key in keys:
        jobs.add(session, crashing.KIND, {"key": key}, jobs.now(session))
    session.commit()


def left_behind(session):
    """How many rows stand in each table, and whether every chain is whole."""
    counts = {name: session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()}
    cases = session.execute(select(Case.no, Case.state, Case.version).order_by(Case.no)).all()
    return counts, cases, whole_chains(session)


def whole_chains(session):
    for case in session.scalars(select(Case)):
        prev = canon.ZERO
        for seq, record in enumerate(audit.chain(session, case.case_id)):
            assert (record.body["prev"], record.body["case_seq"]) == (prev, seq)
            prev = record.hash
        assert (case.head, case.seq) == (prev, seq + 1)
    session.rollback()
    return True


def open_jobs(session):
    session.connection(execution_options={"read_only": True})  # asking does not hold up those who write
    found = session.scalar(select(func.count()).select_from(Job).where(Job.kind == crashing.KIND, Job.state != "done"))
    session.rollback()
    return found


def until(holds, patience=60):
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.002)
