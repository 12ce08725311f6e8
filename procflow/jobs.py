"""The outbox: work that follows a commit, claimed under a lease, done at least once and made harmless to repeat.

Job rows are written in the transaction of the act that wants them; claiming, finishing and renewing are this module's own small
transactions. Jobs run on the database's real clock, in a rehearsal too: there the simulated one stands still, and no lease would end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import CLOCK, Prepared, new_id
from procflow.models import Job

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8

ADD = Prepared(
    insert(Job).values({name: bindparam(name) for name in ("job_id", "kind", "payload", "state", "attempts", "run_at")}).inline()
)
CLAIM = text(
    "UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = :lease WHERE job_id = :job AND run_at <= :now"
    " AND (state = 'queued' OR (state = 'running' AND lease_until < :now)) RETURNING kind, payload, attempts"
)
RENEW = text(  # one row for each periodic job: made once, then due again
    "INSERT INTO job (job_id, kind, payload, state, attempts, run_at) VALUES (:job, :kind, :payload, 'queued', 0, :now)"
    " ON CONFLICT (job_id) DO UPDATE SET state = 'queued', attempts = 0, run_at = :now, error = NULL"
    " WHERE job.state IN ('done', 'failed') AND job.run_at <= :before RETURNING job_id"
)
DONE = text("UPDATE job SET state = 'done', done_at = :now, lease_until = NULL, error = NULL WHERE job_id = :job AND lease_until = :lease")
FAILED = text(
    "UPDATE job SET state = :state, error = :error, run_at = :again, lease_until = NULL WHERE job_id = :job AND lease_until = :lease"
)

Work = Callable[[Mapping[str, Any]], None]


def add(session: Session, kind: str, payload: Mapping[str, Any], at: str) -> str:
    """Write a job row; it exists exactly if the caller's act does."""
    job = new_id(at)
    ADD.run(session, job_id=job, kind=kind, payload=canon.dumps(payload).decode(), state="queued", attempts=0, run_at=at)
    return job


def waiting(session: Session, now: str, limit: int = 100) -> list[str]:
    """Jobs never started, or whose lease ran out."""
    chosen = select(Job.job_id).where(Job.state.in_(("queued", "running")), Job.run_at <= now)
    free = (Job.lease_until.is_(None)) | (Job.lease_until < now)
    return list(session.scalars(chosen.where(free).order_by(Job.run_at).limit(limit)))


def run(session: Session, job: str, works: Mapping[str, Work], now: Callable[[], str]) -> bool:
    """Claim one job and do it; False if somebody else holds or finished it. A failure waits longer each time, then is kept as failed."""
    lease = later(now(), LEASE)
    row = session.execute(CLAIM, {"job": job, "lease": lease, "now": now()}).one_or_none()
    session.commit()
    if row is None:
        return False
    try:
        works[row.kind](json.loads(row.payload))
    except Exception as problem:  # noqa: BLE001 - whatever a job does wrong is kept with it and tried again
        session.rollback()
        state = "failed" if row.attempts >= MOST_ATTEMPTS else "queued"
        again = later(now(), timedelta(seconds=2**row.attempts))
        session.execute(FAILED, {"job": job, "lease": lease, "state": state, "error": repr(problem)[:500], "again": again})
    else:
        session.execute(DONE, {"job": job, "lease": lease, "now": now()})
    session.commit()
    return True


def renew(session: Session, kind: str, seconds: int, job: str = "", payload: Mapping[str, Any] | None = None) -> bool:
    """Make the one job of a periodic kind due, if so many seconds have passed since it last was; False if it is not yet time.

    A kind that is done for several things has a `job` with its payload for each.

    However many processes renew it and run it, the claim lets one of them do the work.
    """
    at = now(session)
    given = {
        "job": job or kind,
        "kind": kind,
        "payload": canon.dumps(payload or {}).decode(),
        "now": at,
        "before": later(at, -timedelta(seconds=seconds)),
    }
    made_due = session.execute(RENEW, given).first() is not None
    session.commit()
    return made_due


def now(session: Session) -> str:
    """The stamp of this moment by the database's real clock."""
    return str(session.connection().exec_driver_sql(CLOCK[session.get_bind().dialect.name]).one()[0])


def later(stamp: str, by: timedelta) -> str:
    return canon.stamp(canon.unstamp(stamp) + by)
