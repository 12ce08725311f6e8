"""Background work: feeds waiting jobs to huey and does them, inside `procflow serve` or as a process of its own; it holds no job.

What must be done stands in the database; the queue carries a job's id and may lose or repeat it without harm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from huey import Huey, PriorityRedisHuey, SqliteHuey
from huey.consumer import Consumer, Scheduler
from huey.serializer import SignedSerializer
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from procflow import clock, jobs, relay
from procflow.config import Settings, Smtp, secret
from procflow.engine import drafts, dues
from procflow.importing.kinds import works as importing
from procflow.proof import heads, rounds, telling
from procflow.proof.signer import Signer
from procflow.proof.witnesses import Witnesses
from procflow.relay import mailing

AT_ONCE = 100
PERIODIC = {"clock.sweep": 60, "drafts.sweep": 3600, mailing.SWEEP: 300, rounds.COSIGN: 60, heads.STATES: 3600, telling.WATCH: 300}
READY = {"initial_delay": 0.05, "max_delay": 0.5}


class Outbox:
    """The jobs of one database, the queue that carries their ids, and what each kind of job does."""

    def __init__(self, settings: Settings, works: Mapping[str, jobs.Work] | None = None, periodic: Mapping[str, int] = PERIODIC) -> None:
        self.engine = create_engine(settings.database_url, pool_pre_ping=True)
        self.works = {
            **usual(self.engine, secret(settings), settings.draft_days),
            **posting(self.engine, settings.smtp),
            **importing(self.engine, settings.home),
            **sealing(self.engine, settings),
            **(works or {}),
        }
        self.periodic = periodic
        self.queue = queue(settings)
        self.carry = self.queue.task(name="job")(self.work)

    def feed(self) -> int:
        """Put the ids of waiting jobs into the queue, periodic ones first made due; any number of processes may do so at once."""
        with Session(self.engine) as session:
            for kind, seconds in self.periodic.items():
                jobs.renew(session, kind, seconds)
            session.connection(execution_options={"read_only": True})
            errands = relay.pressing(session, jobs.now(session))
            sealing = rounds.pressing(session)
            session.rollback()
            for each in errands:
                jobs.renew(session, each.kind, 0, each.job, each.payload)
            for kind in sealing:
                jobs.renew(session, kind, 0)
            # Only into an empty queue: a job that waits there would be put in again each time.
            session.connection(execution_options={"read_only": True})
            waiting = [] if self.queue.pending_count() else jobs.waiting(session, jobs.now(session), AT_ONCE)
        for job in waiting:
            self.carry(job)
        return len(waiting)

    def work(self, job: str) -> bool:
        """Do one job if it is still to be done and nobody else holds it."""
        with Session(self.engine, expire_on_commit=False) as session:
            return jobs.run(session, job, self.works, lambda: jobs.now(session))


class Feeder(Scheduler):
    """In the place of huey's scheduler, of which nothing is asked: feeds, and does not die of a database that is away."""

    feed: Callable[[], int]

    def loop(self, now: Any = None) -> None:
        try:
            self.feed()
        except Exception:  # a feeder that died would stop all background work: it is logged, and asked again
            self._logger.exception("jobs could not be fed; trying again")
        self.stop_flag.wait(self.interval)


class Crew(Consumer):
    """A consumer of an outbox; `start` and `stop(graceful=True)` are all that a process which serves pages needs."""

    def __init__(self, outbox: Outbox, workers: int = 1, *, pace: float = 1.0, signals: bool = False) -> None:
        self.outbox, self.pace, self.signals = outbox, pace, signals
        super().__init__(outbox.queue, workers=workers, periodic=False, graceful_signal="TERM", **READY)

    def _create_scheduler(self) -> Feeder:
        feeder = Feeder(huey=self.huey, stop_flag=self.stop_flag, interval=self.scheduler_interval, periodic=False)
        feeder.feed, feeder.interval = self.outbox.feed, self.pace
        return feeder

    def _set_signal_handlers(self) -> None:
        """Inside another program the signals are that program's."""
        if self.signals:
            super()._set_signal_handlers()


def run_worker(settings: Settings, workers: int = 2) -> None:
    """Work until told to stop: on TERM the jobs at hand are finished, and on INT they are left to their leases."""
    Crew(Outbox(settings), workers, signals=True).run()


def queue(settings: Settings) -> Huey:
    """The queue of this installation: a file of its own beside the database, or Redis. What it carries is signed."""
    signed = SignedSerializer(secret=secret(settings))
    if settings.queue == "redis":
        return PriorityRedisHuey("procflow", url=settings.redis_url, results=False, serializer=signed)
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.home / "queue.db"
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return SqliteHuey("procflow", filename=str(path), fsync=True, results=False, serializer=signed)


def usual(engine: Engine, installation: str, draft_days: int) -> dict[str, jobs.Work]:
    """The kinds of job that every installation has: the clock's sweep, that of old drafts, the relay of events, and `ping`, which shows that a worker is alive."""

    def sweep(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            clock.sweep(session)

    def redate(what: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            clock.redate(session, what["unit"], what["record"])

    def pass_on(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            relay.relay(session)

    def send(what: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            relay.send(session, what["webhook"], installation)

    def forget(_: Mapping[str, Any]) -> None:
        with Session(engine, expire_on_commit=False) as session:
            drafts.sweep(session, jobs.later(jobs.now(session), -timedelta(days=draft_days)))

    return {
        "clock.sweep": sweep,
        "drafts.sweep": forget,
        dues.REDATE: redate,
        relay.RELAY: pass_on,
        relay.SEND: send,
        "ping": lambda _: None,
    }


def posting(engine: Engine, smtp: Smtp | None) -> dict[str, jobs.Work]:
    """The kinds of job that tell people by mail; without a server they come to nothing."""

    def sweep(_: Mapping[str, Any]) -> None:
        if smtp is not None:
            with Session(engine, expire_on_commit=False) as session:
                mailing.sweep(session)

    def send(what: Mapping[str, Any]) -> None:
        if smtp is not None:
            with Session(engine, expire_on_commit=False) as session:
                mailing.send(session, smtp, what["person"])

    return {mailing.SWEEP: sweep, mailing.SEND: send}


def sealing(engine: Engine, settings: Settings) -> dict[str, jobs.Work]:
    """The kinds of job of the sealed log: to seal, to sign, to ask witnesses, and to look after it."""
    signer, witnesses = Signer(settings.signer_folder), Witnesses.of(settings.witnesses, settings.witness_quorum)
    return {
        **rounds.works(engine, signer, witnesses),
        **telling.works(engine, signer, witnesses, settings.checkpoint_folder, settings.smtp),
    }
