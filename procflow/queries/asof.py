"""A day looked back to: what had been recorded by its end was known then, and nothing later. It reads the trail of a case as it stood, and changes none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procflow import audit, canon
from procflow.dates import end_of
from procflow.models import AuditEvent

MIDNIGHT = "T16:00:00.000000Z"  # where a day of Beijing ends, written behind that day


def until(asof: str) -> str:
    """The stamp at which that day is over; every stamp below it was known on it."""
    return canon.stamp(end_of(date.fromisoformat(asof)))


def states_on(session: Session, rows: Iterable[Any], asof: str) -> dict[str, str]:
    """By case the state in which its last move up to the end of that day left it; a case that was not begun yet is missing."""
    chosen = (
        select(AuditEvent.body)
        .where(AuditEvent.case_id.in_([row.case_id for row in rows]), AuditEvent.outcome == "done", AuditEvent.recorded_at < until(asof))
        .order_by(AuditEvent.case_id, AuditEvent.case_seq)
    )
    records = [audit.read(each) for each in session.scalars(chosen)]
    return {each.case_id: str(each.body["to"]) for each in records if each.body["to"]}
